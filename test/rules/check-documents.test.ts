import { formatDiagnostic } from '../../src/diagnostics';
import { checkDocuments, type Document, type RuleOptions } from '../../src/rules';
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

function problems(manifests: readonly Manifest[], options?: RuleOptions): string[] {
  const documents = manifests.map((manifest, index): Document => ({ origin: `doc${index}`, manifest }));
  return checkDocuments(documents, options).map(formatDiagnostic);
}

it('valid manifests have no diagnostics', () => {
  expect(problems([task('build', {}), pipeline({ tasks: [{ name: 'run', taskRef: { name: 'build' } }] })])).toEqual([]);
});

it('a Task that is not among the manifests is assumed to be in the cluster', () => {
  expect(problems([pipeline({ tasks: [{ name: 'run', taskRef: { name: 'elsewhere' }, params: [{ name: 'a', value: 'b' }] }] })])).toEqual(
    [],
  );
});

it('all diagnostics are reported together, sorted by document and field path', () => {
  const found = problems([
    task('b', { steps: [] }),
    task('a', { params: [{ name: 'x' }, { name: 'x' }], steps: [{ name: 'Run', image: IMAGE }] }),
  ]);

  expect(found).toEqual([
    'TW101 doc0 steps: the Task has no steps; it needs at least one',
    'TW111 doc1 params.x.name: param "x" is declared twice',
    'TW122 doc1 steps.Run.name: invalid step name "Run"; use at most 63 lower-case letters, digits and "-", starting and ending with a letter or digit',
  ]);
});

it('two objects may have the same name in different namespaces', () => {
  expect(problems([task('build', {}, 'a'), task('build', {}, 'b')])).toEqual([]);
});

it('the diagnostic of a duplicate object names the other object', () => {
  expect(problems([task('build', {}, 'a'), task('build', {}, 'a')])).toEqual([
    'TW005 doc1 metadata.name: there are two Tasks "build" in namespace "a"; the other one is doc0',
  ]);
});

it('a feature that is off by default is accepted when its flag is set', () => {
  const manifest = task('build', { params: [{ name: 'level', enum: ['debug', 'info'], default: 'info' }] });

  expect(problems([manifest])).toHaveLength(1);
  expect(problems([manifest], { features: { 'enable-param-enum': 'true' } })).toEqual([]);
});

it('reports values outside an enum when enums are enabled', () => {
  const level = { name: 'level', enum: ['debug', 'info'] };
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'r' },
    spec: { taskRef: { name: 'build' }, params: [{ name: 'level', value: 'inof' }] },
  };

  expect(problems([task('build', { params: [level] }), run], { features: { 'enable-param-enum': 'true' } })).toEqual([
    'TW327 doc1 params.level: unknown value "inof" of param "level"; expected one of: debug, info; did you mean "info"?',
  ]);
});

it('a task may mount two claims when coschedule is disabled', () => {
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
    `TW402 doc0 workspaces: the Task mounts the claims of "a" and "b"; a task can mount only one; use one claim with subPath, or set the feature flag coschedule to "disabled", and declare it with setFeatures(app, { coschedule: 'disabled' })`,
  ]);
  expect(problems([run], { features: { coschedule: 'disabled' } })).toEqual([]);
});

it('a nested Pipeline is checked like one that is embedded in a run', () => {
  const features = { 'enable-api-fields': 'alpha' };
  const steps = [{ name: 'run', image: IMAGE, args: ['$(params.url)'] }];
  const inner = {
    tasks: [
      { name: 'Fetch', params: [{ name: 'url', value: '$(params.nope)' }], taskSpec: { params: [{ name: 'url', type: 'string' }], steps } },
    ],
  };

  expect(problems([pipeline({ tasks: [{ name: 'inside', pipelineSpec: inner }] })], { features })).toEqual([
    'TW201 doc0/inside pipelineSpec.tasks.Fetch.name: invalid task name "Fetch"; use at most 63 lower-case letters, digits and "-", starting and ending with a letter or digit',
    'TW213 doc0/inside pipelineSpec.tasks.Fetch.params.url: unknown param "nope" of the pipeline (available: url)',
  ]);
});

it('an embedded Task can use the params of its pipeline', () => {
  const steps = [{ name: 'run', image: IMAGE, args: ['$(params.url)', '$(params.nope)'] }];

  expect(problems([pipeline({ params: [{ name: 'url' }], tasks: [{ name: 'run', taskSpec: { steps } }] })])).toEqual([
    'TW130 doc0/run taskSpec.steps.run.args[1]: unknown param "nope" of the Task (available: url)',
  ]);
});

it('only the metadata of other kinds is checked', () => {
  expect(problems([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { a: 'not so good' } }, data: {} }])).toEqual([
    'TW006 doc0 metadata.labels.a: invalid label value "not so good"; use at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ]);
});

it('a field with the value undefined counts as absent', () => {
  expect(problems([task('build', { description: undefined, nothing: undefined })])).toEqual([]);
});

it('reports a field of Task results in a StepAction, like the API server', () => {
  const results = [{ name: 'digest', value: 'sha256:1' }];
  const spec = { image: IMAGE, script: 'echo 1 > "$(step.results.digest.path)"', results };

  expect(problems([{ apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'digest' }, spec }])[0]).toBe(
    'TW002 doc0 results.digest: unknown field "value" (available: name, type, properties, description)',
  );
});
