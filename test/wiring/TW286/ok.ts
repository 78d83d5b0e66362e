import { App, Chart } from 'cdk8s';
import { Policy, pinImages, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
Policy.of(app).add(pinImages({ 'busybox:1.37.0': 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }));
app.synth();
