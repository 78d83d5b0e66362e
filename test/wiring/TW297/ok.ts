import { App, Chart } from 'cdk8s';
import { ClusterRole, RoleBinding, ServiceAccount } from 'cdk8s-plus-27';
import { Pipeline, PipelineServiceAccount, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'build' });
const deploy = new Task(chart, 'deploy', {
  rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'], resourceNames: ['web'] }],
  steps: () => [{ name: 'run', image: 'alpine/k8s:1.33.4', command: ['kubectl', 'rollout', 'restart', 'deployment/web'] }],
});
const pipeline = new Pipeline(chart, 'release');
pipeline.add(deploy);
const account = new PipelineServiceAccount(chart, 'release-runs', { pipeline });
const admin = ClusterRole.fromClusterRoleName(chart, 'all', 'view');
new RoleBinding(chart, 'admin', { role: admin }).addSubjects(
  ServiceAccount.fromServiceAccountName(chart, 'runs', account.name, { namespaceName: 'build' }),
);
app.synth();
