import { Duration } from 'cdk8s';
import { Pipeline, PipelineRun, Policy, param, restrictSecurity, result, Task } from '../../src';
import { GitClone, Gosec, SeverityGate } from '../../src/catalogue';
import { github, PipelinesAsCode } from '../../src/events';
import { newChart, problemsOf } from '../support/app';

/** As in plain JavaScript, which no compiler reads. */
// biome-ignore lint/suspicious/noExplicitAny: as just said
const any = (value: unknown) => value as any;
const steps = () => [{ name: 'run', image: 'docker.io/library/busybox:1.37', command: ['true'] }];
type Made = ReturnType<typeof newChart>;

function pipeline(chart: Made): Pipeline<{ url: ReturnType<typeof param.string> }> {
  const made = new Pipeline(chart, 'pipe', { params: { url: param.string() } });
  return made as never;
}

it.each<readonly [string, (chart: Made) => unknown, RegExp]>([
  [
    'a param as a condition',
    (chart) => {
      const ci = pipeline(chart);
      ci.add(new Task(chart, 'a', { steps }), { when: [any(ci.params.url)] });
    },
    /TW288 a when: expected an array of conditions, .* found "\$\(params\.url\)"; compare it: \.in\('value'\)/,
  ],
  [
    'a result of another pipeline',
    (chart) => {
      const other = new Pipeline(chart, 'other', {});
      const made = other.add(new Task(chart, 'made', { results: { r: result.string() }, steps }));
      pipeline(chart).add(new Task(chart, 'a', { params: { x: param.string() }, steps }), { params: { x: any(made.results.r) } });
    },
    /TW291 a params\.x: "\$\(tasks\.made\.results\.r\)" is a value of task "made" of another pipeline/,
  ],
  [
    'an enum without values',
    (chart) => new Task(chart, 'a', { params: { x: param.enum([]) }, steps }),
    /TW288 params\.x\.enum: expected at least one value/,
  ],
  [
    'a Map of params',
    (chart) => new Task(chart, 'a', { params: any(new Map([['x', param.string()]])), steps }),
    /TW288 params: expected declarations such as params: \{ name: param\.string\(\) \}/,
  ],
  [
    'a policy that is not called',
    (chart) => {
      Policy.of(chart).add(any(restrictSecurity));
      new Task(chart, 'a', { steps });
    },
    /TW288 Policy\.add: expected a policy, found the function "restrictSecurity"; call the function: restrictSecurity\(…\)/,
  ],
  ['no directory', (chart) => new GitClone(chart, 'a', { directories: [] }), /directories: expected .* found an empty array/],
  [
    'no time before directories are removed',
    (chart) => new GitClone(chart, 'a', { removeAfter: Duration.days(0) }),
    /removeAfter: expected a Duration longer than the longest run/,
  ],
  ['a number as the timeout of a scanner', (chart) => new Gosec(chart, 'a', { timeout: any(5) }), /TW288 timeout: expected a Duration/],
  [
    'a variable of a scanner without a value',
    (chart) => new Gosec(chart, 'a', { env: any({ LEVEL: undefined }) }),
    /TW288 env\.LEVEL: expected a string, a param, or \{ valueFrom \}, found undefined/,
  ],
  ['a word for a boolean', (chart) => new SeverityGate(chart, 'a', { newOnly: any('no') }), /newOnly: expected true or false, found "no"/],
  [
    'a run of Pipelines-as-Code without a pipeline',
    (chart) => new PipelinesAsCode(chart, 'a').on(github.push({ secret: { name: 's', key: 'k' } }), any({})),
    /TW288 pipeline: expected a Pipeline/,
  ],
])('%s is one error', (_, make, message) => {
  const chart = newChart('ci', { namespace: 'ci' });
  make(chart);

  expect(problemsOf(chart)).toEqual([expect.stringMatching(message)]);
});

it('Pipelines-as-Code without an event is an error', () => {
  const chart = newChart('ci', { namespace: 'ci' });
  const made = new PipelinesAsCode(chart, 'a');

  expect(made.node.validate()).toEqual([expect.stringContaining('no event starts a run; call .on(')]);
});

it('a run of a Pipeline without tasks is possible', () => {
  const chart = newChart('ci', { namespace: 'ci' });
  new PipelineRun(chart, 'r', { pipeline: pipeline(chart), params: { url: 'https://a.example' } });

  expect(problemsOf(chart)).toEqual([]);
});
