import { App, Chart, Size } from 'cdk8s';
import { Pipeline, PipelineRun, Producer, sh, Workspace } from 'tekwire';
import { SeverityGate } from 'tekwire/catalogue';

// A scanner that is killed in every attempt: with retries it ends the run, and a gate in finally judges it all the same.
const app = new App();
const chart = new Chart(app, 'retries', { namespace: 'tekwire-e2e-retries' });
const pipeline = new Pipeline(chart, 'scan', {
  workspaces: { code: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
const workspaces = { source: pipeline.workspaces.code };
const greedy = new Producer(chart, 'greedy', {
  computeResources: { limits: { memory: '32Mi' } },
  scan: () => ({ image: 'busybox:1.37.0', workingDir: '/', script: sh`dd if=/dev/zero of=/dev/null bs=200M count=1` }),
});
const scanned = pipeline.add(greedy, { params: { 'source-path': '.' }, retries: 1, workspaces });
pipeline.finally(new SeverityGate(chart, 'gate'), { params: { 'issues-paths': [scanned.results.issues] }, workspaces });
new PipelineRun(chart, 'scan-now', { pipeline, podTemplate: { securityContext: { fsGroup: 65534 } } });
app.synth();
