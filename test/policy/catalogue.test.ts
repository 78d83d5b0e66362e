import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { Deduplicate, GitClone, Gosec, Kics, SeverityGate } from '../../src/catalogue';
import { catalogueImages } from '../../src/lock';
import type { TaskSpec } from '../../src/spec';
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

describe('a digest that tekwire ships', () => {
  const own = `sha256:${'ab'.repeat(32)}`;
  const image = 'ghcr.io/securego/gosec:2.28.0';
  const emitted = (policy: ReturnType<typeof pinImages>, given?: string) => {
    const chart = newChart();
    const { name } = new Gosec(chart, 'gosec', given === undefined ? {} : { image: given });
    Policy.of(chart).add(policy);
    const task = manifestsOf(chart).find(({ metadata }) => metadata?.name === name);
    return (task?.spec as TaskSpec | undefined)?.steps[1]?.image;
  };

  it('gives way to that of the list of pinImages', () => {
    expect(emitted(pinImages({ [image]: own }))).toBe(`${image}@${own}`);
  });

  it('gives way to that of the lock file of pinImages', () => {
    const lock = join(mkdtempSync(join(tmpdir(), 'tekwire-pins-')), 'images.lock');
    writeFileSync(lock, JSON.stringify({ version: 1, objects: {}, images: { [image]: own } }));

    expect(emitted(pinImages(undefined, { lock }))).toBe(`${image}@${own}`);
  });

  it('stays where pinImages has none, and so does a digest of the program', () => {
    const other = `${image}@sha256:${'cd'.repeat(32)}`;

    expect(emitted(pinImages({ 'busybox:1': own }))).toBe(`${image}@${catalogueImages[image]}`);
    expect(emitted(pinImages({ [image]: own }), other)).toBe(other);
  });
});
