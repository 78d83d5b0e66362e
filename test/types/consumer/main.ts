import { App, Chart } from 'cdk8s';
import { bash, EmbeddedTask, Pipeline, param, result, SecurityPipeline, sh, Task, text, workspace } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, Summary } from 'tekwire/catalogue';
import { addRules, type CustomRule, check } from 'tekwire/rules';
import type { EnvVar, StepSpec } from 'tekwire/spec';
import { problemsOf } from 'tekwire/testing';

const app = new App();
const chart = new Chart(app, 'golang-project', { namespace: 'security' });
new SecurityPipeline(chart, 'golang-project', {
  source: new GitClone(chart, 'git-clone'),
  producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'high' })],
});
app.synth();

const env: EnvVar = { name: 'A', value: 'b' };
export const step: StepSpec = { name: 'run', image: 'alpine:3.22', env: [env] };
const named: CustomRule = {
  code: 'ACME001',
  slug: 'step-without-name',
  title: 'step without a name',
  why: 'nobody finds it in the log',
  severity: 'warning',
  on: 'step',
  check: ({ spec, object }, report) => {
    if (spec.name === undefined) report(['name'], `a step of ${object.name} has no name`);
  },
};
addRules(app, [named]);
export const found: string[] = [...check([], { rules: [named] }).map(({ code }) => code), ...problemsOf(chart)];

// a library of Tasks and helper functions: every inferred type is named through a door
export const build = new Task(chart, 'build', {
  params: { branch: param.string(), files: param.array() },
  results: { commit: result.string() },
  workspaces: { sources: workspace() },
  steps: ({ params, results }) => [{ name: 'run', image: 'alpine:3.22', script: sh`echo ${params.branch} > ${results.commit.path}` }],
});
export const pipeline = new Pipeline(chart, 'build-all', { params: { branch: param.string() }, workspaces: { sources: workspace() } });
export const added = pipeline.add(build, {
  params: { branch: pipeline.params.branch, files: [] },
  workspaces: { sources: pipeline.workspaces.sources },
});
export const addBuild = (to: typeof pipeline, name: string) =>
  to.add(build, { name, params: { branch: 'main', files: [] }, workspaces: { sources: to.workspaces.sources } });
export const commit = added.results.commit;
export const surfaceOfBuild = build.surface;
export const changed = build.with({ image: 'alpine:3.21' });
export const embedded = new EmbeddedTask('greet', { steps: () => [{ name: 'run', image: 'alpine:3.22', script: bash`echo hello` }] });
export const greeting = text`build of ${pipeline.params.branch}`;
export const contextOfPipeline = pipeline.context;
export const inPipeline = new Gosec(chart, 'gosec-2').in;
