import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, Policy, SecurityPipeline, Workspace } from 'tekwire';
import { Archive, Gitleaks, SeverityGate } from 'tekwire/catalogue';
import { ownAuthority } from '../served/own-authority';

// A run for every archive of E2E_ARCHIVES, which has the address and the expected checksum of each by its name.
const app = new App();
const chart = new Chart(app, 'archive', { namespace: 'tekwire-e2e-archive' });
const pipeline = new SecurityPipeline(chart, 'scan', {
  source: new Archive(chart, 'archive'),
  producers: [new Gitleaks(chart, 'gitleaks')],
  consumers: [new SeverityGate(chart, 'gate', { failOn: 'high' })],
});
const archives = JSON.parse(process.env.E2E_ARCHIVES ?? '{}') as Record<string, { readonly url: string; readonly checksum: string }>;
for (const [name, params] of Object.entries(archives))
  new PipelineRun(chart, name, {
    pipeline,
    params,
    workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
  });
Policy.of(app).add(ownAuthority);
app.synth();
