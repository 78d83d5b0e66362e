import { App, Chart, Size } from 'cdk8s';
import { lift, Pipeline, PipelineRun, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';

const chart = new Chart(new App(), 'ci');
const gitClone = new Task(chart, 'git-clone', {
  params: { url: param.string(), revision: param.string({ default: 'main' }) },
  results: { commit: result.string(), files: result.array(), owner: result.object({ properties: ['name', 'mail'] }) },
  workspaces: { output: workspace() },
  steps: () => [{ name: 'clone', image: 'alpine/git:v2.49.1' }],
});
const build = new Task(chart, 'build', {
  params: {
    image: param.string(),
    tags: param.array({ default: [] }),
    proxy: param.object({ properties: ['http'], default: { http: '' } }),
  },
  workspaces: { source: workspace(), cache: workspace({ optional: true }) },
  steps: () => [{ name: 'build', image: 'quay.io/buildah/stable:v1.41.4' }],
});
const hello = new Task(chart, 'hello', { steps: () => [{ name: 'hello', image: 'busybox:1.37.0', command: ['true'] }] });
const notify = new Task(chart, 'notify', {
  params: { status: param.string() },
  steps: () => [{ name: 'notify', image: 'busybox:1.37.0', command: ['true'] }],
});
const ci = new Pipeline(chart, 'ci', {
  params: { url: param.string(), hosts: param.array() },
  workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
});
const clone = ci.add(gitClone, { params: { url: ci.params.url }, workspaces: { output: ci.workspaces.code } });
const source = clone.workspaces.output;
const release = new Pipeline(chart, 'release', { workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });

// error: 'ulr' does not exist
ci.add(gitClone, { params: { ulr: ci.params.url }, workspaces: { output: ci.workspaces.code } });
// error: 'depth' does not exist
ci.add(gitClone, { params: { url: 'x', depth: '1' }, workspaces: { output: ci.workspaces.code } });
// error: Property 'url' is missing
ci.add(gitClone, { params: { revision: 'main' }, workspaces: { output: ci.workspaces.code } });
// error: Property 'workspaces' is missing
ci.add(gitClone, { params: { url: 'x' } });
// error: Property 'output' is missing
ci.add(gitClone, { params: { url: 'x' }, workspaces: {} });
// error: Expected 2 arguments, but got 1
ci.add(gitClone);
// error: Property 'comit' does not exist
// error: Did you mean 'commit'?
ci.add(build, { params: { image: clone.results.comit }, workspaces: { source } });
// error: Type '"string"' is not assignable to type '"array"'
ci.add(build, { params: { image: 'x', tags: clone.results.commit }, workspaces: { source } });
// error: Type '"array"' is not assignable to type '"string"'
ci.add(build, { params: { image: clone.results.files }, workspaces: { source } });
// error: Type '"object"' is not assignable to type '"string"'
ci.add(build, { params: { image: clone.results.owner }, workspaces: { source } });
// error: Type '"string"' is not assignable to type '"object"'
ci.add(build, { params: { image: 'x', proxy: clone.results.commit }, workspaces: { source } });
// error: Type '"array"' is not assignable to type '"object"'
ci.add(build, { params: { image: 'x', proxy: clone.results.files }, workspaces: { source } });
// error: Type '"object"' is not assignable to type '"array"'
ci.add(build, { params: { image: 'x', tags: clone.results.owner }, workspaces: { source } });
// error: Type 'number' is not assignable
ci.add(build, { params: { image: 5 }, workspaces: { source } });
// error: Property 'cod' does not exist
// error: Did you mean 'code'?
ci.add(build, { params: { image: 'x' }, workspaces: { source: ci.workspaces.cod } });
// error: is not assignable to type 'undefined'
ci.add(hello, { params: { whom: 'world' } });
// error: is not assignable to type 'undefined'
ci.add(hello, { workspaces: { source } });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(build, { params: { image: clone.results.commit }, workspaces: { source: release.workspaces.code } });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(build, { params: { image: text`x:${clone.results.commit}` }, workspaces: { source: release.workspaces.code } });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(build, { params: { image: 'x' }, workspaces: { source } });
// error: Type '"ci"' is not assignable to type '"release"'
release.add(hello, { after: [clone] });
// error: Type '"finally of ci"' is not assignable to type '"ci"'
ci.add(notify, { params: { status: clone.status } });
// error: 'after' does not exist
ci.finally(notify, { params: { status: clone.status }, after: [clone] });
// error: Type 'Workspace' is not assignable
ci.add(build, { params: { image: Workspace.secret('registry') }, workspaces: { source } });
// error: Type '{ name: string; }' is not assignable
ci.add(build, { params: { image: { name: 'registry-secret' } }, workspaces: { source } });
// error: Type 'string' is not assignable to type 'number'
ci.add(build, { params: { image: lift() }, workspaces: { source }, retries: 'two' });
// error: 'image' does not exist
ci.add(build, { params: { image: 'x' }, workspaces: { source }, matrix: { params: { image: ['a', 'b'] } } });
// error: 'img' does not exist
ci.add(gitClone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code }, matrix: { params: { img: ['a'] } } });
const many = ci.add(gitClone, { name: 'many', workspaces: { output: ci.workspaces.code }, matrix: { params: { url: ['a', 'b'] } } });
// error: Type '"array"' is not assignable to type '"string"'
ci.add(build, { name: 'one', params: { image: many.results.commit }, workspaces: { source } });
const step = { name: 'run', image: 'busybox:1.37.0' };
// error: Property 'b' does not exist
new Task(chart, 'x', { params: { a: param.string() }, steps: ({ params }) => [{ ...step, args: [params.b] }] });
// error: Type '"array"' is not assignable to type '"string"'
new Task(chart, 'y', { params: { a: param.array() }, steps: ({ params }) => [{ ...step, script: sh`echo ${params.a}` }] });
// error: is not assignable to type
new Task(chart, 'z', { steps: () => [{ ...step, args: [ci.params.url] }] });
// error: Property 'digest' does not exist
new Task(chart, 'z2', { steps: ({ results }) => [{ ...step, script: sh`echo > ${results.digest.path}` }] });
// error: Property 'https' is missing
param.object({ properties: ['http', 'https'], default: { http: '' } });
// error: Property 'hosts' is missing
new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'x' } });
// error: 'nope' does not exist
new PipelineRun(chart, 'run2', { pipeline: ci, params: { url: 'x', hosts: [], nope: '1' } });
// error: Property 'params' is missing
new PipelineRun(chart, 'run3', { pipeline: ci });
// error: is not assignable to parameter of type '"Tekton admits no text here: let a task write the text to a result, and give that result"'
ci.addResult('image', text`ghcr.io/acme/web:${clone.results.commit}`);
ci.addResult('commits', [text`ghcr.io/acme/web:${clone.results.commit}`, clone.results.commit]);
// error: is not assignable
ci.finally(gitClone, { name: 'told', when: [clone.status.in('Success')], params: { url: 'x' }, workspaces: { output: source } });
// error: is not assignable
ci.finally(gitClone, { name: 'told2', when: [ci.status.notIn('failed')], params: { url: 'x' }, workspaces: { output: source } });
// error: is not assignable
ci.finally(gitClone, { name: 'told3', when: [ci.workspaces.code.bound.in('yes')], params: { url: 'x' }, workspaces: { output: source } });
// error: Property 'at' does not exist
ci.add(build, { name: 'two', params: { image: many.results.commit.at(0) }, workspaces: { source } });
