import { App, Chart, Duration } from 'cdk8s';
import * as tekwire from '../../src';
import { TekwireError } from '../../src';
import { problemsOf } from '../support/app';

// biome-ignore lint/suspicious/noExplicitAny: as a program has them that no compiler reads
const all = tekwire as any;
const { EmbeddedTask, Pipeline, PipelineRun, Policy, param, pinImages, python, setFeatures, sh, StepAction, Task, TaskRun, text } = all;

const image = 'busybox:1.37.0';
const run = { name: 'run', image, command: ['true'] };

function newApp(): { readonly app: App; readonly chart: Chart } {
  const app = new App();
  return { app, chart: new Chart(app, 'app') };
}

function messageOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

it('one synth reports all diagnostics of an app, each with code, construct and line', () => {
  const { app, chart } = newApp();
  const build = new Task(chart, 'build', { params: { level: param.string() }, steps: () => [{ ...run, script: 'echo hi' }] });
  new Task(chart, 'missing', {});
  new Task(chart, 'eval', {
    params: { code: param.string() },
    steps: ({ params }: never) => [{ name: 'run', image, script: sh`eval ${(params as { code: never }).code}` }],
  });
  new StepAction(chart, 'action', { container: () => ({ image, env: { A: 1n } }) });
  const ci = new Pipeline(chart, 'ci');
  ci.add(build, { params: { level: chart }, retires: 2 });
  ci.add('deploy');
  new PipelineRun(chart, 'run', { pipeline: ci, timeouts: { pipeline: '1h' } });

  const lines = messageOf(() => app.synth())
    .split('\n')
    .slice(1);

  const told = lines.map((line) => /\[(.*?)\] (TW\d+) (.*?): .* \(test\/synth\/mistakes\.test\.ts:(\d+):\d+\)$/.exec(line) ?? []);
  const first = Number(told[0]?.[4]);
  expect(told.map(([, path, code, where, line]) => [path, code, where, Number(line) - first])).toEqual([
    ['app/build', 'TW288', 'steps.run.script', 0],
    ['app/missing', 'TW288', 'steps', 1],
    ['app/eval', 'TW191', 'steps.run.script', 4],
    ['app/action', 'TW288', 'container.env.A', 6],
    ['app/ci', 'TW288', 'build params.level', 8],
    ['app/ci', 'TW299', 'build retires', 8],
    ['app/ci', 'TW288', 'add', 9],
    ['app/run', 'TW288', 'timeouts.pipeline', 10],
  ]);
});

it('an unknown result is reported with its source location', () => {
  const { app, chart } = newApp();
  const ci = new Pipeline(chart, 'ci');
  const built = ci.add(new Task(chart, 'build', { steps: () => [run] }));
  const test = new Task(chart, 'test', { params: { image: param.string() }, steps: () => [run] });
  ci.add(test, { params: { image: built.results.digset } });

  expect(messageOf(() => app.synth())).toMatch(/TW288 build results\.digset: .* \(test\/synth\/mistakes\.test\.ts:\d+:\d+\)$/);
});

it('diagnostics of one step do not hide others', () => {
  const { chart } = newApp();
  new Task(chart, 'build', {
    params: { level: 'high' },
    results: { digest: true },
    volumes: [{ name: 'cache', emptyDir: {} }, 'scratch'],
    steps: () => [{ ...run, timeout: '5m', env: [], when: 'x' }, 'test', { name: 'last', image: 'Busybox:1', script: sh`true` }],
  });

  expect(problemsOf(chart).map((problem) => problem.split(': ')[0])).toEqual([
    '[app/build] TW288 params.level',
    '[app/build] TW288 results.digest',
    '[app/build] TW288 steps.run.env',
    '[app/build] TW288 steps.run.timeout',
    '[app/build] TW288 steps.run.when',
    '[app/build] TW288 steps[1]',
    '[app/build] TW288 volumes[1]',
    '[app/build] TW177 steps.last.image',
  ]);
});

