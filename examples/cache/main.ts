import { App, Chart } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { cached } from './pipeline';

const app = new App();
const chart = new Chart(app, 'cached', { namespace: 'ci' });
const { pipeline } = cached(chart);
new PipelineRun(chart, 'web', { pipeline, params: { url: 'https://github.com/acme/web' } });
app.synth();
