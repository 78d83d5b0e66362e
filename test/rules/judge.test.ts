import { formatDiagnostic } from '../../src/diagnostics';
import { type Document, type JudgeOptions, judge } from '../../src/rules';
import type { Manifest } from '../../src/spec';

const IMAGE = 'docker.io/library/alpine:3.22';

function task(name: string, spec: object, namespace?: string): Manifest {
  const steps = [{ name: 'run', image: IMAGE, script: 'echo hello' }];
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { steps, ...spec },
  };
}

function pipeline(spec: object): Manifest {
  return { apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci' }, spec };
}

function problems(manifests: readonly Manifest[], options?: JudgeOptions): string[] {
  const documents = manifests.map((manifest, index): Document => ({ origin: `doc${index}`, manifest }));
  return judge(documents, options).map(formatDiagnostic);
}

it('manifests without a mistake give nothing', () => {
  expect(problems([task('build', {}), pipeline({ tasks: [{ name: 'run', taskRef: { name: 'build' } }] })])).toEqual([]);
});

it('a reference to a Task that is not in the set is taken to be in the cluster', () => {
  expect(problems([pipeline({ tasks: [{ name: 'run', taskRef: { name: 'elsewhere' }, params: [{ name: 'a', value: 'b' }] }] })])).toEqual(
    [],
  );
});

it('all mistakes come at once, sorted by document and place', () => {
  const found = problems([
    task('b', { steps: [] }),
    task('a', { params: [{ name: 'x' }, { name: 'x' }], steps: [{ name: 'Run', image: IMAGE }] }),
  ]);

  expect(found).toEqual([
    'TW101 doc0 steps: the Task has no steps; it needs at least one',
    'TW111 doc1 params.x.name: param "x" is declared twice',
    'TW122 doc1 steps.Run.name: "Run" is no name of a step; use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  ]);
});

it('two objects of one name are fine in different namespaces', () => {
  expect(problems([task('build', {}, 'a'), task('build', {}, 'b')])).toEqual([]);
});

it('two objects of one name name each other', () => {
  expect(problems([task('build', {}, 'a'), task('build', {}, 'a')])).toEqual([
    'TW005 doc1 metadata.name: there are two Tasks "build" in namespace "a"; the other one is doc0',
  ]);
});

it('what is off by default is accepted when its flag is set', () => {
  const manifest = task('build', { params: [{ name: 'level', enum: ['debug', 'info'], default: 'info' }] });

  expect(problems([manifest])).toHaveLength(1);
  expect(problems([manifest], { features: { 'enable-param-enum': 'true' } })).toEqual([]);
});

it('values outside an enum are refused where enums are on', () => {
  const level = { name: 'level', enum: ['debug', 'info'] };
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'r' },
    spec: { taskRef: { name: 'build' }, params: [{ name: 'level', value: 'inof' }] },
  };

  expect(problems([task('build', { params: [level] }), run], { features: { 'enable-param-enum': 'true' } })).toEqual([
    'TW327 doc1 params.level: "inof" is not in the enum of param "level" (it has: info, debug); did you mean "info"?',
  ]);
});

it('two claims for one task are fine when pods need not share a node', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'r' },
    spec: {
      taskRef: { name: 'build' },
      workspaces: [
        { name: 'a', volumeClaimTemplate: { spec } },
        { name: 'b', volumeClaimTemplate: { spec } },
      ],
    },
  };

  expect(problems([run])).toEqual([
    'TW402 doc0 workspaces: the Task gets the claims of "a" and "b"; a task gets at most one; use one claim with subPath, or set the feature flag coschedule to "disabled"',
  ]);
  expect(problems([run], { features: { coschedule: 'disabled' } })).toEqual([]);
});

it('a Pipeline inside a Pipeline is judged like one that is written into a run', () => {
  const features = { 'enable-api-fields': 'alpha' };
  const steps = [{ name: 'run', image: IMAGE, args: ['$(params.url)'] }];
  const inner = {
    tasks: [
      { name: 'Fetch', params: [{ name: 'url', value: '$(params.nope)' }], taskSpec: { params: [{ name: 'url', type: 'string' }], steps } },
    ],
  };

  expect(problems([pipeline({ tasks: [{ name: 'inside', pipelineSpec: inner }] })], { features })).toEqual([
    'TW201 doc0/inside pipelineSpec.tasks.Fetch.name: "Fetch" is no name of a pipeline task; use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
    'TW213 doc0/inside pipelineSpec.tasks.Fetch.params.url: "nope" is not a param of the pipeline (it has: url)',
  ]);
});

it('an embedded Task may use the params of its pipeline', () => {
  const steps = [{ name: 'run', image: IMAGE, args: ['$(params.url)', '$(params.nope)'] }];

  expect(problems([pipeline({ params: [{ name: 'url' }], tasks: [{ name: 'run', taskSpec: { steps } }] })])).toEqual([
    'TW130 doc0/run taskSpec.steps.run.args[1]: "nope" is not a param of the Task (it has: url)',
  ]);
});

it('kinds that are not of Tekton are looked at for their metadata only', () => {
  expect(problems([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { a: 'not so good' } }, data: {} }])).toEqual([
    'TW006 doc0 metadata.labels.a: "not so good" is no label value; use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  ]);
});

it('what a program leaves undefined is not there', () => {
  expect(problems([task('build', { description: undefined, nothing: undefined })])).toEqual([]);
});

it('a field that only results of Tasks have is refused in a StepAction, as the API server does', () => {
  const results = [{ name: 'digest', value: 'sha256:1' }];
  const spec = { image: IMAGE, script: 'echo 1 > "$(step.results.digest.path)"', results };

  expect(problems([{ apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'digest' }, spec }])[0]).toBe(
    'TW002 doc0 results.digest: "value" is no field here (it has: name, type, properties, description)',
  );
});