it('all invalid values of a script are reported', () => {
  const { chart } = newApp();
  new Task(chart, 'build', {
    params: { a: param.string(), b: param.string() },
    steps: ({ params }: never) => {
      const { a, b } = params as { a: never; b: never };
      return [
        { name: 'run', image, script: sh`eval ${a}; echo $(( ${b} ))` },
        { name: 'text', image, script: sh`echo $(params.a) $(params.b)` },
        { name: 'code', image, script: python`eval(${a}); exec(${b})` },
      ];
    },
  });

  expect(
    problemsOf(chart).map((problem) =>
      problem
        .split(/: |; /)
        .slice(0, 2)
        .join(': ')
        .replace(/ is in .*/, ''),
    ),
  ).toEqual([
    '[app/build] TW191 steps.code.script: the value PARAM_A',
    '[app/build] TW191 steps.code.script: the value PARAM_B',
    '[app/build] TW191 steps.run.script: the value ${PARAM_A}',
    '[app/build] TW191 steps.run.script: the value ${PARAM_B}',
    '[app/build] TW192 steps.text.script: "$(params.a)"',
    '[app/build] TW192 steps.text.script: "$(params.b)"',
  ]);
});

it('a program continues with placeholders for parts that it could not build', () => {
  const { chart } = newApp();
  const ci = new Pipeline(chart, 'ci');
  const built = ci.add(undefined);
  const test = new Task(chart, 'test', { params: { image: param.string() }, steps: () => [run] });

  ci.add(test, { params: { image: text`${built.results.image}:1` }, workspaces: { source: built.workspaces.source }, after: [built] });
  new TaskRun(chart, 'try', { params: { image: 'a' } });

  expect(problemsOf(chart)).toEqual([
    '[app/ci] TW288 add: expected a Task, such as new Task(...) or Task.fromCluster(name), found undefined',
    '[app/try] TW288 task: expected a Task, such as new Task(...) or Task.fromCluster(name), found undefined; for a pipeline use PipelineRun',
  ]);
});

it('mistakes of objects that are not constructs are reported by the pipeline that uses them', () => {
  const { chart } = newApp();
  const lint = new EmbeddedTask('lint', {
    params: { code: param.string() },
    steps: ({ params }: never) => [
      { name: 'run', image, command: ['sh', '-c', text`${(params as { code: never }).code}`] },
      { ...run, name: 'b', script: 'x' },
    ],
  });

  new Pipeline(chart, 'ci').add(lint, { params: { code: 'true' } });

  expect(problemsOf(chart).map((problem) => problem.split(': ')[0])).toEqual([
    '[app/ci] TW288 lint steps.b.script',
    '[app/ci] TW191 lint steps.run',
  ]);
});

it('failing policies are reported together with other diagnostics', () => {
  const { chart } = newApp();
  new Task(chart, 'build', { steps: () => [run] });
  new Task(chart, 'test', { steps: () => [{ ...run, timeout: Duration.days(400), onError: 'ignore' }] });
  setFeatures(chart, { apiFields: 'gamma' });
  Policy.of(chart)
    .add('quiet')
    .add(pinImages(undefined, { lock: '/nowhere/tekwire.lock' }));

  expect(problemsOf(chart).map((problem) => problem.split(': ')[0])).toEqual([
    '[] app TW288 Policy.add',
    '[] app TW288 setFeatures.apiFields',
    '[app/build] TW286 steps[0].image',
    '[app/test] TW286 steps[0].image',
    '[app/test] TW124 steps.run.onError',
  ]);
});

describe('a call without any scope to report to', () => {
  it.each<[string, () => unknown, string]>([
    ['a policy', () => Policy.of(undefined), 'Policy.of: expected an App, a Chart or another construct, found undefined'],
    ['features', () => setFeatures(undefined, { cel: true }), 'setFeatures: expected an App or a Chart, found undefined'],
    [
      'a Task',
      () => new Task({ steps: () => [run] }),
      "expected a Chart, or a construct in a Chart, as the first argument, as in new Task(chart, 'name', { ... }), found an object",
    ],
    [
      'a Pipeline without an id',
      () => new Pipeline(newApp().chart, { params: {} }),
      "app: expected an id that is not empty as the second argument, as in new Pipeline(chart, 'name', { ... }), found an object",
    ],
  ])('throws an error of the base class: %s', (_, make, message) => {
    let thrown: unknown;
    try {
      make();
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toBeInstanceOf(TekwireError);
    expect(thrown).toMatchObject({ code: 'TW288', message });
  });
});
