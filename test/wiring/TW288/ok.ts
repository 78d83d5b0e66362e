import { App, Chart } from 'cdk8s';
import { Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const level = process.env.NO_SUCH_VARIABLE ?? 'low';
new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['env'], env: { LEVEL: level } }] });
app.synth();
