// The same pipeline with the builders of cdk8s-pipelines, after its README.
import { App, Chart } from 'cdk8s';
import { ParameterBuilder, PipelineBuilder, PipelineRunBuilder, TaskBuilder, TaskStepBuilder, WorkspaceBuilder } from './cdk8s-pipelines';

const app = new App();
const chart = new Chart(app, 'ci');
const clone = new TaskBuilder(chart, 'clone')
  .withName('clone')
  .withWorkspace(new WorkspaceBuilder('source').withName('code'))
  .withStringParam(new ParameterBuilder('url').withPiplineParameter('url'))
  .withResult('commit', 'the commit')
  .withStep(
    new TaskStepBuilder()
      .withName('clone')
      .withImage('alpine/git:v2.49.1')
      .fromScriptData('git clone "$(params.url)" "$(workspaces.source.path)"; git rev-parse HEAD > "$(results.commit.path)"'),
  );
const build = new TaskBuilder(chart, 'build')
  .withName('build')
  .withWorkspace(new WorkspaceBuilder('source').withName('code'))
  .withStringParam(new ParameterBuilder('commit').withValue('$(tasks.clone.results.commit)'))
  .withStep(new TaskStepBuilder().withName('build').withImage('golang:1.25').fromScriptData('echo "$(params.commit)"'));
const ci = new PipelineBuilder(chart, 'ci').withName('ci').withTask(clone).withTask(build);
ci.buildPipeline({ includeDependencies: true });
new PipelineRunBuilder(chart, 'first', ci)
  .withRunParam('url', 'https://github.com/acme/web')
  .withWorkspace('code', 'claim', 'sub')
  .buildPipelineRun({ includeDependencies: true });
app.synth();
