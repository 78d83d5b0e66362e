import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
import { CodeOwners, Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, SeverityMap, Summary } from 'tekwire/catalogue';

const app = new App();
const chart = new Chart(app, 'one-pod', { namespace: 'security' });
new SecurityPipeline(chart, 'one-pod', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
  enrichers: [
    new Deduplicate(chart, 'deduplicate'),
    new SeverityMap(chart, 'severities', { rules: [{ path: 'test/**', severity: 'low' }] }),
    new CodeOwners(chart, 'owners'),
  ],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
  fuse: true,
});
app.synth();
