import { App, Chart } from 'cdk8s';
import { Pipeline, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
const ci = new Pipeline(chart, 'pipeline');
// @ts-expect-error: retires, as a runner that strips types lets it through
ci.add(build, { retires: 2 });
app.synth();
