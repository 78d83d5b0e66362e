import { App, Chart } from 'cdk8s';
import { EmbeddedPipeline, Pipeline, PipelineRun, param, result, Task, Workspace, workspace } from 'tekwire';

const chart = new Chart(new App(), 'embedded');
const clone = new Task(chart, 'clone', {
  params: { url: param.string() },
  results: { commit: result.string() },
  workspaces: { output: workspace() },
  steps: () => [{ name: 'clone', image: 'alpine/git:v2.49.1' }],
});
const once = new EmbeddedPipeline('once', { params: { url: param.string() }, workspaces: { code: Workspace.emptyDir() } });
const cloned = once.add(clone, { params: { url: once.params.url }, workspaces: { output: once.workspaces.code } });
const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
const { code } = ci.workspaces;
ci.add(once, { params: { url: 'x' }, workspaces: { code } });

// error: Property 'url' is missing
ci.add(once, { name: 'a', params: {}, workspaces: { code } });
// error: Property 'workspaces' is missing
ci.add(once, { name: 'b', params: { url: 'x' } });
// error: Type '"once"' is not assignable to type '"ci"'
ci.add(clone, { name: 'c', params: { url: cloned.results.commit }, workspaces: { output: code } });
// error: Type '"ci"' is not assignable to type '"once"'
once.add(clone, { name: 'd', params: { url: 'x' }, workspaces: { output: code } });
// error: Property 'params' is missing
new PipelineRun(chart, 'e', { pipeline: once });
// error: Type '"finally of once"' is not assignable to type '"once"'
once.add(clone, { name: 'f', params: { url: cloned.status }, workspaces: { output: once.workspaces.code } });
