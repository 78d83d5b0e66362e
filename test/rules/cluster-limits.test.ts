import { formatDiagnostic } from '../../src/diagnostics';
import { judge } from '../../src/rules';
import type { Manifest } from '../../src/spec';

function problems(kind: string, spec: object, features: Readonly<Record<string, string>>): string[] {
  const manifest: Manifest = { apiVersion: 'tekton.dev/v1', kind, metadata: { name: 'ci' }, spec };
  return judge([{ origin: 'doc', manifest }], { features }).map(formatDiagnostic);
}

const taskSpec = { steps: [{ image: 'docker.io/library/golang:1.24' }] };
const tasks = [{ name: 'build', taskSpec }];

it('a cluster that wants references refuses what is written in, where it says so', () => {
  const features = { 'disable-inline-spec': 'pipeline,taskrun' };

  expect(problems('Pipeline', { tasks }, features)).toEqual([
    'TW204 doc/build taskSpec: disable-inline-spec has "pipeline", so the cluster refuses taskSpec; refer to an object with taskRef',
  ]);
  expect(problems('TaskRun', { taskSpec }, features)).toEqual([
    'TW301 doc taskSpec: disable-inline-spec has "taskrun", so the cluster refuses taskSpec; refer to an object with taskRef',
  ]);
  expect(problems('PipelineRun', { pipelineSpec: { tasks: [{ name: 'build', taskRef: { name: 'build' } }] } }, features)).toEqual([]);
  expect(problems('Pipeline', { tasks }, {})).toEqual([]);
});

it('a run does not set variables that the cluster forbids', () => {
  const podTemplate = {
    env: [
      { name: 'HTTP_PROXY', value: 'x' },
      { name: 'SECRET', value: 'x' },
    ],
  };
  const spec = {
    pipelineRef: { name: 'ci' },
    taskRunTemplate: { podTemplate },
    taskRunSpecs: [{ pipelineTaskName: 'build', podTemplate }],
  };

  expect(problems('PipelineRun', spec, { 'default-forbidden-env': 'SECRET, TOKEN' })).toEqual([
    'TW329 doc taskRunSpecs[0].podTemplate.env.SECRET: variable "SECRET" is one that default-forbidden-env forbids; leave it out',
    'TW329 doc taskRunTemplate.podTemplate.env.SECRET: variable "SECRET" is one that default-forbidden-env forbids; leave it out',
  ]);
  expect(problems('PipelineRun', spec, {})).toEqual([]);
});

it('params alone make a reference where the cluster has a resolver for such', () => {
  const spec = { taskRef: { params: [{ name: 'url', value: 'https://example.com/a.git' }] } };

  expect(problems('TaskRun', spec, {})).toEqual(['TW241 doc taskRef.params: params belong to a resolver, and there is none']);
  expect(problems('TaskRun', spec, { 'default-resolver-type': 'git' })).toEqual([]);
});
