import { App, Chart, Duration } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { promotion } from './pipeline';

const app = new App();
const chart = new Chart(app, 'promotion', { namespace: 'delivery' });
const { pipeline } = promotion(chart);
new PipelineRun(chart, 'web', {
  pipeline,
  params: { image: 'ghcr.io/acme/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  // people need time to answer
  timeouts: { pipeline: Duration.days(1) },
});
app.synth();
