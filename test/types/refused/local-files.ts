import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, StepAction, Task, Workspace } from 'tekwire';

const chart = new Chart(new App(), 'files');
const pipeline = new Pipeline(chart, 'p', { workspaces: { code: Workspace.emptyDir() } });
const lint = Task.fromFile(chart, 'lint', 'tasks/lint.yaml');
const proxy = { http: 'a', https: 'b' };
const workspaces = { source: pipeline.workspaces.code };
// error: 'levl' does not exist
pipeline.add(lint, { params: { levl: 'high', proxy }, workspaces });
// error: Type '"medium"' is not assignable
pipeline.add(lint, { name: 'b', params: { level: 'medium', proxy }, workspaces });
// error: Property 'source' is missing
pipeline.add(lint, { name: 'c', params: { level: 'low', proxy }, workspaces: {} });
const linted = pipeline.add(lint, { name: 'd', params: { level: 'low', proxy }, workspaces });
// error: Property 'raport' does not exist
linted.results.raport;

const clone = StepAction.fromFile(chart, 'clone', '../tasks/clone.yaml');
// error: 'ulr' does not exist
clone.step('clone', { params: { ulr: 'a' } });

const ci = Pipeline.fromFile(chart, 'ci', './ci.yaml');
// error: Property 'workspaces' is missing
new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'a' } });
