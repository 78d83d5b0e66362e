import { App, Chart } from 'cdk8s';
import { releaseTasks } from './tasks';

const app = new App();
releaseTasks(new Chart(app, 'release-tasks', { namespace: 'ci' }));
app.synth();
