import { App, Chart } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { scans } from './pipeline';

const app = new App();
const chart = new Chart(app, 'findings', { namespace: 'security' });
const { pipeline } = scans(chart);
const url = 'https://git.acme.example/acme/shop.git';
// the run of the target branch writes the baseline, that of another branch is compared with it
new PipelineRun(chart, 'main', { pipeline, params: { url, branch: 'main' } });
new PipelineRun(chart, 'branch', { pipeline, params: { url, revision: 'discounts', branch: 'discounts' } });
app.synth();
