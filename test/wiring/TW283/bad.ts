import { App, Chart } from 'cdk8s';
import { Pipeline, sh, Task } from 'tekwire';

const shared = new Chart(new App({ outdir: 'shared' }), 'shared');
const build = new Task(shared, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo build` }] });

const app = new App();
new Pipeline(new Chart(app, 'ci'), 'ci').add(build);
app.synth();
