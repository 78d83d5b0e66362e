import { formatDiagnostic } from '../../src/diagnostics';
import { checkDocuments } from '../../src/rules';

const IMAGE = 'docker.io/library/alpine:3.22';

function problems(...manifests: readonly (readonly [kind: string, spec: object])[]): string[] {
  const documents = manifests.map(([kind, spec], index) => ({
    origin: `doc${index}`,
    manifest: { apiVersion: 'tekton.dev/v1beta1', kind, metadata: { name: kind.toLowerCase() }, spec },
  }));
  return checkDocuments(documents).map(formatDiagnostic);
}

it('a v1beta1 Task has legacy field names and the same rules', () => {
  const steps = [
    { name: 'ok', image: IMAGE, resources: { limits: { cpu: '1' } }, tty: true },
    { name: 'Bad', args: ['$(params.nope)'] },
  ];

  expect(problems(['Task', { stepTemplate: { resources: {} }, steps }])).toEqual([
    'TW130 doc0 steps.Bad.args[0]: unknown param "nope" of the Task (available: none)',
    'TW120 doc0 steps.Bad.image: step "Bad" has no image, and the stepTemplate has none either',
    'TW122 doc0 steps.Bad.name: invalid step name "Bad"; use at most 63 lower-case letters, digits and "-", starting and ending with a letter or digit',
  ]);
});

it('a v1 field name is unknown in v1beta1', () => {
  const [found] = problems(['Task', { steps: [{ name: 'a', image: IMAGE, computeResources: {} }] }]);

  expect(found).toContain('TW002 doc0 steps.a.computeResources: unknown field "computeResources"');
});

it('v1beta1 runs are checked after conversion to v1', () => {
  const run = {
    serviceAccountName: 'ci',
    podTemplate: { nodeSelector: { disk: 'fast' } },
    timeout: '1h',
    taskRunSpecs: [{ pipelineTaskName: 'build', taskServiceAccountName: 'ci', taskPodTemplate: {}, stepOverrides: [] }],
    pipelineSpec: { tasks: [{ name: 'build', taskSpec: { steps: [{ image: IMAGE, resources: {} }] } }] },
  };

  expect(problems(['PipelineRun', run])).toEqual([]);
  expect(problems(['TaskRun', { taskRef: { name: 'a' }, stepOverrides: [{ name: 'a', resources: {} }] }])).toEqual([]);
});

it('field paths of v1beta1 objects use legacy field names', () => {
  const resources = { requests: { cpu: '2' }, limits: { cpu: '1' } };
  const run = {
    timeout: '-1h',
    taskRunSpecs: [{ pipelineTaskName: 'nope', stepOverrides: [{ name: 'a', resources: {} }] }],
    pipelineSpec: {
      tasks: [{ name: 'build', taskSpec: { steps: [{ image: IMAGE }], sidecars: [{ name: 'db', image: IMAGE, resources }] } }],
    },
  };

  expect(problems(['Task', { stepTemplate: { resources }, steps: [{ image: IMAGE, resources }] }])).toEqual([
    'TW173 doc0 stepTemplate.resources.requests.cpu: the request "2" exceeds the limit "1"',
    'TW173 doc0 steps[0].resources.requests.cpu: the request "2" exceeds the limit "1"',
  ]);
  expect(problems(['PipelineRun', run]).map((line) => line.split(':')[0])).toEqual([
    'TW173 doc0 pipelineSpec.tasks.build.taskSpec.sidecars.db.resources.requests.cpu',
    'TW310 doc0 taskRunSpecs[0].pipelineTaskName',
    'TW309 doc0 timeout',
  ]);
});

it('a v1beta1 Pipeline finds the Tasks among the manifests', () => {
  const task = { params: [{ name: 'url' }], steps: [{ image: IMAGE, args: ['$(params.url)'] }] };

  expect(problems(['Task', task], ['Pipeline', { tasks: [{ name: 'clone', taskRef: { name: 'task' } }] }])).toEqual([
    'TW210 doc1/clone params: required param "url" (string) of the Task is not set',
  ]);
});

it('a diagnostic of a removed field names its replacement', () => {
  expect(problems(['Task', { resources: { inputs: [] }, steps: [{ image: IMAGE }] }])).toEqual([
    'TW002 doc0 resources: Tekton removed PipelineResources; use params, results and workspaces',
  ]);
  expect(problems(['TaskRun', { taskRef: { name: 'a', bundle: 'example.com/a' } }])).toEqual([
    'TW002 doc0 taskRef.bundle: unknown field "bundle"; use the bundles resolver: resolver and params',
  ]);
});
