import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
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
