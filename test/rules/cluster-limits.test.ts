import { formatDiagnostic } from '../../src/diagnostics';
import { checkDocuments } from '../../src/rules';
import type { Manifest } from '../../src/spec';

function problems(kind: string, spec: object, features: Readonly<Record<string, string>>): string[] {
  const manifest: Manifest = { apiVersion: 'tekton.dev/v1', kind, metadata: { name: 'ci' }, spec };
  return checkDocuments([{ origin: 'doc', manifest }], { features }).map(formatDiagnostic);
}

const taskSpec = { steps: [{ image: 'docker.io/library/golang:1.24' }] };
const tasks = [{ name: 'build', taskSpec }];

it('disable-inline-spec refuses embedded specs in the kinds that it lists', () => {
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

it('reports variables of a run that default-forbidden-env forbids', () => {
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
    'TW329 doc taskRunSpecs[0].podTemplate.env.SECRET: default-forbidden-env of the cluster forbids variable "SECRET"; remove it',
    'TW329 doc taskRunTemplate.podTemplate.env.SECRET: default-forbidden-env of the cluster forbids variable "SECRET"; remove it',
  ]);
  expect(problems('PipelineRun', spec, {})).toEqual([]);
});

it('params alone are a valid reference when the cluster has a default resolver', () => {
  const spec = { taskRef: { params: [{ name: 'url', value: 'https://example.com/a.git' }] } };

  expect(problems('TaskRun', spec, {})).toEqual(['TW241 doc taskRef.params: params belong to a resolver, but the reference has none']);
  expect(problems('TaskRun', spec, { 'default-resolver-type': 'git' })).toEqual([]);
});
