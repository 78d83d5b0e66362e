import { App, Chart } from 'cdk8s';
import { Pipeline, param, sh, Task } from 'tekwire';
import { github, PipelinesAsCode } from 'tekwire/events';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'ci' });
const greet = new Task(chart, 'greet', {
  params: { pageUrl: param.string() },
  steps: ({ params }) => [{ name: 'greet', image: 'busybox:1.37.0', script: sh`echo ${params.pageUrl}` }],
});
const ci = new Pipeline(chart, 'pull-request', { params: { pageUrl: param.string() } });
ci.add(greet, { params: { pageUrl: ci.params.pageUrl } });
new PipelinesAsCode(chart, 'pac').on(github.pullRequest({ secret: { name: 'hook', key: 'token' } }), { pipeline: ci });
app.synth();
