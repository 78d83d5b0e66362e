import { App, Chart } from 'cdk8s';
import { lift, Pipeline, param, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const step = { name: 'run', image: 'busybox:1.37.0', command: ['echo'] };
const build = new Task(chart, 'build', {
  params: { target: param.string() },
  steps: ({ params }) => [{ ...step, args: [params.target] }],
});
const test = new Task(chart, 'test', {
  params: { target: param.array() },
  steps: ({ params }) => [{ ...step, args: [params.target] }],
});
const ci = new Pipeline(chart, 'pipeline');
ci.add(build, { params: { target: lift() } });
ci.add(test, { params: { target: lift() } });
app.synth();
