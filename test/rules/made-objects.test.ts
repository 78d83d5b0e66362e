import { formatDiagnostic } from '../../src/diagnostics';
import { judge } from '../../src/rules';
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
  return judge(manifests.map((manifest, index) => ({ origin: `doc${index}`, manifest }))).map(formatDiagnostic);
}

it('the runs that a TriggerTemplate makes are judged with the Pipelines of the set', () => {
  const made = run({ pipelineRef: { name: 'ci' }, params: [{ name: 'revison', value: '$(tt.params.revision)' }], timeout: '1h' });

  expect(problems(pipeline, template(made))).toEqual([
    'TW302 doc1 resourcetemplates[0].spec.params: param "packages" (array) has no value and no default',
    'TW302 doc1 resourcetemplates[0].spec.params: param "revision" (string) has no value and no default',
    'TW303 doc1 resourcetemplates[0].spec.params.revison: "revison" is not a param of the Pipeline (it has: revision, packages); did you mean "revision"?',
    'TW002 doc1 resourcetemplates[0].spec.timeout: "timeout" is no field here; since v1 it is "timeouts.pipeline"',
  ]);
});

it('a value of the event is a text, whatever the param wants', () => {
  const params = [
    { name: 'revision', value: '$(tt.params.revision)' },
    { name: 'packages', value: '$(tt.params.revision)' },
  ];

  expect(problems(pipeline, template(run({ pipelineRef: { name: 'ci' }, params })))).toEqual([
    'TW304 doc1 resourcetemplates[0].spec.params.packages: param "packages" is given a string, but is an array',
  ]);
});

it('the UUID that Triggers puts in place of $(uid) may stand anywhere', () => {
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

it('what hangs on a value of the event is left alone', () => {
  const made = run(
    { pipelineRef: { name: '$(tt.params.revision)' }, timeouts: { pipeline: '$(tt.params.timeout)' } },
    { generateName: 'ci-$(tt.params.revision)-', labels: { branch: '$(tt.params.revision)' } },
  );

  expect(problems(template(made))).toEqual([]);
});

it('two templates may make objects of one name', () => {
  const made = run({ pipelineRef: { name: 'elsewhere' } }, { name: 'nightly' });

  expect(problems(template(made, made))).toEqual([]);
});

it('templates that are written into triggers are looked at, too', () => {
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
