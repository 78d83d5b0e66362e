import { CustomTask, Pipeline, PipelineRun, param, result, setFeatures, Task, TaskRun, text, Workspace, workspace } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';
import { code, tasks } from './tasks';

const surface = { params: { url: param.string() }, results: { commit: result.string() }, workspaces: { output: workspace() } };

describe('an external Task', () => {
  it('in the cluster is wired like any other', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });

    const clone = ci.add(Task.fromCluster('git-clone', surface), { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });
    ci.add(build, { params: { image: clone.results.commit } });

    expect((specOf(chart, 'Pipeline', 'ci').tasks as unknown[])[0]).toEqual({
      name: 'git-clone',
      taskRef: { name: 'git-clone', kind: 'Task' },
      params: [{ name: 'url', value: 'x' }],
      workspaces: [{ name: 'output', workspace: 'code' }],
    });
    expect(ci.graph.edges).toEqual([{ from: 'git-clone', to: 'build', kind: 'data' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['git', { git: { url: 'https://a.b/c', pathInRepo: 'tasks/lint.yaml', revision: 'v1' } }, 'lint', ['url', 'pathInRepo', 'revision']],
    ['git', { git: { org: 'acme', repo: 'web', pathInRepo: 'lint.yml', token: 's' } }, 'lint', ['org', 'repo', 'pathInRepo', 'token']],
    ['bundles', { bundle: { bundle: 'ghcr.io/acme/tasks:1', name: 'lint' } }, 'lint', ['bundle', 'name']],
    ['hub', { hub: { name: 'lint', version: '0.1', type: 'artifact' } }, 'lint', ['name', 'version', 'type']],
    ['http', { http: { url: 'https://a.b/lint.yaml', digest: 'sha256:0' } }, 'lint', ['url', 'digest']],
    ['cluster', { cluster: { name: 'lint', namespace: 'tasks' } }, 'lint', ['name', 'namespace']],
    ['own', { resolver: 'own', params: { path: 'x', list: ['a'] } }, 'named', ['path', 'list']],
  ] as const)('behind the resolver %s is fetched with its params', (resolver, given, name, params) => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    const task = ci.add(Task.fromResolver(given, resolver === 'own' ? { name: 'named' } : {}));

    const [{ taskRef }] = specOf(chart, 'Pipeline', 'ci').tasks as [{ taskRef: { resolver: string; params: { name: string }[] } }];
    expect(task.name).toBe(name);
    expect(taskRef.resolver).toBe(resolver);
    expect(taskRef.params.map((one) => one.name)).toEqual(params);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('runs after the task whose result is part of its reference and of a condition', () => {
    const chart = newChart();
    const { clone } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const { commit } = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } }).results;

    ci.add(Task.fromResolver({ git: { url: 'https://a.b/c', pathInRepo: 'lint.yaml', revision: commit } }), {
      when: [commit.notIn('')],
    });

    expect((specOf(chart, 'Pipeline', 'ci').tasks as unknown[])[1]).toEqual({
      name: 'lint',
      taskRef: {
        resolver: 'git',
        params: [
          { name: 'url', value: 'https://a.b/c' },
          { name: 'pathInRepo', value: 'lint.yaml' },
          { name: 'revision', value: '$(tasks.clone.results.commit)' },
        ],
      },
      when: [{ input: '$(tasks.clone.results.commit)', operator: 'notin', values: [''] }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('whose reference has a result that Tekton would not replace is an error', () => {
    const chart = newChart();
    const { clone } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const { commit } = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } }).results;

    ci.add(Task.fromResolver({ git: { url: 'https://a.b/c', pathInRepo: 'lint.yaml', revision: commit } }));

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW272 lint taskRef.params.revision: Tekton does not replace "$(tasks.clone.results.commit)" here; refer to it in params or when of "lint", too, for example in a param that the Task does not use',
    ]);
  });

  it('whose reference has a value of another pipeline is an error', () => {
    const chart = newChart();
    const other = new Pipeline(chart, 'other', { params: { revision: param.string() } });
    other.add(Task.fromCluster('a'));
    const ci = new Pipeline(chart, 'ci', { params: { revision: param.string() } });

    ci.add(
      Task.fromResolver({ git: { url: 'https://example.com/x', pathInRepo: 'lint.yaml', revision: text`v${other.params.revision}` } }),
    );

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW291 lint: "$(params.revision)" is a value of another pipeline or Task; use values of this pipeline\'s own params and tasks',
    ]);
  });

  it('cannot run alone when its reference has a value of a pipeline', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { params: { revision: param.string() } });
    ci.add(Task.fromCluster('a'));
    const { revision } = ci.params;

    new TaskRun(chart, 'try', { task: Task.fromResolver({ git: { url: 'x', pathInRepo: 'a.yaml', revision } }) });

    expect(problemsOf(chart).filter((problem) => problem.includes('TW294'))).toEqual([
      '[app/try] TW294 taskRef: "$(params.revision)" is a value of a pipeline, which is unknown in a TaskRun; write the value itself',
    ]);
  });

  it('can run alone', () => {
    const chart = newChart();

    new TaskRun(chart, 'try', {
      task: Task.fromCluster('git-clone', surface),
      params: { url: 'x' },
      workspaces: { output: Workspace.emptyDir() },
    });

    expect(specOf(chart, 'TaskRun', 'try-')).toMatchObject({ taskRef: { name: 'git-clone', kind: 'Task' } });
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a custom task', () => {
  it('refers to its controller, and to an object if there is one', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { params: { time: param.string() } });
    const wait = { apiVersion: 'wait.example.com/v1', kind: 'Wait', params: { duration: param.string() } };

    ci.add(new CustomTask('wait', wait), { params: { duration: ci.params.time } });
    ci.add(new CustomTask('named', { ...wait, ref: 'short' }), { params: { duration: '1s' } });

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'wait',
        taskRef: { apiVersion: 'wait.example.com/v1', kind: 'Wait' },
        params: [{ name: 'duration', value: '$(params.time)' }],
      },
      {
        name: 'named',
        taskRef: { apiVersion: 'wait.example.com/v1', kind: 'Wait', name: 'short' },
        params: [{ name: 'duration', value: '1s' }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can have a spec for its controller', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    ci.add(
      new CustomTask('approve', {
        apiVersion: 'approve.example.com/v1',
        kind: 'Approval',
        metadata: { labels: { team: 'web' } },
        spec: { question: 'ship?', people: ['ann'], quorum: 1 },
      }),
    );

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'approve',
        taskSpec: {
          apiVersion: 'approve.example.com/v1',
          kind: 'Approval',
          metadata: { labels: { team: 'web' } },
          spec: { question: 'ship?', people: ['ann'], quorum: 1 },
        },
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a nested pipeline', () => {
  it('is referenced with its params and workspaces', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { apiFields: 'alpha' });
    const { build } = tasks(chart);
    const inner = new Pipeline(chart, 'inner', {
      params: { image: param.string(), tag: param.string({ default: 'a' }) },
      workspaces: { code, cache: workspace({ optional: true }) },
    });
    inner.add(build, { params: { image: inner.params.image } });
    const outer = new Pipeline(chart, 'outer', { workspaces: { code } });

    outer.add(inner, { params: { image: 'x' }, workspaces: { code: outer.workspaces.code } });
    outer.add(Pipeline.fromCluster('far', { params: { image: param.string() } }), { params: { image: 'x' } });
    outer.add(Pipeline.fromResolver({ bundle: { bundle: 'ghcr.io/acme/tasks:1', name: 'bundled' } }));

    expect(specOf(chart, 'Pipeline', 'outer').tasks).toEqual([
      {
        name: 'inner',
        pipelineRef: { name: 'inner' },
        params: [{ name: 'image', value: 'x' }],
        workspaces: [{ name: 'code', workspace: 'code' }],
      },
      { name: 'far', pipelineRef: { name: 'far' }, params: [{ name: 'image', value: 'x' }] },
      {
        name: 'bundled',
        pipelineRef: {
          resolver: 'bundles',
          params: [
            { name: 'kind', value: 'pipeline' },
            { name: 'bundle', value: 'ghcr.io/acme/tasks:1' },
            { name: 'name', value: 'bundled' },
          ],
        },
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be external', () => {
    const chart = newChart();
    const far = Pipeline.fromCluster('far', {
      params: { image: param.string() },
      workspaces: { code: workspace(), cache: workspace({ optional: true }) },
    });

    new PipelineRun(chart, 'run', { pipeline: far, params: { image: 'x' }, workspaces: { code: Workspace.emptyDir() } });

    expect(specOf(chart, 'PipelineRun', 'run-')).toEqual({
      pipelineRef: { name: 'far' },
      params: [{ name: 'image', value: 'x' }],
      workspaces: [{ name: 'code', emptyDir: {} }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });
});
