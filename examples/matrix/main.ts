import { App, Chart } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { compatibility } from './pipeline';

const app = new App();
const chart = new Chart(app, 'compatibility', { namespace: 'ci' });
const { pipeline } = compatibility(chart);
new PipelineRun(chart, 'next', { pipeline, params: { url: 'https://github.com/acme/web', versions: ['24', '25'] } });
app.synth();
