import { App, Chart } from 'cdk8s';
import { Pipeline, Task, workspace } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', {
  workspaces: { source: workspace() },
  steps: ({ workspaces }) => [{ name: 'run', image: 'busybox:1.37.0', command: ['ls'], args: [workspaces.source.path] }],
});
const workspaces = { code: workspace() };
const [first, second] = ['first', 'second'].map((id) => new Pipeline(chart, id, { workspaces }));
if (first && second) {
  first.add(build, { workspaces: { source: first.workspaces.code } });
  second.add(build, { workspaces: { source: first.workspaces.code } });
}
app.synth();
