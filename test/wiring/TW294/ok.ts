import { App, Chart } from 'cdk8s';
import { Pipeline, param, Task, TaskRun } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const pipeline = new Pipeline(chart, 'pipeline', { params: { revision: param.string() } });
const lint = Task.fromResolver({ git: { url: 'https://github.com/acme/tasks', pathInRepo: 'lint.yaml', revision: 'v1' } });
pipeline.add(lint);
new TaskRun(chart, 'try-lint', { task: lint });
app.synth();
