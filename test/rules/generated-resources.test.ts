import { formatDiagnostic } from '../../src/diagnostics';
import { checkDocuments } from '../../src/rules';
import type { Manifest } from '../../src/spec';

const pipeline: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci', namespace: 'team' },
  spec: {
    params: [{ name: 'revision' }, { name: 'packages', type: 'array' }],
    tasks: [{ name: 'build', taskSpec: { steps: [{ image: 'docker.io/library/golang:1.24' }] } }],
  },
};

function run(spec: object, metadata: object = { generateName: 'ci-' }): object {
  return { apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata, spec };
}

function template(...resourcetemplates: readonly object[]): Manifest {
  return {
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'TriggerTemplate',
    metadata: { name: 'push', namespace: 'team' },
    spec: { params: [{ name: 'revision' }, { name: 'timeout', default: '1h' }], resourcetemplates },
  };
}

function problems(...manifests: readonly Manifest[]): string[] {
  return checkDocuments(manifests.map((manifest, index) => ({ origin: `doc${index}`, manifest }))).map(formatDiagnostic);
}

it('generated runs are checked together with the Pipelines among the manifests', () => {
  const made = run({ pipelineRef: { name: 'ci' }, params: [{ name: 'revison', value: '$(tt.params.revision)' }], timeout: '1h' });

  expect(problems(pipeline, template(made))).toEqual([
    'TW302 doc1 resourcetemplates[0].spec.params: required param "packages" (array) is not set',
    'TW335 doc1 resourcetemplates[0].spec.params.revison: unknown param "revison" of the Pipeline (available: revision, packages); did you mean "revision"?',
    'TW002 doc1 resourcetemplates[0].spec.timeout: unknown field "timeout"; v1 renamed it to "timeouts.pipeline"',
  ]);
});

it('a value of the event is a string, even for a param of another type', () => {
  const params = [
    { name: 'revision', value: '$(tt.params.revision)' },
    { name: 'packages', value: '$(tt.params.revision)' },
  ];

  expect(problems(pipeline, template(run({ pipelineRef: { name: 'ci' }, params })))).toEqual([
    'TW304 doc1 resourcetemplates[0].spec.params.packages: param "packages" is an array, but the value is a string',
  ]);
});

it('$(uid) is allowed in every string', () => {
  const made = run(
    {
      pipelineRef: { name: 'ci' },
      params: [
        { name: 'revision', value: '$(uid)' },
        { name: 'packages', value: ['a'] },
      ],
    },
    { name: 'ci-$(uid)' },
  );

  expect(problems(pipeline, template(made))).toEqual([]);
});

it('diagnostics that depend on a value of the event are left out', () => {
  const made = run(
    { pipelineRef: { name: '$(tt.params.revision)' }, timeouts: { pipeline: '$(tt.params.timeout)' } },
    { generateName: 'ci-$(tt.params.revision)-', labels: { branch: '$(tt.params.revision)' } },
  );

  expect(problems(template(made))).toEqual([]);
});

it('two templates may generate objects with the same name', () => {
  const made = run({ pipelineRef: { name: 'elsewhere' } }, { name: 'nightly' });

  expect(problems(template(made, made))).toEqual([]);
});

it('templates embedded in triggers are checked', () => {
  const made = run({ pipelineRef: { name: 'ci' }, pipelineSpec: { tasks: [] } });
  const trigger = { template: { spec: { resourcetemplates: [made] } } };
  const listener = {
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'EventListener',
    metadata: { name: 'a' },
    spec: { triggers: [trigger] },
  };

  expect(problems(listener)).toContain(
    'TW301 doc0 triggers[0].template.spec.resourcetemplates[0].spec: the PipelineRun has both pipelineRef and pipelineSpec; use one of them',
  );
});
