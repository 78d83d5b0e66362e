import type { Chart } from 'cdk8s';
import * as library from '../../src';
import * as webhooks from '../../src/events';
import { newChart, problemsOf } from '../support/app';

// biome-ignore lint/suspicious/noExplicitAny: as a plain JavaScript program sees it
const all = { ...library, ...webhooks } as any;
const { chains, EmbeddedPipeline, EmbeddedTask, Pipeline, param, result, script, sh, StepAction, Task, text, workspace } = all;

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

/** A Task that declares a param, a result and a workspace; `use` makes fields of its step. */
// biome-ignore lint/suspicious/noExplicitAny: see above
const task = (chart: Chart, use: (context: any) => object = () => ({})) =>
  new Task(chart, 'build', {
    params: { image: param.string({ default: '' }) },
    results: { digest: result.string() },
    workspaces: { source: workspace({ optional: true }) },
    // biome-ignore lint/suspicious/noExplicitAny: see above
    steps: (context: any) => [{ ...run, args: [context.results.digest.path], ...use(context) }],
  });
const pipelineIn = (chart: Chart) =>
  new Pipeline(chart, 'ci', { params: { revision: param.string() }, workspaces: { code: workspace({ optional: true }) } });
/** A task with a param and a workspace that may be left out, to which a pipeline gives what `use` makes. */
// biome-ignore lint/suspicious/noExplicitAny: see above
const given = (chart: Chart, use: (ci: any, build: any) => object) => {
  const ci = pipelineIn(chart);
  const build = ci.add(task(chart), { workspaces: { source: ci.workspaces.code } });
  const body = { params: { level: param.string({ default: 'a' }) }, workspaces: { source: workspace({ optional: true }) } };
  ci.add(new EmbeddedTask('next', { ...body, steps: () => [run] }), use(ci, build));
};

describe('a misspelt name, which no compiler has seen, is the only error of a program', () => {
  it.each<[string, (chart: Chart) => unknown, string]>([
    ['a param in arguments', (chart) => task(chart, ({ params }) => ({ args: [params.imgae] })), 'build params.imgae: unknown param'],
    ['a param in env', (chart) => task(chart, ({ params }) => ({ env: { A: params.imgae } })), 'build params.imgae: unknown param'],
    [
      'a param in a script',
      (chart) => task(chart, ({ params }) => ({ command: undefined, args: undefined, script: sh`a ${params.imgae}` })),
      'build params.imgae: unknown param',
    ],
    [
      'the path of a result',
      (chart) => task(chart, ({ results }) => ({ args: [results.digset.path] })),
      'build results.digset: unknown result',
    ],
    [
      'the path of a workspace',
      (chart) => task(chart, ({ workspaces }) => ({ workingDir: workspaces.soruce.path })),
      'build workspaces.soruce: unknown workspace',
    ],
    [
      'whether a workspace is bound',
      (chart) => task(chart, ({ workspaces }) => ({ env: { A: workspaces.soruce.bound } })),
      'build workspaces.soruce: unknown workspace',
    ],
    [
      'a member of a workspace',
      (chart) => task(chart, ({ workspaces }) => ({ workingDir: workspaces.source.pth })),
      'build steps: workspace "source" has no "pth"',
    ],
    [
      'a member of a result',
      (chart) => task(chart, ({ results }) => ({ args: [results.digest.pth] })),
      'build steps: result "digest" has no "pth"',
    ],
    [
      'a part of the context',
      (chart) => task(chart, ({ prams }) => ({ args: [prams.image] })),
      'build steps: the context of the steps has no "prams"',
    ],
    ['a value of the run', (chart) => task(chart, ({ taskRun }) => ({ args: [taskRun.uuid] })), 'build steps: taskRun has no "uuid"'],
    [
      'a param of a StepAction',
      (chart) =>
        new StepAction(chart, 'tag', {
          params: { url: param.string() },
          container: ({ params }: never) => ({ image: 'a:1', args: [(params as Record<string, unknown>).ulr] }),
        }),
      'tag params.ulr: unknown param',
    ],
    [
      'a result of a step',
      (chart) => stepWithResult(chart, 'tga'),
      'release steps.describe.results.tga: unknown result "tga" of step "describe"',
    ],
    [
      'a param of a pipeline',
      (chart) => given(chart, (ci) => ({ params: { level: ci.params.revison } })),
      'ci params.revison: unknown param',
    ],
    [
      'a param of a pipeline in a text',
      (chart) => given(chart, (ci) => ({ params: { level: text`a-${ci.params.revison}` } })),
      'ci params.revison: unknown param',
    ],
    [
      'a workspace of a pipeline',
      (chart) => given(chart, (ci) => ({ workspaces: { source: ci.workspaces.cod } })),
      'ci workspaces.cod: unknown workspace',
    ],
    [
      'a workspace of a task',
      (chart) => given(chart, (_, build) => ({ workspaces: { source: build.workspaces.soruce } })),
      'ci build workspaces.soruce: unknown workspace "soruce" of task "build"',
    ],
    [
      'a result of a task',
      (chart) => given(chart, (_, build) => ({ params: { level: build.results.digset } })),
      'ci build results.digset: unknown result "digset" of task "build"',
    ],
    ['a param of the pipeline around a Task', (chart) => embedded(chart), 'ci params.revison: unknown param'],
  ])('%s', (_, program, message) => {
    const chart = newChart();
    program(chart);
    const found = problemsOf(chart);

    expect(found).toEqual([expect.stringContaining(`[app/${message.replace(' ', '] TW288 ')}`)]);
    expect(found[0]).toMatch(/ \(available: .*\); did you mean "\w+"\?$/);
  });
});

