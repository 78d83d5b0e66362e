import { Pipeline, param, Task, text } from '../../src';
import { bitbucket, EventListener, gitea, github, gitlab, Schedule } from '../../src/events';
import { newChart, problemsOf } from '../support/app';

/** As in plain JavaScript, which no compiler reads. */
// biome-ignore lint/suspicious/noExplicitAny: as just said
const any = (value: unknown) => value as any;
const secret = { name: 'hooks', key: 'token' };

function problems(make: (chart: ReturnType<typeof newChart>, ci: Pipeline) => unknown): string[] {
  const chart = newChart('ci', { namespace: 'ci' });
  const task = new Task(chart, 'build', {
    params: { x: param.string() },
    steps: () => [{ name: 'run', image: 'docker.io/library/busybox:1.37', command: ['true'] }],
  });
  const ci = new Pipeline(chart, 'pipe', { params: { url: param.string() } });
  ci.add(task, { params: { x: ci.params.url } });
  make(chart, ci as never);
  return problemsOf(chart);
}

describe('a mistake in what an event starts is one error', () => {
  it.each([
    [
      'no branch of GitHub',
      () => github.push({ secret, branches: [] }),
      'on github-push branches: expected an array of at least one string',
    ],
    ['no tag', () => github.tag({ secret, tags: [] }), 'on github-tag tags: expected an array of at least one string'],
    ['no path', () => gitea.push({ secret, paths: [] }), 'on gitea-push paths: expected an array of at least one string'],
    ['no action', () => gitlab.mergeRequest(any({ secret, actions: [] })), 'actions: expected an array of at least one string'],
    ['an empty branch', () => github.push({ secret, branches: ['main', ''] }), 'found "" at index 1'],
    ['a string as the secret', () => github.push({ secret: any('abc') }), 'on github-push secret: expected a key of a Secret, such as'],
    ['a name as the secret', () => gitea.push({ secret: any({ name: 'a' }) }), 'on gitea-push secret: expected a key of a Secret'],
    ['a string as the event', () => any('push'), 'on: expected an event, such as github.push({ secret }), found "push"'],
  ])('%s', (_, event, message) => {
    const found = problems((chart, ci) => new EventListener(chart, 'l').on(any(event()), any({ pipeline: ci, params: { url: 'u' } })));

    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['the Pipeline itself', (ci: Pipeline) => ci, 'on github-push: expected an object such as { pipeline: ci'],
    ['no Pipeline', () => ({}), 'pipeline: expected a Pipeline'],
  ])('%s instead of the run', (_, run, message) => {
    const found = problems((chart, ci) => new EventListener(chart, 'l').on(github.push({ secret }), any(run(ci))));

    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{ ingress: {} }, 'exposed.ingress.host: expected a string that is not empty'],
    [{ ingress: { host: 'a.example' } }, 'exposed.ingress.tlsSecret: expected the name of the object'],
    [{ ingress: 'a.example' }, 'exposed.ingress: expected an object such as { ingress: { host'],
    [{ route: { host: 'a.example' } }, 'exposed.route.gateway: expected an object such as'],
    [{}, 'exposed: expected an object such as { ingress'],
  ])('an address without its parts: %j', (exposed, message) => {
    const found = problems((chart, ci) =>
      new EventListener(chart, 'l', { exposed: any(exposed) }).on(github.push({ secret }), any({ pipeline: ci })),
    );

    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it('a listener that starts nothing, and a schedule that does not', () => {
    expect(problems((chart) => new EventListener(chart, 'l'))).toEqual([expect.stringContaining('no event starts a run; call .on(')]);
    expect(problems((chart) => new Schedule(chart, 's', { cron: '0 2 * * *' }))).toEqual([
      expect.stringContaining('no run is started; call .start('),
    ]);
  });
});

it.each([
  ['all results of a task', (task: { readonly results: unknown }) => task.results, /the value after "x" is an object/],
  ['a construct', (_: unknown, ci: Pipeline) => ci, /the value after "x" is the construct "ci\/pipe"/],
  ['a method', () => 'a'.trim, /is the function "trim"/],
])('%s in a text is an error', (_, value, message) => {
  const found = problems((chart, ci) => {
    const task = new Task(chart, 'other', {
      params: { x: param.string() },
      steps: () => [{ name: 'run', image: 'docker.io/library/busybox:1.37', command: ['true'] }],
    });
    const added = ci.add(task, { name: 'first', params: { x: 'a' } });
    ci.add(task, { name: 'second', params: { x: text`x${any(value(any(added), ci))}` } });
  });

  expect(found).toEqual([expect.stringMatching(message)]);
});

it('bitbucket, without a branch', () => {
  const found = problems((chart, ci) =>
    new EventListener(chart, 'l').on(bitbucket.cloud.push({ secret, branches: [] }), any({ pipeline: ci, params: { url: 'u' } })),
  );

  expect(found).toEqual([expect.stringContaining('branches: expected an array of at least one string')]);
});
