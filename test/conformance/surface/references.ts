import { type Chart, Duration } from 'cdk8s';
import {
  CustomTask,
  EmbeddedPipeline,
  Pipeline,
  PipelineRun,
  param,
  result,
  Task,
  TaskRun,
  text,
  Workspace,
  workspace,
} from '../../../src';

const surface = { params: { url: param.string() }, results: { commit: result.string() }, workspaces: { output: workspace() } };

/** Tasks that live elsewhere. */
export function farTasks(chart: Chart): void {
  const pipeline = new Pipeline(chart, 'far-tasks', { params: { tag: param.string() }, workspaces: { code: Workspace.emptyDir() } });
  const clone = pipeline.add(Task.fromCluster('git-clone', surface), {
    params: { url: 'x' },
    workspaces: { output: pipeline.workspaces.code },
  });
  const revision = clone.results.commit;
  pipeline.add(Task.fromResolver({ git: { url: 'https://a.b/c', pathInRepo: 'a.yaml', revision, gitToken: 'b', cache: 'auto' } }), {
    when: [revision.notIn('')],
  });
  pipeline.add(Task.fromResolver({ git: { org: 'a', repo: 'b', pathInRepo: 'c.yaml', scmType: 'gitlab', serverURL: 'https://d' } }));
  pipeline.add(Task.fromResolver({ bundle: { bundle: text`a:${pipeline.params.tag}`, name: 'd', secret: 'e' } }));
  pipeline.add(Task.fromResolver({ hub: { name: 'f', version: '0.1' } }));
  pipeline.add(Task.fromResolver({ http: { url: 'https://a.b/g.yaml', digest: 'sha256:0' } }));
  pipeline.add(Task.fromResolver({ cluster: { name: 'h', namespace: 'tasks' } }));
  pipeline.add(Task.fromResolver({ resolver: 'own', params: { list: ['a'] } }, { name: 'own' }));
  pipeline.finally(Task.fromResolver({ cluster: { name: 'last', namespace: 'tasks' } }));
  const run = { url: 'x' };
  new TaskRun(chart, 'near', { task: Task.fromCluster('git-clone', surface), params: run, workspaces: { output: Workspace.emptyDir() } });
  new TaskRun(chart, 'far', { task: Task.fromResolver({ hub: { name: 'f', version: '0.1' } }) });
}

/** Tasks of other controllers. */
export function customTasks(chart: Chart): void {
  const pipeline = new Pipeline(chart, 'custom', { workspaces: { code: Workspace.emptyDir() } });
  const kind = { apiVersion: 'wait.example.com/v1', kind: 'Wait' };
  const results = { time: result.string() };
  const params = { duration: param.string() };
  pipeline.add(new CustomTask('wait', { ...kind, params, results }), { params: { duration: '1s' } });
  pipeline.finally(new CustomTask('last', kind), { onError: 'continue', timeout: Duration.minutes(1) });
  pipeline.add(new CustomTask('named', { ...kind, ref: 'short' }), { retries: 1 });
  pipeline.add(
    new CustomTask('spec', { ...kind, spec: { at: 'noon', times: [1, 2] }, metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } }),
  );
}

/** Pipelines in a pipeline, and runs of pipelines that live elsewhere. */
export function nestedPipelines(chart: Chart): void {
  const task = new Task(chart, 'noop', { steps: () => [{ name: 'a', image: 'busybox:1.37.0', command: ['true'] }] });
  const inner = new Pipeline(chart, 'inner', { params: { image: param.string() }, workspaces: { code: Workspace.emptyDir() } });
  inner.add(task);
  const outer = new Pipeline(chart, 'outer', { workspaces: { code: Workspace.emptyDir() } });
  outer.add(inner, { params: { image: 'x' }, workspaces: { code: outer.workspaces.code }, when: [] });
  const far = Pipeline.fromCluster('far', { params: { image: param.string() } });
  outer.add(far, { params: { image: 'x' } });
  outer.add(Pipeline.fromResolver({ cluster: { name: 'resolved', namespace: 'a' } }));
  const embedded = new EmbeddedPipeline('embedded', { params: { image: param.string() } });
  embedded.add(task);
  outer.add(embedded, { params: { image: 'x' } });
  outer.finally(inner, { name: 'last', params: { image: 'x' }, workspaces: { code: outer.workspaces.code } });
  outer.finally(embedded, { name: 'last-embedded', params: { image: 'x' } });
  outer.finally(Pipeline.fromResolver({ cluster: { name: 'last-resolved', namespace: 'a' } }));
  new PipelineRun(chart, 'run-embedded', { pipeline: embedded, params: { image: 'x' } });
  new PipelineRun(chart, 'run-far', { pipeline: far, params: { image: 'x' } });
  new PipelineRun(chart, 'run-resolved', { pipeline: Pipeline.fromResolver({ hub: { name: 'resolved', version: '1' } }) });
}
