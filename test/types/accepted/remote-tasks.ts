import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, param, pinImages, result, StepAction, Task, Workspace } from 'tekwire';

const ci = new Pipeline(new Chart(new App(), 'remote'), 'ci', { workspaces: { code: Workspace.emptyDir() } });
const lint = Task.fromUrl('https://tasks.acme.example/lint.yaml', { name: 'strict' });
const linted = ci.add(lint, {
  params: { level: 'high', proxy: { http: 'a', https: 'b' }, flags: ['-v'] },
  workspaces: { source: ci.workspaces.code },
});
ci.add(Task.fromUrl('https://tasks.acme.example/bare.yaml'));
const other = Task.fromUrl('https://tasks.acme.example/other.yaml', {
  params: { report: param.string() },
  results: { ok: result.string() },
});
const done = ci.add(other, { params: { report: linted.results.report } });
const release = Task.fromHelm('helm://acme/publish', { params: { all: param.string() } });
ci.add(release, { params: { all: linted.results.count['all-of'] }, when: [done.results.ok.in('true')] });
ci.add(Task.fromUrl('https://tasks.acme.example/unknown.yaml'), { params: { whatever: 'x' } });

const clone = StepAction.fromUrl('git+https://git.acme.example/tasks.git//clone.yaml?ref=v1', { resolverParams: { gitToken: 'token' } });
new Task(ci, 'fetch', { results: { commit: result.string() }, steps: () => [clone.step('clone', { params: { url: 'https://a' } })] });
const shared = Pipeline.fromUrl('bundle://registry.acme.example/ci:1//pipeline/ci');
new PipelineRun(ci, 'run', { pipeline: shared, params: { url: 'x' }, workspaces: { code: Workspace.emptyDir() } });
pinImages();
