import { App, Chart } from 'cdk8s';
import { param, sh, Task, TaskRun } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const show = new Task(chart, 'show', {
  params: { text: param.string() },
  steps: ({ params }) => [{ name: 'show', image: 'busybox:1.37.0', script: sh`echo ${params.text}` }],
});
new TaskRun(chart, 'show-once', { task: show, params: { text: 'shown by $(context.taskRun.name)' } });
app.synth();
