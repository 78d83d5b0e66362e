import { App } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { PipelineChart } from './pipeline';

const app = new App();
const chart = new PipelineChart(app, 'ci');
// A run, in a file of its own for kubectl create: dist/ci-runs.k8s.yaml
new PipelineRun(chart, 'first-build', {
  pipeline: chart.pipeline,
  params: { url: 'https://github.com/acme/web', repository: 'ghcr.io/acme/web' },
});
app.synth();
