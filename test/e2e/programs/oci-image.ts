import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, sh, Workspace } from 'tekwire';
import { Gitleaks, OciImage, SeverityGate, Syft, Trivy } from 'tekwire/catalogue';
import { hasTool } from '../tools';

// A run for every digest of E2E_DIGESTS. A scanner of files reads the layers of the image; Trivy and Syft do so themselves.
const NAMESPACE = 'tekwire-e2e-image';
const app = new App();
const chart = new Chart(app, 'oci-image', { namespace: NAMESPACE });
const layers = new Producer(chart, 'layers', {
  tool: 'gitleaks',
  defaultLevel: 'error',
  scan: ({ sarif, scratch }) => ({
    image: Gitleaks.facts.image,
    script: sh`
      mkdir ${scratch}/files
      for blob in blobs/sha256/*; do tar -xzf "$blob" -C ${scratch}/files 2> /dev/null || true; done
      cd ${scratch}/files
      exec gitleaks dir --no-banner --redact --report-format=sarif --report-path=${sarif} --exit-code=0 .
    `,
  }),
});
const pipeline = new SecurityPipeline(chart, 'image', {
  source: new OciImage(chart, 'pull', { repository: `registry.${NAMESPACE}.svc:80/acme/web`, insecure: true }),
  producers: [layers, ...(hasTool('trivy') ? [new Trivy(chart, 'trivy', { input: 'image', scanners: ['secret'] })] : [])],
  sboms: hasTool('syft') ? [new Syft(chart, 'syft', { input: 'image' })] : [],
  consumers: [new SeverityGate(chart, 'gate', { failOn: 'high' })],
  quarantine: true,
});
for (const [name, digest] of Object.entries(JSON.parse(process.env.E2E_DIGESTS ?? '{}') as Record<string, string>))
  new PipelineRun(chart, name, {
    pipeline,
    params: { digest },
    workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
  });
app.synth();
