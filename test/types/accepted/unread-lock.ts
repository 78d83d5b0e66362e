// What compiles where the compiler has not read tekwire.lock.d.ts, as under ts-node, nor a Task in YAML: whatever the locked surface could allow.
import { App, Chart } from 'cdk8s';
import { lift, Pipeline, PipelineRun, param, result, StepAction, Task, text, Workspace } from 'tekwire';

const chart = new Chart(new App(), 'unknown');
const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
const build = new Task(chart, 'build', {
  params: { one: param.string(), many: param.array({ default: [] }), all: param.object({ properties: ['k'], default: { k: '' } }) },
  results: { digest: result.string() },
  steps: () => [],
});
const built = ci.add(build, { params: { one: 'x' } });
const unknown = Task.fromUrl('https://tasks.acme.example/unread.yaml');
const linted = ci.add(unknown, {
  params: { level: built.results.digest, lifted: lift(), many: ['a'], all: { k: 'v' } },
  workspaces: { source: ci.workspaces.code },
});
ci.add(unknown, { name: 'again' });
const { report, list, object } = linted.results;
ci.add(build, { name: 'b', params: { one: report, many: list, all: object }, when: [report.in('x')], after: [linted] });
const tag = text`v${object['all-of']}`;
ci.add(build, { name: 'c', params: { one: tag } });
ci.addResult('report', report);
const filed = ci.add(Task.fromFile(chart, 'filed', 'unread.yaml'), { params: { any: 'x' } });
ci.add(build, { name: 'd', params: { one: filed.results.digest } });

const action = StepAction.fromUrl('https://tasks.acme.example/unread-action.yaml');
new Task(chart, 'use', {
  steps: () => {
    const done = action.step('a', { params: { any: 'x' } });
    return [done, { name: 'p', image: 'busybox:1.37.0', args: [done.results.one, done.results.list] }];
  },
});
new PipelineRun(chart, 'run', {
  pipeline: Pipeline.fromUrl('https://tasks.acme.example/unread-pipeline.yaml'),
  params: { any: 'x' },
  workspaces: { code: Workspace.emptyDir() },
});
