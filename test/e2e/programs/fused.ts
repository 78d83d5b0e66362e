import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, SecurityPipeline, Workspace } from 'tekwire';
import { CodeOwners, Deduplicate, GitClone, Gitleaks, Policy, SeverityGate, SeverityMap, Summary } from 'tekwire/catalogue';

// The same components twice: each in a pod of its own, and all that follow the scanner in one.
const app = new App();
const chart = new Chart(app, 'fused', { namespace: 'tekwire-e2e-fused' });
const components = {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gitleaks(chart, 'gitleaks')],
  enrichers: [
    new Deduplicate(chart, 'deduplicate'),
    new SeverityMap(chart, 'severities', { rules: [{ tool: 'gitleaks', severity: 'critical' }] }),
    new Policy(chart, 'policy', { rules: [{ when: ({ path }) => path.startsWith('deploy'), tag: 'deployment' }] }),
    new CodeOwners(chart, 'owners'),
  ],
  consumers: [new SeverityGate(chart, 'gate'), new Summary(chart, 'summary')],
};
for (const id of ['apart', 'fused'])
  new PipelineRun(chart, `${id}-now`, {
    pipeline: new SecurityPipeline(chart, id, { ...components, fuse: id === 'fused' }),
    params: { url: 'git://git-server.tekwire-e2e-fused.svc:9418/webshop', revision: 'main' },
    workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
  });
app.synth();
