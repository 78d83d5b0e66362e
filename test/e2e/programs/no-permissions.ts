import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, PipelineServiceAccount, result, sh, Task } from 'tekwire';

// Tasks that declare no permission: their pods need no key to the cluster.
const app = new App();
const chart = new Chart(app, 'no-permissions', { namespace: 'tekwire-e2e-no-permissions' });
const look = new Task(chart, 'look', {
  results: { token: result.string() },
  steps: ({ results }) => [
    {
      name: 'look',
      image: 'busybox:1.37.0',
      script: sh`
        token=none
        [ ! -e /var/run/secrets/kubernetes.io/serviceaccount/token ] || token=there
        printf %s "$token" > ${results.token.path}
      `,
    },
  ],
});
const pipeline = new Pipeline(chart, 'no-permissions');
const serviceAccount = new PipelineServiceAccount(chart, 'runs', { pipeline });
pipeline.add(look);
new PipelineRun(chart, 'look-around', { pipeline, serviceAccount });
app.synth();
