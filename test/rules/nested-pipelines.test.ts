import { formatDiagnostic } from '../../src/diagnostics';
import { checkDocuments } from '../../src/rules';
import type { Manifest } from '../../src/spec';

const child: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'child' },
  spec: {
    params: [{ name: 'url' }, { name: 'depth', default: '1' }, { name: 'packages', type: 'array' }],
    workspaces: [{ name: 'source' }, { name: 'cache', optional: true }],
    tasks: [{ name: 'build', taskRef: { name: 'build' } }],
  },
};

function problems(task: object): string[] {
  const parent: Manifest = {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: { name: 'parent' },
    spec: { workspaces: [{ name: 'code' }], tasks: [{ name: 'inner', ...task }] },
  };
  const documents = [child, parent].map((manifest, index) => ({ origin: `doc${index}`, manifest }));
  return checkDocuments(documents, { features: { 'enable-api-fields': 'alpha' } }).map(formatDiagnostic);
}

it('a nested Pipeline with all required params and workspaces is valid', () => {
  const params = [
    { name: 'url', value: 'https://example.com/a.git' },
    { name: 'packages', value: ['./...'] },
  ];

  expect(problems({ pipelineRef: { name: 'child' }, params, workspaces: [{ name: 'source', workspace: 'code' }] })).toEqual([]);
});

it('reports missing and unknown params and workspaces of a nested Pipeline', () => {
  const params = [
    { name: 'ulr', value: 'https://example.com/a.git' },
    { name: 'packages', value: './...' },
  ];

  expect(problems({ pipelineRef: { name: 'child' }, params })).toEqual([
    'TW211 doc1/inner params.ulr: unknown param "ulr" of the Pipeline (available: url, depth, packages); did you mean "url"?',
    'TW209 doc1/inner params.packages: param "packages" is an array, but the value is a string',
    'TW218 doc1/inner workspaces: required workspace "source" of the Pipeline is not set',
  ]);
});

it('an embedded Pipeline can use params and workspaces that it does not declare', () => {
  const pipelineSpec = {
    params: [{ name: 'url', type: 'string' }],
    tasks: [
      { name: 'build', taskSpec: { steps: [{ image: 'docker.io/library/golang:1.24', args: ['$(params.url)', '$(params.extra)'] }] } },
    ],
  };

  expect(problems({ pipelineSpec, params: [{ name: 'extra', value: 'x' }] })).toEqual([
    'TW210 doc1/inner params: required param "url" (string) of the Pipeline is not set',
  ]);
});
