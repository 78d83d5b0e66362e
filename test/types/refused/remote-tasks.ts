import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, param, StepAction, Task, Workspace } from 'tekwire';

const ci = new Pipeline(new Chart(new App(), 'remote'), 'ci', { workspaces: { code: Workspace.emptyDir() } });
const code = ci.workspaces.code;
const lint = Task.fromUrl('https://tasks.acme.example/lint.yaml');
const proxy = { http: 'a', https: 'b' };
const publish = Task.fromHelm('helm://acme/publish', { params: { report: param.string() } });
const other = Task.fromUrl('https://tasks.acme.example/other.yaml', { params: { report: param.string() } });

// error: '"medium"' is not assignable to type
ci.add(lint, { name: 'a', params: { level: 'medium', proxy }, workspaces: { source: code } });
// error: Property 'level' is missing
ci.add(lint, { name: 'b', params: { proxy }, workspaces: { source: code } });
// error: Property 'source' is missing
ci.add(lint, { name: 'c', params: { level: 'low', proxy }, workspaces: {} });
// error: 'levl' does not exist
ci.add(lint, { name: 'd', params: { level: 'low', levl: 'low', proxy }, workspaces: { source: code } });
// error: Property 'https' is missing
ci.add(lint, { name: 'e', params: { level: 'low', proxy: { http: 'a' } }, workspaces: { source: code } });
// error: Property 'sarif' does not exist
ci.add(lint, { name: 'f', params: { level: 'low', proxy }, workspaces: { source: code } }).results.sarif;
// error: 'reprt' does not exist
ci.add(publish, { params: { reprt: 'x' } });
// error: 'reprt' does not exist
ci.add(other, { params: { reprt: 'x' } });

const clone = StepAction.fromUrl('git+https://git.acme.example/tasks.git//clone.yaml?ref=v1');
// error: 'uri' does not exist
clone.step('clone', { params: { uri: 'x' } });
const shared = Pipeline.fromUrl('bundle://registry.acme.example/ci:1//pipeline/ci');
// error: 'uri' does not exist
new PipelineRun(ci, 'run', { pipeline: shared, params: { uri: 'x' }, workspaces: { code: Workspace.emptyDir() } });
