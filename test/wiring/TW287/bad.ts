import { App, Chart } from 'cdk8s';
import { Pipeline, Policy, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
new Pipeline(chart, 'pipeline').add(build);
Policy.of(app).add({
  name: 'prefix',
  object: (manifest) => ({ ...manifest, metadata: { ...manifest.metadata, name: `acme-${manifest.metadata?.name}` } }),
});
app.synth();
