import { EmbeddedTask, Pipeline, param, result, sh, Task, TaskRun, text, Workspace, workspace } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

function told(chart = newChart()) {
  const task = new Task(chart, 'told', {
    params: { text: param.string({ default: '' }), list: param.array({ default: [] }) },
    workspaces: { source: workspace({ optional: true }) },
    steps: () => [step],
  });
  return { chart, task };
}

describe('context variables of a run', () => {
  it('can be used in params, strings, paths and conditions of a pipeline', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
    const { pipelineRun, pipeline, pipelineTask } = ci.context;

    ci.add(task, {
      params: { text: pipelineRun.uid, list: [text`${pipelineRun.namespace}/${pipelineRun.name}`, pipelineTask.retries] },
      workspaces: { source: ci.workspaces.code.sub(pipelineRun.name) },
      displayName: text`${pipeline.name}, tried again ${pipelineTask.retries} times`,
      when: [pipeline.name.in('ci'), pipelineRun.namespace.notIn('default')],
      retries: 2,
    });

    expect((specOf(chart, 'Pipeline', 'ci') as { tasks: unknown[] }).tasks).toEqual([
      {
        name: 'told',
        displayName: '$(context.pipeline.name), tried again $(context.pipelineTask.retries) times',
        taskRef: { name: 'told', kind: 'Task' },
        params: [
          { name: 'text', value: '$(context.pipelineRun.uid)' },
          { name: 'list', value: ['$(context.pipelineRun.namespace)/$(context.pipelineRun.name)', '$(context.pipelineTask.retries)'] },
        ],
        workspaces: [{ name: 'source', workspace: 'code', subPath: '$(context.pipelineRun.name)' }],
        when: [
          { input: '$(context.pipeline.name)', operator: 'in', values: ['ci'] },
          { input: '$(context.pipelineRun.namespace)', operator: 'notin', values: ['default'] },
        ],
        retries: 2,
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('cannot be used in tasks of another pipeline', () => {
    const { chart, task } = told();
    const other: Pipeline = new Pipeline(chart, 'other');
    const ci: Pipeline = new Pipeline(chart, 'ci');
    other.add(task);

    ci.add(task, { params: { text: other.context.pipelineRun.name } });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW291 told params.text: "$(context.pipelineRun.name)" is a value of another pipeline or Task; use values of this pipeline\'s own params and tasks',
    ]);
  });

  it('include the retries of a task only where Tekton replaces them', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci');

    ci.add(task, { when: [{ input: ci.context.pipelineTask.retries, operator: 'in', values: ['1'] }] });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW239 told when[0].input: "$(context.pipelineTask.retries)" is replaced only in params, matrix and displayName',
    ]);
  });

  it('cannot be a result of a pipeline', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci');
    ci.add(task);

    ci.addResult('run', ci.context.pipelineRun.name);

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW230 results.run: "$(context.pipelineRun.name)" is not a task result; write $(tasks.<task>.results.<result>)',
    ]);
  });

  it('can be used in the steps of an embedded Task, including the retry count', () => {
    const { chart } = told();
    const flaky = new EmbeddedTask('flaky', {
      steps: ({ task, pipelineRun, pipeline }) => [
        { ...step, env: { TRY: task.retryCount, RUN: text`${pipeline.name}/${pipelineRun.name}` }, when: [task.retryCount.in('0')] },
      ],
    });
    const ci = new Pipeline(chart, 'ci');

    ci.add(flaky, { retries: 1 });

    const { tasks } = specOf(chart, 'Pipeline', 'ci') as { tasks: { taskSpec: { steps: unknown } }[] };
    expect(tasks[0]?.taskSpec.steps).toEqual([
      {
        ...step,
        env: [
          { name: 'TRY', value: '$(context.task.retry-count)' },
          { name: 'RUN', value: '$(context.pipeline.name)/$(context.pipelineRun.name)' },
        ],
        when: [{ input: '$(context.task.retry-count)', operator: 'in', values: ['0'] }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('are refused in a TaskRun, which has no pipeline', () => {
    const { chart } = told();
    const lost = new EmbeddedTask('lost', { steps: ({ pipelineRun }) => [{ ...step, args: [pipelineRun.name] }] });

    new TaskRun(chart, 'try', { task: lost });

    expect(problemsOf(chart)).toEqual([
      '[app/try] TW138 taskSpec.steps.run.args[0]: "$(context.pipelineRun.name)" is available in pipelines only; declare a param, and let the pipeline task set it',
    ]);
  });
});

describe('whether a workspace is bound', () => {
  it('can be used in params and conditions of a pipeline', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci', { workspaces: { cache: workspace({ optional: true }) } });

    ci.add(task, { params: { text: ci.workspaces.cache.bound }, when: [ci.workspaces.cache.bound.in('true')] });

    expect((specOf(chart, 'Pipeline', 'ci') as { tasks: unknown[] }).tasks).toEqual([
      {
        name: 'told',
        taskRef: { name: 'told', kind: 'Task' },
        params: [{ name: 'text', value: '$(workspaces.cache.bound)' }],
        when: [{ input: '$(workspaces.cache.bound)', operator: 'in', values: ['true'] }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is replaced in the displayName of a task without a matrix', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci', { workspaces: { cache: workspace({ optional: true }) } });
    const displayName = text`cache: ${ci.workspaces.cache.bound}`;

    ci.add(task, { displayName });
    ci.add(task, { name: 'many', displayName, matrix: { params: { text: ['a', 'b'] } } });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW250 many displayName: "$(workspaces.cache.bound)" is not replaced in the displayName of a task with a matrix',
    ]);
  });

  it('can be used in steps, like the names of its volume and claim', () => {
    const chart = newChart();

    new Task(chart, 'look', {
      workspaces: { source: workspace() },
      steps: ({ workspaces: { source } }) => [{ ...step, args: [source.bound, source.volume, source.claim] }],
    });

    expect(specOf(chart, 'Task', 'look').steps).toEqual([
      { ...step, args: ['$(workspaces.source.bound)', '$(workspaces.source.volume)', '$(workspaces.source.claim)'] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a condition', () => {
  it('can compare a literal string, or one with several values', () => {
    const { chart, task } = told();
    const ci = new Pipeline(chart, 'ci', { params: { os: param.string(), arch: param.string(), branches: param.array() } });
    const { os, arch, branches } = ci.params;

    ci.add(task, {
      when: [
        { input: 'main', operator: 'in', values: [branches] },
        { input: text`${os}/${arch}`, operator: 'notin', values: ['linux/arm'] },
      ],
    });

    expect((specOf(chart, 'Pipeline', 'ci') as { tasks: { when: unknown }[] }).tasks[0]?.when).toEqual([
      { input: 'main', operator: 'in', values: ['$(params.branches[*])'] },
      { input: '$(params.os)/$(params.arch)', operator: 'notin', values: ['linux/arm'] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('depends on the task of a result in its string', () => {
    const { chart, task } = told();
    const ask = new Task(chart, 'ask', {
      results: { os: result.string() },
      steps: ({ results }) => [{ name: 'ask', image: 'busybox:1.37.0', script: sh`uname > ${results.os.path}` }],
    });
    const ci = new Pipeline(chart, 'ci');
    const asked = ci.add(ask);

    ci.add(task, { when: [{ input: text`on ${asked.results.os}`, operator: 'in', values: ['on Linux'] }] });

    expect(problemsOf(chart)).toEqual([]);
    expect(ci.graph.edges).toEqual([{ from: 'ask', to: 'told', kind: 'data' }]);
  });
});

describe('onError', () => {
  it('can be a param of the pipeline, or of the Task for its steps', () => {
    const chart = newChart();
    const build = new Task(chart, 'build', {
      params: { mode: param.string(), pull: param.string() },
      steps: ({ params }) => [{ ...step, onError: params.mode, imagePullPolicy: params.pull }],
    });
    const ci = new Pipeline(chart, 'ci', { params: { mode: param.string() } });

    ci.add(build, { params: { mode: ci.params.mode, pull: 'Always' }, onError: ci.params.mode });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([{ ...step, onError: '$(params.mode)', imagePullPolicy: '$(params.pull)' }]);
    expect((specOf(chart, 'Pipeline', 'ci') as { tasks: { onError: string }[] }).tasks[0]?.onError).toBe('$(params.mode)');
    expect(problemsOf(chart)).toEqual([]);
  });
});
