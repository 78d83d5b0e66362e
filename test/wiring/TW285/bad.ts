import { App, Chart } from 'cdk8s';
import { SecurityPipeline, Workspace } from 'tekwire';
import { GitClone, Gosec, Summary } from 'tekwire/catalogue';

const app = new App();
const chart = new Chart(app, 'ci');
new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'clone'),
  producers: [new Gosec(chart, 'gosec')],
  consumers: [new Summary(chart, 'summary')],
  workspace: Workspace.emptyDir(),
});
app.synth();
