import { App, Chart } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { integrationTests } from './pipeline';

const app = new App();
const chart = new Chart(app, 'integration', { namespace: 'ci' });
const { pipeline } = integrationTests(chart);
new PipelineRun(chart, 'shop', { pipeline, params: { url: 'https://github.com/acme/shop' } });
app.synth();
