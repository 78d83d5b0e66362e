import { App, Chart, Size } from 'cdk8s';
import { EmbeddedTask, Pipeline, param, Task, text, Workspace, workspace } from 'tekwire';

const chart = new Chart(new App(), 'context');
const image = 'busybox:1.37.0';
const told = new Task(chart, 'told', {
  params: { text: param.string() },
  workspaces: { source: workspace() },
  steps: ({ workspaces, task }) => [
    { name: 'run', image, workspaces: [workspaces.source.at()], args: [workspaces.source.claim, task.name] },
    // error: Property 'clam' does not exist
    // error: Did you mean 'claim'?
    { name: 'a', image, args: [workspaces.source.clam] },
    // error: Property 'retryCount' does not exist
    { name: 'b', image, args: [task.retryCount] },
  ],
});
const ci = new Pipeline(chart, 'ci', { params: { os: param.string() }, workspaces: { code: Workspace.emptyDir() } });
const release = new Pipeline(chart, 'release', { workspaces: { code: Workspace.emptyDir() } });
const workspaces = { source: ci.workspaces.code };
const { pipelineRun, pipelineTask } = ci.context;
const first = ci.add(told, { params: { text: pipelineTask.retries }, workspaces, when: [ci.workspaces.code.bound.in('true')] });

// error: Property 'pipelineRun' does not exist
new Task(chart, 'c', { steps: ({ pipelineRun }) => [{ name: 'run', image, args: [pipelineRun.name] }] });
new EmbeddedTask('d', { steps: ({ pipelineRun, task }) => [{ name: 'run', image, args: [pipelineRun.name, task.retryCount] }] });
// error: Property 'id' does not exist
ci.add(told, { params: { text: ci.context.pipelineRun.id }, workspaces });
// error: Property 'taskRun' does not exist
ci.add(told, { params: { text: ci.context.taskRun }, workspaces });
// error: Property 'in' does not exist
ci.add(told, { params: { text: 'x' }, workspaces, when: [pipelineTask.retries.in('1')] });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(told, { params: { text: pipelineRun.name }, workspaces: { source: release.workspaces.code } });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(told, { params: { text: ci.workspaces.code.bound }, workspaces: { source: release.workspaces.code } });
// error: Property 'bound' does not exist
ci.add(told, { params: { text: first.workspaces.source.bound }, workspaces });
// error: Property 'volume' does not exist
ci.add(told, { params: { text: ci.workspaces.code.volume }, workspaces });
// error: Type '"equals"' is not assignable to type '"in" | "notin"'
ci.add(told, { params: { text: 'x' }, workspaces, when: [{ input: 'main', operator: 'equals', values: ['main'] }] });
const when = [{ input: text`on ${ci.params.os}`, operator: 'in', values: ['on Linux'] }] as const;
// error: Type '"ci"' is not assignable to type '"release"'
release.add(told, { params: { text: 'x' }, workspaces: { source: release.workspaces.code }, when });
new Task(chart, 'a', {
  params: { at: param.string() },
  // error: is not assignable to type
  volumes: ({ params }) => [{ name: 'a', hostPath: { path: params.at } }],
  steps: () => [],
});
// error: Property 'att' does not exist
new Task(chart, 'b', { params: { at: param.string() }, volumes: ({ params }) => [{ name: params.att, emptyDir: {} }], steps: () => [] });
// error: is not assignable to type
Workspace.claim({ size: Size.gibibytes(1), volumeMode: 'Block' });
