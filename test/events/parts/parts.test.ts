import { Pipeline, param, Task } from '../../../src';
import type { Answer, Api } from '../../../src/catalogue/runtime/io/cluster';
import { takeTurn } from '../../../src/catalogue/runtime/io/turns';
import { CommitStatus, EventListener, gitea, github, slug, Turn } from '../../../src/events';
import { manifestsOf, newChart, problemsOf, specOf } from '../../support/app';

const secret = { name: 'hook', key: 'token' };
const build = (chart: ReturnType<typeof newChart>) =>
  new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });

describe('CommitStatus', () => {
  it('reports at the start and in the end, with a secret that is only named', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = new Pipeline(chart, 'ci', { params: { repository: param.string(), sha: param.string() } });
    ci.add(build(chart));
    const token = { name: 'gitea', key: 'token' };
    new CommitStatus(chart, 'status', { provider: { kind: 'gitea', api: 'https://git.acme.example/api/v1', token } }).reportOn(ci, {
      repository: ci.params.repository,
      sha: ci.params.sha,
    });
    new EventListener(chart, 'hooks').on(gitea.push({ secret }), { pipeline: ci });

    expect(problemsOf(chart)).toEqual([]);
    const { tasks, finally: last } = specOf(chart, 'Pipeline', 'ci') as { tasks: object[]; finally: object[] };
    expect(tasks[1]).toMatchObject({ name: 'status-pending', onError: 'continue' });
    expect(last[0]).toMatchObject({ name: 'status-result', params: expect.arrayContaining([{ name: 'state', value: '$(tasks.status)' }]) });
    const { steps } = specOf(chart, 'Task', 'status') as { steps: { env: { name: string }[] }[] };
    expect(steps[0]?.env).toEqual(expect.arrayContaining([{ name: 'TOKEN', valueFrom: { secretKeyRef: token } }]));
    expect(manifestsOf(chart).find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata?.name === 'hooks-ci')).toMatchObject({
      automountServiceAccountToken: false,
    });
  });
});

describe('mistakes of plain JavaScript', () => {
  const found = (make: (chart: ReturnType<typeof newChart>) => unknown) => {
    const chart = newChart('app', { namespace: 'ci' });
    make(chart);
    return problemsOf(chart).map(String);
  };
  const status = (provider?: object) => found((chart) => new CommitStatus(chart, 'status', { provider } as never));
  const token = { name: 'github', key: 'token' };

  it.each([
    [undefined, 'provider: expected an object such as'],
    [{ kind: 'gitub', token }, 'provider.kind: unknown value "gitub"; expected one of: github, gitlab, gitea'],
    [{ kind: 'github' }, 'provider.token: expected a key of a Secret, such as'],
    [{ kind: 'gitlab', token: 'glpat' }, 'provider.token: expected a key of a Secret, such as'],
    [{ kind: 'github', app: { id: '1' } }, 'provider.app.privateKey: expected a key of a Secret, such as'],
    [{ kind: 'github', app: { privateKey: token } }, 'provider.app.id: expected the number of the app as a string'],
    [{ kind: 'github', token, as: 'chek' }, 'provider.as: unknown value "chek"; expected one of: status, check'],
    [{ kind: 'github', token, as: 'check' }, 'provider.as: expected a status, found "check"; only a GitHub App'],
    [{ kind: 'gitea', token }, 'provider.api: expected the address of the API'],
  ])('CommitStatus with the provider %j is refused by name', (provider, message) => {
    expect(status(provider)).toEqual([expect.stringContaining(`[app/status] TW288 ${message}`)]);
  });

  it('Turn without a policy, or with an unknown one, is refused', () => {
    const policy = 'unknown value "cancl"; expected one of: queue, cancel';
    expect(found((chart) => new Turn(chart, 'turn', { policy: 'cancl' } as never))).toEqual([expect.stringContaining(policy)]);
    expect(found((chart) => new Turn(chart, 'turn', undefined as never))).toEqual([
      expect.stringContaining('expected one of: queue, cancel'),
    ]);
  });

  it('a pipeline that takes no tasks is refused', () => {
    const report = (chart: ReturnType<typeof newChart>) =>
      new CommitStatus(chart, 'status', { provider: { kind: 'github', token } }).reportOn(undefined as never, {
        repository: 'a/b',
        sha: 'c',
      });
    expect(found(report)).toEqual([expect.stringContaining('[app/status] TW288 reportOn: expected a Pipeline')]);
  });

  it('a commit that is not given is refused', () => {
    const report = (chart: ReturnType<typeof newChart>) =>
      new CommitStatus(chart, 'status', { provider: { kind: 'github', token } }).reportOn(new Pipeline(chart, 'ci'), undefined as never);
    expect(found(report).join()).toContain('repository');
  });
});

