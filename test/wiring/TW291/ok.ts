import { App, Chart } from 'cdk8s';
import { Pipeline, param, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', {
  params: { url: param.string() },
  steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', command: ['echo'], args: [params.url] }],
});
const params = { url: param.string() };
const [first, second] = ['first', 'second'].map((id) => new Pipeline(chart, id, { params }));
first?.add(build, { params: { url: first.params.url } });
second?.add(build, { params: { url: second.params.url } });
app.synth();
