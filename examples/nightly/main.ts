import { App, Chart } from 'cdk8s';
import { nightlyScans } from './pipeline';

const app = new App();
nightlyScans(new Chart(app, 'nightly', { namespace: 'security' }));
app.synth();
