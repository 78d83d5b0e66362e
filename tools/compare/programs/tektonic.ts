// The same pipeline with tektonic, after its getting-started page.
import { Param, Pipeline, Result, sh, Task, TektonicProject, TRIGGER_EVENTS, Workspace } from './tektonic';

const source = new Workspace({ name: 'source' });
const url = new Param({ name: 'url' });
const commit = new Result({ name: 'commit' });
const clone = new Task({
  name: 'clone',
  params: [url],
  results: [commit],
  workspaces: [source],
  steps: [{ name: 'clone', image: 'alpine/git:v2.49.1', script: sh`git clone ${url} ${source.path}; git rev-parse HEAD > ${commit.path}` }],
});
const given = new Param({ name: 'commit', pipelineExpression: `${commit}` });
const build = new Task({
  name: 'build',
  needs: [clone],
  params: [given],
  workspaces: [source],
  steps: [{ name: 'build', image: 'golang:1.25', workingDir: source.path, script: sh`echo ${given}` }],
});
const ci = new Pipeline({ name: 'ci', trigger: { rules: [{ on: TRIGGER_EVENTS.PUSH }] }, tasks: [clone, build] });
new TektonicProject({ name: 'app', namespace: 'ci', pipelines: [ci], outdir: 'tektonic-out' });
