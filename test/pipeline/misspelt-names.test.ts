import type { Chart } from 'cdk8s';
import * as typed from '../../src';
import { newChart, problemsOf } from '../support/app';

// as under a runner that strips types
// biome-ignore lint/suspicious/noExplicitAny: what is tested is what no compiler has seen
const all = typed as any;
const { param, workspace, EmbeddedPipeline, EmbeddedTask, Pipeline, PipelineRun, StepAction, Task, TaskRun, Workspace } = all;

const body = {
  params: { image: param.string(), level: param.string({ default: 'low' }) },
  workspaces: { source: workspace() },
  // biome-ignore lint/suspicious/noExplicitAny: see above
  steps: ({ params, workspaces }: any) => [
    { name: 'build', image: 'make:4.4', args: [params.image, params.level, workspaces.source.path] },
  ],
};
const surface = { params: body.params, workspaces: body.workspaces };
const pipelineIn = (chart: Chart) => new Pipeline(chart, 'ci', { params: { tag: param.string() }, workspaces: { code: workspace() } });
const right = { image: 'a', level: 'high' };

/** Ways to pass params and workspaces to something that declares `image`, `level` and `source`. */
const ways: Readonly<Record<string, (chart: Chart, params: object, workspaces: object) => void>> = {
  'pipeline.add': (chart, params, workspaces) => pipelineIn(chart).add(new Task(chart, 'build', body), { params, workspaces }),
  'pipeline.finally': (chart, params, workspaces) => {
    const pipeline = pipelineIn(chart);
    pipeline.add(new EmbeddedTask('first', { steps: () => [{ name: 'a', image: 'a:1' }] }));
    pipeline.finally(new Task(chart, 'build', body), { params, workspaces });
  },
  'pipeline.add of an EmbeddedTask': (chart, params, workspaces) =>
    pipelineIn(chart).add(new EmbeddedTask('build', body), { params, workspaces }),
  'pipeline.add of a task in the cluster': (chart, params, workspaces) =>
    pipelineIn(chart).add(Task.fromCluster('build', surface), { params, workspaces }),
  'pipeline.add of a Pipeline': (chart, params, workspaces) => {
    typed.setFeatures(chart, { apiFields: 'alpha' });
    pipelineIn(chart).add(child(chart, new Pipeline(chart, 'child', surface)), { params, workspaces });
  },
  'pipeline.add of an EmbeddedPipeline': (chart, params, workspaces) => {
    typed.setFeatures(chart, { apiFields: 'alpha' });
    pipelineIn(chart).add(child(chart, new EmbeddedPipeline('child', surface)), { params, workspaces });
  },
  PipelineRun: (chart, params, workspaces) =>
    new PipelineRun(chart, 'run', { pipeline: child(chart, new Pipeline(chart, 'child', surface)), params, workspaces }),
  'PipelineRun of an EmbeddedPipeline': (chart, params, workspaces) =>
    new PipelineRun(chart, 'run', { pipeline: child(chart, new EmbeddedPipeline('child', surface)), params, workspaces }),
  'PipelineRun of a pipeline in the cluster': (chart, params, workspaces) =>
    new PipelineRun(chart, 'run', { pipeline: Pipeline.fromCluster('child', surface), params, workspaces }),
  TaskRun: (chart, params, workspaces) => new TaskRun(chart, 'run', { task: new Task(chart, 'build', body), params, workspaces }),
  'TaskRun of an EmbeddedTask': (chart, params, workspaces) =>
    new TaskRun(chart, 'run', { task: new EmbeddedTask('build', body), params, workspaces }),
  'TaskRun of a task in the cluster': (chart, params, workspaces) =>
    new TaskRun(chart, 'run', { task: Task.fromCluster('build', surface), params, workspaces }),
};

// biome-ignore lint/suspicious/noExplicitAny: see above
function child(chart: Chart, pipeline: any) {
  const { image, level } = pipeline.params;
  pipeline.add(new Task(chart, 'inner', body), { params: { image, level }, workspaces: { source: pipeline.workspaces.source } });
  return pipeline;
}

