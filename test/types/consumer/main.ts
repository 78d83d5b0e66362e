import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, Summary } from 'tekwire/catalogue';

const app = new App();
const chart = new Chart(app, 'golang-project', { namespace: 'security' });
new SecurityPipeline(chart, 'golang-project', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'high' })],
});
app.synth();
