import { App, Chart } from 'cdk8s';
import { Pipeline, sh, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo build` }] });
new Task(chart, 'test', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo test` }] });
new Pipeline(chart, 'pipeline').add(build);
app.synth();
