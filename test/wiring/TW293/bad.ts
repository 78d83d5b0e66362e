import { App, Chart, Duration } from 'cdk8s';
import { Pipeline, PipelineRun, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const build = new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
const pipelines = ['first', 'second'].map((id) => new Pipeline(chart, id));
const [first, second] = pipelines.map((pipeline) => pipeline.add(build));
const [pipeline] = pipelines;
if (pipeline && first && second) {
  new PipelineRun(chart, 'nightly', { pipeline, taskRunSpecs: [{ task: second, timeout: Duration.minutes(5) }] });
}
app.synth();
