// The interfaces of YAML files that `tekwire lock --types` has written, by the path that a program writes.
import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, StepAction, Task, Workspace } from 'tekwire';

const chart = new Chart(new App(), 'files');
const pipeline = new Pipeline(chart, 'p', { workspaces: { code: Workspace.emptyDir() } });
const lint = Task.fromFile(chart, 'lint', 'tasks/lint.yaml');
const linted = pipeline.add(lint, {
  params: { level: 'high', proxy: { http: 'a', https: 'b' } },
  workspaces: { source: pipeline.workspaces.code },
});
// from another folder of the project
pipeline.add(Task.fromFile(chart, 'bare', '../tasks/bare.yaml'), { name: 'bare', when: [linted.results.report.in('a')] });
pipeline.add(Task.fromFile(chart, 'bare-2', './bare.yaml'), { name: 'bare-2' });
// two files have the end of this path: the compiler does not know which
pipeline.add(Task.fromFile(chart, 'twice', 'twice.yaml'), { name: 'twice', params: { anything: 'a' } });
// not locked, or not known to the compiler
pipeline.add(Task.fromFile(chart, 'unlocked', 'tasks/unlocked.yaml'), { name: 'unlocked', params: { anything: 'a' } });
const name: string = 'tasks/lint.yaml';
pipeline.add(Task.fromFile(chart, 'computed', name), { name: 'computed', params: { anything: 'a' } });

const clone = StepAction.fromFile(chart, 'clone', 'tasks/clone.yaml');
new Task(chart, 'cloning', { steps: () => [clone.step('clone', { params: { url: 'https://git.acme.example/web.git' } })] });
const ci = Pipeline.fromFile(chart, 'ci', 'ci.yaml');
new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'a' }, workspaces: { code: Workspace.emptyDir() } });
