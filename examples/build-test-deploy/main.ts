import { App, Chart } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { delivery } from './pipeline';

const app = new App();
const chart = new Chart(app, 'delivery', { namespace: 'web' });
const { pipeline, account } = delivery(chart);
new PipelineRun(chart, 'first', {
  pipeline,
  params: { url: 'https://github.com/acme/web', repository: 'ghcr.io/acme/web' },
  serviceAccount: account,
});
app.synth();
