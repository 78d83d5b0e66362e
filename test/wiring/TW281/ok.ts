import { App, Chart, Size } from 'cdk8s';
import { Pipeline, sh, Task, Workspace, workspace } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const workspaces = { source: workspace() };
const fetch = new Task(chart, 'fetch', {
  workspaces,
  steps: ({ workspaces }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo hello > ${workspaces.source.path}/hello.txt` }],
});
const test = new Task(chart, 'test', {
  workspaces,
  steps: ({ workspaces }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`cat ${workspaces.source.path}/hello.txt` }],
});
const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
const fetched = ci.add(fetch, { workspaces: { source: ci.workspaces.code } });
ci.add(test, { workspaces: { source: fetched.workspaces.source } });
app.synth();
