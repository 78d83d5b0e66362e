import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, SecurityPipeline, Workspace } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, Summary } from 'tekwire/catalogue';

// Two scanners of one kind find the same; only what is critical may stop the run.
const app = new App();
const chart = new Chart(app, 'critical-gate', { namespace: 'tekwire-e2e-critical' });
const pipeline = new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gosec(chart, 'gosec'), new Gosec(chart, 'gosec-tests', { args: ['-tests'] }), new Gitleaks(chart, 'gitleaks')],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'critical' })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  params: { url: 'git://git-server.tekwire-e2e-critical.svc:9418/webshop', revision: 'main' },
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();
