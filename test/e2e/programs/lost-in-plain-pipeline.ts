import { App, Chart, Size } from 'cdk8s';
import { Enricher, Pipeline, PipelineRun, Producer, param, sh, Task, Workspace, workspace } from 'tekwire';
import { Deduplicate, SeverityGate } from 'tekwire/catalogue';

// A pipeline without roles: a full disk, a disk that nobody may write to, a matrix of which one run is lost, and
// an enricher that chooses its file itself.
const app = new App();
const chart = new Chart(app, 'plain', { namespace: 'tekwire-e2e-plain-lost' });
const image = 'busybox:1.37.0';
const report = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"works"}},"results":[{"ruleId":"R1","message":{"text":"found"}}]}]}';
const pipeline = new Pipeline(chart, 'scan', {
  workspaces: {
    code: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }),
    small: Workspace.emptyDir({ medium: 'Memory', sizeLimit: Size.mebibytes(1) }),
    fixed: Workspace.configMap('kube-root-ca.crt'),
  },
});
const { small, fixed } = pipeline.workspaces;
const write = new Task(chart, 'write', {
  workspaces: { code: workspace() },
  steps: ({ workspaces }) => [{ name: 'write', image, script: sh`echo hello > ${workspaces.code.path}/README` }],
});
const code = pipeline.add(write, { workspaces: { code: pipeline.workspaces.code } }).workspaces.code;
const works = new Producer(chart, 'works', {
  scan: ({ sarif }) => ({ image, workingDir: '/', script: sh`printf %s '${report}' > ${sarif}` }),
});
const fills = new Producer(chart, 'fills', {
  scan: ({ sarif, source }) => ({
    image,
    workingDir: '/',
    script: sh`
      printf %s '${report}' > ${sarif}
      dd if=/dev/zero of=${source}/large bs=1M count=8 || true
    `,
  }),
});
const strict = new Producer(chart, 'strict', {
  params: { module: param.string() },
  computeResources: { limits: { memory: '32Mi' } },
  scan: ({ sarif, params }) => ({
    image,
    workingDir: '/',
    script: sh`
      printf %s '${report}' > ${sarif}
      [ ${params.module} != large ] || dd if=/dev/zero of=/dev/null bs=200M count=1
    `,
  }),
});
const params = { 'source-path': '.' };
const found = pipeline.add(works, { params, workspaces: { source: code } });
const full = pipeline.add(fills, { params, workspaces: { source: small } });
const unwritable = pipeline.add(works, { name: 'unwritable', params, workspaces: { source: fixed } });
const modules = pipeline.add(strict, { params, matrix: { params: { module: ['a', 'large', 'c'] } }, workspaces: { source: code } });
const judge = new Enricher(chart, 'judge', {
  steps: ({ params: { 'producer-result-paths': paths }, workspaces, results }) => [
    {
      name: 'judge',
      image,
      workingDir: workspaces.source.path,
      script: sh`
        cp "$1" judged.sarif
        printf judged.sarif > ${results.issues.path}
      `,
      args: [paths],
    },
  ],
});
const judged = pipeline.add(judge, { params: { 'producer-result-paths': [found.results.issues] }, workspaces: { source: code } });
const merged = pipeline.add(new Deduplicate(chart, 'merge'), {
  params: { 'producer-result-paths': modules.results.issues },
  workspaces: { source: code },
});
const gate = new SeverityGate(chart, 'gate', { failOn: 'critical' });
pipeline.add(gate, {
  params: { 'issues-paths': [judged.results.issues, merged.results.issues, full.results.issues, unwritable.results.issues] },
  workspaces: { source: code },
});
new PipelineRun(chart, 'scan-now', { pipeline, podTemplate: { securityContext: { fsGroup: 65534 } } });
app.synth();
