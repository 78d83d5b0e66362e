import { formatDiagnostic } from '../../src/diagnostics';
import { judge } from '../../src/rules';
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
  return judge(documents, { features: { 'enable-api-fields': 'alpha' } }).map(formatDiagnostic);
}

it('a Pipeline inside a Pipeline that gets all it requires is fine', () => {
  const params = [
    { name: 'url', value: 'https://example.com/a.git' },
    { name: 'packages', value: ['./...'] },
  ];

  expect(problems({ pipelineRef: { name: 'child' }, params, workspaces: [{ name: 'source', workspace: 'code' }] })).toEqual([]);
});

it('a Pipeline inside a Pipeline misses params and workspaces, and knows no others', () => {
  const params = [
    { name: 'ulr', value: 'https://example.com/a.git' },
    { name: 'packages', value: './...' },
  ];

  expect(problems({ pipelineRef: { name: 'child' }, params })).toEqual([
    'TW210 doc1/inner params: param "url" (string) has no value, and the Pipeline no default for it',
    'TW211 doc1/inner params.ulr: "ulr" is not a param of the Pipeline (it has: url, depth, packages); did you mean "url"?',
    'TW209 doc1/inner params.packages: param "packages" is given a string, but is an array',
    'TW218 doc1/inner workspaces: workspace "source" of the Pipeline is given none',
  ]);
});

it('a Pipeline that is written into a Pipeline may use what it is given without declaring it', () => {
  const pipelineSpec = {
    params: [{ name: 'url', type: 'string' }],
    tasks: [
      { name: 'build', taskSpec: { steps: [{ image: 'docker.io/library/golang:1.24', args: ['$(params.url)', '$(params.extra)'] }] } },
    ],
  };

  expect(problems({ pipelineSpec, params: [{ name: 'extra', value: 'x' }] })).toEqual([
    'TW210 doc1/inner params: param "url" (string) has no value, and the Pipeline no default for it',
  ]);
});
