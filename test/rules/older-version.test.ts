import { formatDiagnostic } from '../../src/diagnostics';
import { judge } from '../../src/rules';

const IMAGE = 'docker.io/library/alpine:3.22';

function problems(...manifests: readonly (readonly [kind: string, spec: object])[]): string[] {
  const documents = manifests.map(([kind, spec], index) => ({
    origin: `doc${index}`,
    manifest: { apiVersion: 'tekton.dev/v1beta1', kind, metadata: { name: kind.toLowerCase() }, spec },
  }));
  return judge(documents).map(formatDiagnostic);
}

it('a Task of v1beta1 has its own names of fields, and the same rules', () => {
  const steps = [
    { name: 'ok', image: IMAGE, resources: { limits: { cpu: '1' } }, tty: true },
    { name: 'Bad', args: ['$(params.nope)'] },
  ];

  expect(problems(['Task', { stepTemplate: { resources: {} }, steps }])).toEqual([
    'TW130 doc0 steps.Bad.args[0]: "nope" is not a param of the Task (it has none)',
    'TW120 doc0 steps.Bad.image: step "Bad" has no image, and there is none in the stepTemplate',
    'TW122 doc0 steps.Bad.name: "Bad" is no name of a step; use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  ]);
});

it('a field of v1 is none of v1beta1', () => {
  const [found] = problems(['Task', { steps: [{ name: 'a', image: IMAGE, computeResources: {} }] }]);

  expect(found).toContain('TW002 doc0 steps.a.computeResources: "computeResources" is no field here');
});

it('runs of v1beta1 are read as what they convert to', () => {
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

it('what is wrong is told by the names that v1beta1 has for the fields', () => {
  const resources = { requests: { cpu: '2' }, limits: { cpu: '1' } };
  const run = {
    timeout: '-1h',
    taskRunSpecs: [{ pipelineTaskName: 'nope', stepOverrides: [{ name: 'a', resources: {} }] }],
    pipelineSpec: {
      tasks: [{ name: 'build', taskSpec: { steps: [{ image: IMAGE }], sidecars: [{ name: 'db', image: IMAGE, resources }] } }],
    },
  };

  expect(problems(['Task', { stepTemplate: { resources }, steps: [{ image: IMAGE, resources }] }])).toEqual([
    'TW173 doc0 stepTemplate.resources.requests.cpu: the container asks for "2", and its limit is "1"',
    'TW173 doc0 steps[0].resources.requests.cpu: the container asks for "2", and its limit is "1"',
  ]);
  expect(problems(['PipelineRun', run]).map((line) => line.split(':')[0])).toEqual([
    'TW173 doc0 pipelineSpec.tasks.build.taskSpec.sidecars.db.resources.requests.cpu',
    'TW310 doc0 taskRunSpecs[0].pipelineTaskName',
    'TW309 doc0 timeout',
  ]);
});

it('a Pipeline of v1beta1 finds the Tasks of the set', () => {
  const task = { params: [{ name: 'url' }], steps: [{ image: IMAGE, args: ['$(params.url)'] }] };

  expect(problems(['Task', task], ['Pipeline', { tasks: [{ name: 'clone', taskRef: { name: 'task' } }] }])).toEqual([
    'TW210 doc1/clone params: param "url" (string) has no value, and the Task no default for it',
  ]);
});

it('what was removed is told by what there is today', () => {
  expect(problems(['Task', { resources: { inputs: [] }, steps: [{ image: IMAGE }] }])).toEqual([
    'TW002 doc0 resources: there are no PipelineResources any more; use params, results and workspaces',
  ]);
  expect(problems(['TaskRun', { taskRef: { name: 'a', bundle: 'example.com/a' } }])).toEqual([
    'TW002 doc0 taskRef.bundle: "bundle" is no field here; use the bundles resolver: resolver and params',
  ]);
});
