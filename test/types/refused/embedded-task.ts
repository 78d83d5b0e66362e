import { App, Chart } from 'cdk8s';
import { EmbeddedTask, Pipeline, param, result, TaskRun, Workspace, workspace } from 'tekwire';

const chart = new Chart(new App(), 'embedded');
const lint = new EmbeddedTask('lint', {
  params: { level: param.string(), flags: param.array({ default: [] }) },
  results: { report: result.string() },
  workspaces: { source: workspace() },
  steps: ({ params }) => [{ name: 'lint', image: 'busybox:1.37.0', args: [params.level, params.flags] }],
});
const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
const workspaces = { source: ci.workspaces.code };
const linted = ci.add(lint, { params: { level: 'high' }, workspaces });

// error: Property 'level' is missing
ci.add(lint, { params: {}, workspaces });
// error: Property 'workspaces' is missing
ci.add(lint, { params: { level: 'high' } });
// error: Property 'reprot' does not exist
ci.add(lint, { params: { level: linted.results.reprot }, workspaces });
// error: Type '"string"' is not assignable to type '"array"'
ci.add(lint, { params: { level: 'high', flags: linted.results.report }, workspaces });
// error: Property 'levl' does not exist
new EmbeddedTask('a', { params: { level: param.string() }, steps: ({ params }) => [{ name: 'a', image: 'x:1', args: [params.levl] }] });
// error: is not assignable to type
new EmbeddedTask('b', { steps: () => [{ name: 'b', image: 'x:1', args: [linted.results.report] }] });
// error: 'name' does not exist
new EmbeddedTask('c', { metadata: { name: 'c' }, steps: () => [] });
// error: Property 'level' is missing
new TaskRun(chart, 'try', { task: lint, params: {}, workspaces: { source: Workspace.emptyDir() } });

const release = new Pipeline(chart, 'release', { params: { url: param.string(), hosts: param.array() } });
const one = { name: 'one', image: 'x:1' };
release.add(release.embed('ok', { steps: ({ pipeline }) => [{ ...one, args: [pipeline.params.url, pipeline.params.hosts] }] }));
// error: Property 'ulr' does not exist
release.embed('d', { steps: ({ pipeline }) => [{ ...one, args: [pipeline.params.ulr] }] });
// error: Property 'url' does not exist
release.embed('e', { params: { url: param.string() }, steps: ({ pipeline }) => [{ ...one, args: [pipeline.params.url] }] });
// error: Type '"array"' is not assignable to type '"string"'
release.embed('f', { steps: ({ pipeline }) => [{ ...one, env: { HOSTS: pipeline.params.hosts } }] });
