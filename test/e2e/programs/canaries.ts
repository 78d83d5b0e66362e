import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, sh, Workspace } from 'tekwire';
import { GitClone, Gitleaks, SeverityGate } from 'tekwire/catalogue';

// Scanners that run in the folder of their canary, and write into it: the history of a repository, and one that sees only what it wrote itself.
const NAMESPACE = 'tekwire-e2e-canaries';
const app = new App();
const chart = new Chart(app, 'canaries', { namespace: NAMESPACE });
const own = new Producer(chart, 'own', {
  canary: { files: { 'folder/canary.env': ['TOKEN=ghp', '_', 'canary0tR7vQ2mX9kLw4ZsB8nJd3HfYc6GpU', '\n'] }, finds: ['github-pat'] },
  scan: ({ sarif, isCanary }) => ({
    image: Gitleaks.facts.image,
    script: isCanary
      ? sh`
          cp folder/canary.env copied.env
          exec gitleaks dir --no-banner --report-format=sarif --report-path=${sarif} --exit-code=0 copied.env
        `
      : sh`exec gitleaks dir --no-banner --redact --report-format=sarif --report-path=${sarif} --exit-code=0 .`,
  }),
});
const pipeline = new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gitleaks(chart, 'history', { mode: 'history' }), own],
  consumers: [new SeverityGate(chart, 'gate', { failOn: 'critical' })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  params: { url: `git://git-server.${NAMESPACE}.svc:9418/webshop` },
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();