function stepWithResult(chart: Chart, name: string) {
  const tag = new StepAction(chart, 'tag', { results: { tag: result.string() }, container: () => ({ image: 'a:1', command: ['a'] }) });
  return new Task(chart, 'release', {
    steps: () => {
      const described = tag.step('describe');
      return [described, { ...run, args: [described.results[name]] }];
    },
  });
}

function embedded(chart: Chart) {
  const ci = pipelineIn(chart);
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ci.add(ci.embed('greet', { steps: ({ pipeline }: any) => [{ ...run, args: [pipeline.params.revison] }] }));
}

it.each<[string, (chart: Chart) => unknown, string]>([
  ['param', () => param.strnig(), 'param has no "strnig" (available: string, array, enum, object); did you mean "string"?'],
  ['result', () => result.arry(), 'result has no "arry" (available: array, string, object); did you mean "array"?'],
  ['script', () => script.fil('a.sh'), 'script has no "fil" (available: file, of); did you mean "file"?'],
  ['chains', () => chains.imge(), 'chains has no "imge"'],
  ['the events of a provider', () => all.github.pusj(), 'github has no "pusj"'],
  [
    'the events of Bitbucket',
    () => all.bitbucket.clod.push(),
    'bitbucket has no "clod" (available: cloud, dataCenter); did you mean "cloud"?',
  ],
  ['the context of a pipeline', (chart) => pipelineIn(chart).context.pipelinRun.name, 'the context of the pipeline has no "pipelinRun"'],
  ['the status of a task', (chart) => pipelineIn(chart).add(task(chart)).stauts, 'task "build" has no "stauts"'],
])('a misspelt member of %s is an error at its line', (_, use, message) => {
  const error = thrownBy(() => use(newChart()));

  expect(error.message).toContain(message);
  expect(error.stack?.split('\n    at ')[1]).toContain('unknown-names.test.ts');
});

it('the results of a Task that no pipeline has added are explained', () => {
  const { message } = thrownBy(() => task(newChart()).results.digest);

  expect(message).toBe(
    'app/build has no results; those of the task in a pipeline are in what add returns: const built = pipeline.add(task); built.results.digest',
  );
});

it('what programs and tools look for in any object is undefined, and names that are there are found', () => {
  const chart = newChart();
  const ci = pipelineIn(chart);
  const build = ci.add(task(chart));

  for (const handle of [ci.params, ci.workspaces, build.results, build.workspaces, param, all.github, ci.context])
    for (const name of ['then', 'toJSON', '$$typeof', 'asymmetricMatch', 'nodeType']) expect(handle[name]).toBeUndefined();
  expect('revison' in ci.params).toBe(false);
  expect(Object.keys(build.results)).toEqual(['digest']);
  expect({ ...ci.params }).toEqual({ revision: ci.params.revision });
  expect(String(ci.params)).toBe('[object Object]');
  expect(build.surface).toBeUndefined();
  expect(problemsOf(chart)).toEqual([]);
});

it('a pipeline that is embedded reports its names where it is used', () => {
  const chart = newChart();
  library.setFeatures(chart, { apiFields: 'alpha' });
  const inner = new EmbeddedPipeline('inner', { params: { level: param.string({ default: 'a' }) } });
  inner.add(task(chart), { params: { image: inner.params.levle } });
  pipelineIn(chart).add(inner);

  expect(problemsOf(chart)).toEqual(['[app/ci] TW288 inner params.levle: unknown param "levle" (available: level); did you mean "level"?']);
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
