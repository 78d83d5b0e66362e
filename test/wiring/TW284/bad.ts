import { App, Chart } from 'cdk8s';
import { mirrorImages, Policy, sh, Task } from 'tekwire';

const app = new App();
new Task(new Chart(app, 'ci'), 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo build` }] });
Policy.of(app).add(mirrorImages({ 'dokcer.io': 'registry.acme.example/docker' }));
app.synth();
