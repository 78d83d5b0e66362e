import { App } from 'cdk8s';
import { PipelineChart } from './pipeline';

const app = new App();
new PipelineChart(app, 'pipelines');
app.synth();
