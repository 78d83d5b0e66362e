import { App, Chart } from 'cdk8s';
import { Pipeline, param, sh, Task } from 'tekwire';
import { github, PipelinesAsCode } from 'tekwire/events';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'ci' });
const greet = new Task(chart, 'greet', {
  params: { title: param.string() },
  steps: ({ params }) => [{ name: 'greet', image: 'busybox:1.37.0', script: sh`echo ${params.title}` }],
});
const ci = new Pipeline(chart, 'pull-request', { params: { title: param.string() } });
ci.add(greet, { params: { title: ci.params.title } });
new PipelinesAsCode(chart, 'pac').on(github.pullRequest({ secret: { name: 'hook', key: 'token' } }), { pipeline: ci });
app.synth();
