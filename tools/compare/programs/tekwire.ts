// The pipeline of the comparison, right; tools/compare/mistakes.mjs breaks it.
import { App, Chart, Size } from 'cdk8s';
import { Pipeline, PipelineRun, param, result, sh, Task, Workspace, workspace } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
const clone = new Task(chart, 'clone', {
  params: { url: param.string() },
  results: { commit: result.string() },
  workspaces: { source: workspace() },
  steps: ({ params, results, workspaces }) => [
    {
      name: 'clone',
      image: 'alpine/git:v2.49.1',
      script: sh`git clone ${params.url} ${workspaces.source.path}; git rev-parse HEAD > ${results.commit.path}`,
    },
  ],
});
const build = new Task(chart, 'build', {
  params: { commit: param.string(), tags: param.array({ default: ['latest'] }) },
  workspaces: { source: workspace() },
  steps: ({ params, workspaces }) => [
    { name: 'build', image: 'golang:1.25', workingDir: workspaces.source.path, script: sh`echo ${params.commit}` },
  ],
});
const ci = new Pipeline(chart, 'ci', {
  params: { url: param.string() },
  workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
});
const cloned = ci.add(clone, { params: { url: ci.params.url }, workspaces: { source: ci.workspaces.code } });
ci.add(build, { params: { commit: cloned.results.commit }, workspaces: { source: cloned.workspaces.source } });
new PipelineRun(chart, 'first', { pipeline: ci, params: { url: 'https://github.com/acme/web' } });
app.synth();
