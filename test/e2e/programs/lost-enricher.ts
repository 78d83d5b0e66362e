import { App, Chart, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, Source, sh, Workspace } from 'tekwire';
import { Deduplicate, SeverityGate, Summary } from 'tekwire/catalogue';

// A scanner that finds more than the enricher behind it has memory for.
const app = new App();
const chart = new Chart(app, 'lost-enricher', { namespace: 'tekwire-e2e-enricher' });
const image = 'busybox:1.37.0';
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
const works = new Producer(chart, 'works', {
  scan: ({ sarif }) => ({
    image,
    script: sh`
      awk 'BEGIN {
        printf "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"works\"}},\"results\":["
        for (n = 0; n < 100000; n++) printf "%s{\"ruleId\":\"R%d\",\"message\":{\"text\":\"found number %d\"}}", n ? "," : "", n, n
        printf "]}]}"
      }' > ${sarif}
    `,
  }),
});
const pipeline = new SecurityPipeline(chart, 'scan', {
  source,
  producers: [works],
  enrichers: [new Deduplicate(chart, 'deduplicate').with({ computeResources: { limits: { memory: '96Mi' } } })],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'critical' })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();
