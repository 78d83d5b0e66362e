import { ApiObject, App, Chart, Size } from 'cdk8s';
import { PipelineRun, SecurityPipeline, Workspace } from 'tekwire';
import { GitClone, Gosec, Summary } from 'tekwire/catalogue';

// A scanner that compiles the sources, with a cache that outlives the run.
const NAMESPACE = 'tekwire-e2e-cache';
const app = new App();
const chart = new Chart(app, 'cache', { namespace: NAMESPACE });
const storageClass = process.env.E2E_STORAGE_CLASS;
new ApiObject(chart, 'go-cache', {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'go-cache' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } }, storageClassName: storageClass },
});
const pipeline = new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gosec(chart, 'gosec', { cache: Workspace.existingClaim('go-cache') })],
  consumers: [new Summary(chart, 'summary')],
});
for (const name of ['cold', 'warm'])
  new PipelineRun(chart, name, {
    pipeline,
    params: { url: `git://git-server.${NAMESPACE}.svc:9418/webshop` },
    workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass }) },
  });
app.synth();
