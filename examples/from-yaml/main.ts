import { App, Chart } from 'cdk8s';
import { migration } from './pipeline';

const app = new App();
migration(new Chart(app, 'migration', { namespace: 'ci' }));
app.synth();
