import { App, Chart } from 'cdk8s';
import { checks } from './pipeline';

const app = new App();
checks(new Chart(app, 'checks', { namespace: 'ci' }));
app.synth();
