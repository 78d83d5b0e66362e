import { App, Chart } from 'cdk8s';
import { web } from './pipeline';

const app = new App();
web(new Chart(app, 'web', { namespace: 'ci' }));
app.synth();
