import { App } from 'cdk8s';
import { PipelineRun } from 'tekwire';
import { PipelineChart } from './pipeline';

const app = new App();
const chart = new PipelineChart(app, 'security');
// A run, in a file of its own for kubectl create: dist/security-runs.k8s.yaml
new PipelineRun(chart, 'first-scan', { pipeline: chart.pipeline, params: { url: 'https://github.com/acme/web' } });
app.synth();
