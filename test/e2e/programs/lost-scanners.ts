import { App, Chart, Duration, Size } from 'cdk8s';
import { Consumer, PipelineRun, Producer, SecurityPipeline, Source, sh, Workspace } from 'tekwire';
import { Deduplicate, SeverityGate, Summary } from 'tekwire/catalogue';

// Every way in which a scanner's pod can be lost, beside one scanner that works and a consumer that fails.
const app = new App();
const chart = new Chart(app, 'lost-scanners', { namespace: 'tekwire-e2e-lost' });
const image = 'busybox:1.37.0';
const report = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"works"}},"results":[{"ruleId":"R1","message":{"text":"found"}}]}]}';

const source = new Source(chart, 'sources', {
  steps: ({ workspaces, results }) => [
    {
      name: 'write',
      image,
      script: sh`
        mkdir -p ${workspaces.source.path}/source
        echo hello > ${workspaces.source.path}/source/README
        printf source > ${results.path.path}
        printf none > ${results.url.path}
        printf 1 > ${results.commit.path}
      `,
    },
  ],
});
const works = new Producer(chart, 'works', { scan: ({ sarif }) => ({ image, script: sh`printf %s '${report}' > ${sarif}` }) });
const greedy = new Producer(chart, 'without-memory', {
  computeResources: { limits: { memory: '32Mi' } },
  scan: ({ sarif }) => ({ image, script: sh`printf %s '${report}' > ${sarif}; dd if=/dev/zero of=/dev/null bs=200M count=1` }),
});
const killed = new Producer(chart, 'without-report', {
  scan: ({ sarif }) => ({ image, script: sh`dd if=/dev/zero of=${sarif} bs=1M count=120` }),
}).with({ steps: { report: { computeResources: { limits: { memory: '96Mi' } } } } });
const unpulled = new Producer(chart, 'without-image', { scan: () => ({ image: `${image}@sha256:${'0'.repeat(64)}`, command: ['true'] }) });
const slow = new Producer(chart, 'too-slow', { scan: () => ({ image, timeout: Duration.seconds(5), script: sh`sleep 600` }) });
const evicted = new Producer(chart, 'evicted', { scan: () => ({ image, script: sh`sleep 600` }) });
const fifo = new Producer(chart, 'fifo', { scan: ({ sarif }) => ({ image, script: sh`mkfifo ${sarif}` }) });
const pipeline = new SecurityPipeline(chart, 'scan', {
  source,
  producers: [works, greedy, killed, unpulled, slow, evicted, fifo],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [
    new Consumer(chart, 'crash', { steps: () => [{ name: 'crash', image, script: sh`exit 3` }] }),
    new Summary(chart, 'summary'),
    new SeverityGate(chart, 'gate', { failOn: 'critical' }),
  ],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();