describe('Turn', () => {
  it('marks the runs of a branch, and may only read and patch runs', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = new Pipeline(chart, 'ci');
    const turn = ci.add(new Turn(chart, 'turn', { policy: 'cancel' }));
    ci.add(build(chart), { after: [turn] });
    new EventListener(chart, 'hooks').on(github.push({ secret }), ({ branch }) => ({ pipeline: ci, group: slug(branch) }));

    expect(problemsOf(chart)).toEqual([]);
    const { resourcetemplates } = specOf(chart, 'TriggerTemplate', 'ci-github-push') as { resourcetemplates: object[] };
    expect(resourcetemplates[0]).toMatchObject({ metadata: { labels: { 'tekwire.dev/group': '$(tt.params.branch-slug)' } } });
    expect(manifestsOf(chart).find(({ kind, metadata }) => kind === 'Role' && metadata?.name === 'hooks-ci-turn')).toMatchObject({
      rules: [{ apiGroups: ['tekton.dev'], resources: ['pipelineruns'], verbs: ['get', 'list', 'patch'] }],
    });
  });

  const run = (name: string, second: number, more: object = {}) => ({
    metadata: {
      name,
      creationTimestamp: `2026-11-29T10:00:0${second}Z`,
      labels: { 'tekton.dev/pipeline': 'ci', 'tekwire.dev/group': 'main' },
    },
    ...more,
  });
  const ended = { status: { completionTime: '2026-11-29T10:01:00Z' } };

  /** An API server of this test with these runs, which change before each list. */
  function server(...lists: (readonly object[])[]) {
    const sent: string[] = [];
    const api: Api = async (method, path): Promise<Answer> => {
      sent.push(`${method} ${decodeURIComponent(path)}`);
      const items = lists.length > 1 && path.includes('?') ? lists.shift() : lists[0];
      return { status: 200, body: JSON.stringify(path.includes('?') ? { items } : run('ci-b', 1)) };
    };
    return { api, sent };
  }
  const noPause = async () => {};

  it('waits for older runs of the group, however they end', async () => {
    const [older, own, newer] = [run('ci-a', 0), run('ci-b', 1), run('ci-c', 2)];
    const { api, sent } = server([older, own, newer], [older, own, newer], [{ ...older, ...ended }, own, newer]);

    expect(await takeTurn(api, { namespace: 'ci', run: 'ci-b', policy: 'queue' }, noPause)).toEqual(['waited for ci-a', 'no older run']);
    expect(sent[1]).toBe('GET /apis/tekton.dev/v1/namespaces/ci/pipelineruns?labelSelector=tekton.dev/pipeline=ci,tekwire.dev/group=main');
  });

  it('cancels older runs, not newer ones, nor those of the same second with a greater name', async () => {
    const { api, sent } = server([
      run('ci-a', 1),
      run('ci-b', 1),
      run('ci-c', 1),
      run('ci-d', 0, ended),
      run('ci-e', 0, { spec: { status: 'Cancelled' } }),
    ]);

    expect(await takeTurn(api, { namespace: 'ci', run: 'ci-b', policy: 'cancel' }, noPause)).toEqual(['cancelled ci-a']);
    expect(sent.filter((one) => one.startsWith('PATCH'))).toEqual(['PATCH /apis/tekton.dev/v1/namespaces/ci/pipelineruns/ci-a']);
  });
});
