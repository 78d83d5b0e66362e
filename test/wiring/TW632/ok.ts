import { App, Chart } from 'cdk8s';
import { Pipeline, param, sh, Task } from 'tekwire';
import { EventListener, github } from 'tekwire/events';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'ci' });
const build = new Task(chart, 'build', {
  params: { revision: param.string() },
  steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.revision}` }],
});
const ci = new Pipeline(chart, 'ci', { params: { revision: param.string() } });
ci.add(build, { params: { revision: ci.params.revision } });
const secret = { name: 'github-webhook', key: 'token' };
new EventListener(chart, 'hooks').on(github.push({ secret }), (event) => ({ pipeline: ci, params: { revision: event.sha } }));
app.synth();
