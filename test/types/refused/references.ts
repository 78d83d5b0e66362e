import { App, Chart } from 'cdk8s';
import { CustomTask, Pipeline, PipelineRun, param, result, Task, TaskRun, Workspace, workspace } from 'tekwire';

const chart = new Chart(new App(), 'references');
const surface = { params: { url: param.string() }, results: { commit: result.string() }, workspaces: { output: workspace() } };
const clone = Task.fromCluster('git-clone', surface);
const lint = Task.fromResolver({ hub: { name: 'lint', version: '0.1' } }, { params: { level: param.string() } });
const wait = new CustomTask('wait', { apiVersion: 'a.b/v1', kind: 'Wait', params: { time: param.string() } });
const inner = new Pipeline(chart, 'inner', { params: { url: param.string() }, workspaces: { code: Workspace.emptyDir() } });
const far = Pipeline.fromCluster('far', { params: { url: param.string() }, workspaces: { code: workspace() } });
const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
const code = ci.workspaces.code;
const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: code } });
const nested = ci.add(inner, { params: { url: 'x' }, workspaces: { code } });

// error: Property 'output' is missing
ci.add(clone, { params: { url: 'x' }, workspaces: {} });
// error: Property 'comit' does not exist
ci.add(lint, { params: { level: cloned.results.comit } });
// error: 'levl' does not exist
ci.add(lint, { params: { levl: 'x' } });
// error: Property 'time' is missing
ci.add(wait, { params: {} });
// error: Property 'kind' is missing
new CustomTask('wait', { apiVersion: 'a.b/v1' });
// error: Property 'workspaces' is missing
ci.add(inner, { params: { url: 'x' } });
// error: Property 'commit' does not exist
nested.results.commit;
// error: Property 'url' is missing
new PipelineRun(chart, 'a', { pipeline: far, params: {}, workspaces: { code: Workspace.emptyDir() } });
// error: Property 'workspaces' is missing
new PipelineRun(chart, 'b', { pipeline: far, params: { url: 'x' } });
// error: is not assignable to type 'undefined'
new TaskRun(chart, 'c', { task: wait, params: { time: '1s' } });
// error: is not assignable to type 'undefined'
new TaskRun(chart, 'd', { task: far, params: { url: 'x' }, workspaces: { code: Workspace.emptyDir() } });
// error: Type '"hub"' is not assignable to type
Task.fromResolver({ hub: { name: 'lint', version: '0.1', type: 'hub' } });
// error: 'pathInRep' does not exist
Task.fromResolver({ git: { url: 'x', pathInRep: 'lint.yaml' } });
// error: Property 'namespace' is missing
Task.fromResolver({ cluster: { name: 'lint' } });
// error: is not assignable to type
new CustomTask('e', { apiVersion: 'a.b/v1', kind: 'Wait', spec: { time: cloned.results.commit } });
// error: is not assignable to type
Pipeline.fromResolver({ git: { url: 'x', pathInRepo: 'a.yaml', revision: cloned.results.commit } });
