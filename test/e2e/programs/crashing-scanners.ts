import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, sh, Workspace } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, SeverityGate, Summary } from 'tekwire/catalogue';

// One scanner dies without a word, one leaves half a report, one works.
const app = new App();
const chart = new Chart(app, 'crashing-scanners', { namespace: 'tekwire-e2e-crash' });
const image = 'busybox:1.37.0';
const dies = new Producer(chart, 'dies', { scan: () => ({ image, script: sh`exit 3` }) });
const mumbles = new Producer(chart, 'mumbles', { scan: ({ sarif }) => ({ image, script: sh`echo '{"runs": [{' > ${sarif}` }) });
const pipeline = new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'git-clone'),
  producers: [dies, mumbles, new Gitleaks(chart, 'gitleaks')],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'critical' })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  params: { url: 'git://git-server.tekwire-e2e-crash.svc:9418/webshop' },
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();
