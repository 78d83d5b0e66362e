import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineServiceAccount, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'build' });
const deploy = new Task(chart, 'deploy', {
  rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'], resourceNames: ['web'] }],
  steps: () => [{ name: 'run', image: 'alpine/k8s:1.33.4', command: ['kubectl', 'rollout', 'restart', 'deployment/web'] }],
});
const pipeline = new Pipeline(chart, 'release');
pipeline.add(deploy);
new PipelineServiceAccount(chart, 'runs', { pipeline, metadata: { name: 'default' } });
app.synth();
