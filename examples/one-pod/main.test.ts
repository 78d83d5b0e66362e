import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
import { CodeOwners, Deduplicate, GitClone, Gitleaks, SeverityGate, Summary } from 'tekwire/catalogue';
import { edgesOf, layersOf, taskNamed } from 'tekwire/testing';

it.each([
  [true, ['findings']],
  [false, ['deduplicate', 'owners', 'gate', 'summary']],
])('with fuse: %s the tasks after the scanner are %j', (fuse, expected) => {
  const chart = new Chart(new App(), 'one-pod');
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'git-clone'),
    producers: [new Gitleaks(chart, 'gitleaks')],
    enrichers: [new Deduplicate(chart, 'deduplicate'), new CodeOwners(chart, 'owners')],
    consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
    fuse,
  });

  expect(layersOf(pipeline).slice(2).flat()).toEqual(expected);
});

it('the steps of the one Task are the components, in their order', () => {
  const chart = new Chart(new App(), 'one-pod');
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'git-clone'),
    producers: [new Gitleaks(chart, 'gitleaks')],
    enrichers: [new Deduplicate(chart, 'deduplicate')],
    consumers: [new SeverityGate(chart, 'gate')],
    fuse: true,
  });

  expect(taskNamed(chart, 'scan-findings').spec.steps.map(({ name }) => name)).toEqual(['deduplicate', 'gate']);
  expect(edgesOf(pipeline)).toContainEqual({ from: 'gitleaks', to: 'findings', kind: 'order' });
});
