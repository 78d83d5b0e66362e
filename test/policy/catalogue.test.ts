import { Duration } from 'cdk8s';
import {
  defaultPipelineTask,
  defaultResources,
  defaultServiceAccount,
  mirrorImages,
  PipelineRun,
  Policy,
  pinImages,
  restrictSecurity,
  SecurityPipeline,
  schedulePods,
  setMetadata,
} from '../../src';
import { Deduplicate, GitClone, Kics, SeverityGate } from '../../src/catalogue';
import { manifestsOf, newChart, problemsOf } from '../support/app';

it('all built-in policies together keep a security pipeline and its run valid', () => {
  const chart = newChart();
  const scan = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'clone'),
    producers: [new Kics(chart, 'kics')],
    enrichers: [new Deduplicate(chart, 'deduplicate')],
    consumers: [new SeverityGate(chart, 'gate', { failOn: 'high' })],
  });
  new PipelineRun(chart, 'nightly', { pipeline: scan, params: { url: 'https://github.com/acme/web' } });

  Policy.of(chart)
    .add(pinImages({ 'checkmarx/kics:v2.2.0': `sha256:${'ab'.repeat(32)}` }))
    .add(mirrorImages({ 'docker.io': 'registry.acme.example/docker' }))
    .add(defaultResources({ requests: { memory: '128Mi' } }))
    .add(restrictSecurity({ runAsUser: 65534 }))
    .add(setMetadata({ labels: { team: 'appsec' } }))
    .add(defaultPipelineTask({ retries: 1, timeout: Duration.minutes(20) }))
    .add(schedulePods({ nodeSelector: { pool: 'ci' } }))
    .add(defaultServiceAccount('ci'));

  expect(problemsOf(chart)).toEqual([]);
  expect(JSON.stringify(manifestsOf(chart))).toContain(`"registry.acme.example/docker/checkmarx/kics:v2.2.0@sha256:${'ab'.repeat(32)}"`);
  // a component of the catalogue is restricted as it is: nothing is left to change
  expect(Policy.explain(chart).filter(({ kind, policy }) => kind === 'Task' && policy === 'restrictSecurity')).toEqual([]);
});
