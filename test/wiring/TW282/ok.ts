import { App, Chart } from 'cdk8s';
import { Pipeline, sh, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo build` }] });
const test = new Task(chart, 'test', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo test` }] });
const ci = new Pipeline(chart, 'pipeline');
const built = ci.add(build);
ci.add(test, { after: [built] });
app.synth();