describe.each(Object.entries(ways))('by way of %s', (way, pass) => {
  const source = /Run/.test(way) ? () => Workspace.emptyDir() : (chart: Chart) => chart.node.tryFindChild('ci') as never;
  const given = (chart: Chart, params: object, name: string) => {
    // a directory of the pipeline exists only with the pipeline
    const workspaces = { [name]: /Run/.test(way) ? source(chart) : undefined };
    if (/Run/.test(way)) pass(chart, params, workspaces);
    else {
      const lazy = {
        get [name]() {
          return (chart.node.tryFindChild('ci') as unknown as { workspaces: { code: unknown } }).workspaces.code;
        },
      };
      pass(chart, params, lazy);
    }
    return problemsOf(chart).map((problem) => problem.replace(/ \(test\/.*\)$/, ''));
  };

  it('a misspelt required param is one error that names it', () => {
    expect(given(newChart(), { imgae: 'a' }, 'source')).toEqual([
      expect.stringMatching(/^\[app\/(?:ci|run)\] TW\d{3} .*params\.imgae: unknown param "imgae" .*did you mean "image"\?$/),
    ]);
  });

  it('a misspelt param with a default is one error that names it', () => {
    expect(given(newChart(), { image: 'a', levle: 'a' }, 'source')).toEqual([
      expect.stringMatching(/^\[app\/(?:ci|run)\] TW\d{3} .*params\.levle: unknown param "levle" .*did you mean "level"\?$/),
    ]);
  });

  it('a misspelt workspace is one error that names it', () => {
    expect(given(newChart(), right, 'sorce')).toEqual([
      expect.stringMatching(/^\[app\/(?:ci|run)\] TW\d{3} .*workspaces\.sorce.*: unknown workspace "sorce" .*did you mean "source"\?$/),
    ]);
  });

  it('what is spelt right is no error', () => {
    expect(given(newChart(), right, 'source')).toEqual([]);
  });
});

it('a name that is missing and not misspelt is told as missing', () => {
  const chart = newChart();
  pipelineIn(chart).add(new Task(chart, 'build', body), { params: { level: 'a' } });

  expect(problemsOf(chart)).toEqual([
    expect.stringMatching(/TW210 build params: required param "image" \(string\) of the Task is not set/),
    expect.stringMatching(/TW218 build workspaces: required workspace "source" of the Task is not set/),
  ]);
});

it('a misspelt param of a matrix or of a StepAction is one error', () => {
  const chart = newChart();
  const pipeline = pipelineIn(chart);
  pipeline.add(new Task(chart, 'build', body), { matrix: { params: { imgae: ['a'] } }, workspaces: { source: pipeline.workspaces.code } });
  const own = new StepAction(chart, 'own', { params: { image: param.string() }, container: () => ({ image: 'a:1' }) });
  const external = StepAction.fromCluster('external', { params: { image: param.string() } });
  for (const [name, action] of Object.entries({ own, external }))
    new Task(chart, `with-${name}`, { steps: () => [(action as typeof own).step('one', { params: { imgae: 'x' } })] });

  expect(problemsOf(chart).filter((problem) => /image/.test(problem))).toEqual([
    expect.stringMatching(/TW211 build matrix\.params\.imgae: .*did you mean "image"\?/),
    expect.stringMatching(/with-own\] TW168 steps\.one\.params\.imgae: .*did you mean "image"\?/),
    expect.stringMatching(/with-external\] TW168 steps\.one\.params\.imgae: .*did you mean "image"\?/),
  ]);
});

it('params that an embedded pipeline lifts are known', () => {
  const chart = newChart();
  typed.setFeatures(chart, { apiFields: 'alpha' });
  const pipeline = pipelineIn(chart);
  const inner = new EmbeddedPipeline('inner', { workspaces: { source: workspace() } });
  inner.add(new Task(chart, 'build', body), { params: { image: typed.lift() }, workspaces: { source: inner.workspaces.source } });
  pipeline.add(inner, { params: { image: 'a' }, workspaces: { source: pipeline.workspaces.code } });

  expect(problemsOf(chart)).toEqual([]);
});

it.each([
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ['alone', (results: any) => results.digset],
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ['in a list', (results: any) => [results.digset]],
])('a misspelt result as a result of the pipeline, %s, is one error', (_, choose) => {
  const chart = newChart();
  const results = { digest: typed.result.string() };
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const steps = (context: any) => [{ name: 'build', image: 'make:4.4', args: [context.results.digest.path] }];
  const pipeline = new Pipeline(chart, 'ci');
  pipeline.addResult('digest', choose(pipeline.add(new Task(chart, 'build', { results, steps })).results));

  expect(problemsOf(chart)).toEqual([
    expect.stringContaining('build results.digset: unknown result "digset" of task "build" (available: digest); did you mean "digest"?'),
  ]);
});
