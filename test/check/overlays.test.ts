import { checkSources } from '../../src/check';

/** What is found, as `file:line:column code message`. */
function found(files: Readonly<Record<string, string>>, grouping: 'auto' | 'each-file' = 'auto'): string[] {
  const sources = Object.entries(files).map(([origin, text]) => ({ origin, text, isFound: true }));
  const { documents } = checkSources(sources, { grouping, lint: true });
  return documents.flatMap(({ origin, diagnostics }) =>
    diagnostics.map(({ line, column, code, message }) => `${origin}:${line}:${column} ${code} ${message}`),
  );
}

const task = `apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: build
  labels: {tier: ci}
spec:
  params:
    - name: url
  steps:
    - name: run
      image: docker.io/library/alpine:3.22
      args: [$(params.url)]
`;
const pipeline = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: ci}
spec:
  tasks:
    - name: build
      taskRef: {name: build}
      params:
        - {name: url, value: "https://example.com"}
`;
const base = {
  'base/kustomization.yaml': 'resources: [task.yaml, pipeline.yaml]\n',
  'base/task.yaml': task,
  'base/pipeline.yaml': pipeline,
};
const head = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\n';

function overlaid(patch: string, kustomization = 'patches: [{path: patch.yaml}]'): string[] {
  return found({ ...base, 'prod/kustomization.yaml': `resources: [../base]\n${kustomization}\n`, 'prod/patch.yaml': patch });
}

describe('an overlay of kustomize', () => {
  it('is correct when what it patches stays correct', () => {
    expect(overlaid(`${head}spec:\n  description: of production\n`)).toEqual([]);
    expect(overlaid('- {op: replace, path: /spec/steps/0/image, value: "docker.io/library/alpine:3.23"}\n', TARGET)).toEqual([]);
  });

  it('shows a mistake of a patch at its line', () => {
    expect(
      overlaid(`${head}spec:\n  steps:\n    - name: run\n      image: docker.io/library/alpine:3.22\n      args: [$(params.ulr)]\n`),
    ).toEqual([expect.stringMatching(/^prod\/patch\.yaml:8:14 TW130 unknown param "ulr" of the Task \(available: url\)/)]);
    expect(overlaid('- op: add\n  path: /spec/steps/0/env\n  value: [{name: A, value: $(params.ulr)}]\n', TARGET)).toEqual([
      expect.stringMatching(/^prod\/patch\.yaml:3:28 TW130 unknown param "ulr"/),
    ]);
  });

  it('shows a mistake of an inline patch at its line in the kustomization', () => {
    const merge = `patches:\n  - patch: |-\n      ${head.replace(/\n/g, '\n      ')}spec:\n        stepz: []\n`;
    expect(overlaid('', merge)).toEqual([expect.stringMatching(/^prod\/kustomization\.yaml:8:\d+ TW002 unknown field "stepz"/)]);

    const json =
      'patches:\n  - target: {kind: Task, labelSelector: tier=ci}\n    patch: |-\n      - op: remove\n        path: /spec/params\n';
    expect(overlaid('', json)).toEqual([expect.stringMatching(/^prod\/kustomization\.yaml:5:\d+ TW130 unknown param "url"/)]);
  });

  it('shows what a patch makes of other objects', () => {
    const lines = overlaid(`${head}spec:\n  params:\n    - name: url\n    - name: revision\n`);

    expect(lines).toEqual([
      expect.stringMatching(/^base\/pipeline\.yaml:\d+:\d+ TW210 required param "revision" .* \(as prod changes it\)$/),
    ]);
  });

  it('completes a base that is not complete by itself', () => {
    const open = { ...base, 'base/task.yaml': `${head}spec:\n  params: [{name: url}]\n` };
    const steps = `${head}spec:\n  steps: [{image: "docker.io/library/alpine:3.22", args: [$(params.url)]}]\n`;

    expect(found(open)).toEqual([expect.stringMatching(/TW101/)]);
    expect(found({ ...open, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: p.yaml}]', 'prod/p.yaml': steps })).toEqual(
      [],
    );
    const others = {
      'dev/kustomization.yaml': 'bases: [../base]',
      'prod/kustomization.yaml': 'bases: [../base]\npatchesStrategicMerge: [p.yaml]',
    };
    expect(found({ ...open, ...others, 'prod/p.yaml': steps })).toEqual([expect.stringMatching(/^base\/task\.yaml:.*TW101/)]);
  });

  it('tells what is wrong in the base once', () => {
    const wrong = { ...base, 'base/task.yaml': task.replace('$(params.url)', '$(params.ulr)') };
    const overlay = (name: string) => ({
      [`${name}/kustomization.yaml`]: 'resources: [../base]\npatches: [{path: p.yaml}]',
      [`${name}/p.yaml`]: `${head}spec: {description: x}\n`,
    });

    expect(found({ ...wrong, ...overlay('dev'), ...overlay('prod') })).toEqual([expect.stringMatching(/^base\/task\.yaml:12:\d+ TW130/)]);
  });

  it.each([
    [
      'a component',
      {
        'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../extra]',
        'extra/kustomization.yaml': `kind: Component\npatches: [{path: p.yaml}]`,
      },
    ],
    [
      'a base of a base',
      { 'prod/kustomization.yaml': 'resources: [../extra]', 'extra/kustomization.yaml': 'resources: [../base]\npatches: [{path: p.yaml}]' },
    ],
    [
      'a selector by regular expression',
      {
        'extra/kustomization.yaml':
          'resources: [../base]\npatches: [{path: p.yaml, target: {group: tekton.dev, version: v1, name: "bu.*"}}]',
      },
    ],
    [
      'patchesJson6902',
      {
        'extra/kustomization.yaml': 'resources: [../base]\npatchesJson6902: [{path: ops.yaml, target: {kind: Task, name: build}}]',
        'extra/ops.yaml': '[{"op": "move", "from": "/spec/params", "path": "/spec/param"}]',
      },
    ],
  ])('may patch by %s', (_, files) => {
    const patch = { 'extra/p.yaml': `${head}spec:\n  param: []\n` };

    expect(found({ ...base, ...patch, ...files }).join()).toMatch(/extra\/(p|ops)\.yaml:\d+:\d+ TW002 unknown field "param"/);
  });

  it('may remove an object, or replace a part of it', () => {
    const gone = `$patch: delete\n${head}`;
    expect(overlaid(gone)).toEqual([]);
    expect(overlaid(`${head}spec:\n  $patch: replace\n  steps: [{image: "docker.io/library/alpine:3.22"}]\n`)).toEqual([
      expect.stringMatching(/^base\/pipeline\.yaml.*TW211/),
    ]);
  });

  it('is read with its patches in the folder of the command, too', () => {
    const files = { 'task.yaml': task, 'kustomization.yaml': 'resources: [./task.yaml]\npatches: [{path: patch.yaml}]\n' };

    expect(found({ ...files, 'patch.yaml': `${head}spec: {description: x}\n` })).toEqual([]);
    expect(found({ ...files, 'patch.yaml': `${head}spec: {stepz: []}\n` })).toEqual([expect.stringMatching(/^patch\.yaml:4:8 TW002/)]);
    expect(found({ ...files, 'patch.yaml': '- {op: remove, path: /spec/sidecars}\n' })).toEqual([
      expect.stringMatching(/^patch\.yaml:1:1 TW093 a patch of operations has no target/),
    ]);
  });

  it('shows the operation that cannot be applied', () => {
    const ops = `- {op: remove, path: /spec/params/0}\n- op: replace\n  path: /spec/steps/1/image\n  value: x\n`;
    expect(overlaid(ops, TARGET)).toEqual([
      expect.stringMatching(
        /^prod\/patch\.yaml:3:9 TW093 prod cannot patch Task "build", so kustomize fails: \/spec\/steps has one item, and no item "1"$/,
      ),
    ]);
  });

  it('cannot patch an object that its resources lack', () => {
    const misspelt = head.replace('build', 'biuld');
    const missing = /^prod\/patch\.yaml:3:\d+ TW093 prod has no Task "biuld" of tekton\.dev\/v1 .*did you mean "build"\?$/;
    expect(overlaid(`${misspelt}spec: {description: x}\n`)).toEqual([expect.stringMatching(missing)]);
    expect(overlaid(`$patch: delete\n${misspelt}`, 'patchesStrategicMerge: [patch.yaml]').join()).toContain('TW093');
    expect(overlaid(`${head.replace('/v1', '/v1beta1')}spec: {description: x}\n`).join()).toContain(
      'no Task "build" of tekton.dev/v1beta1',
    );
    const inline = `patches:\n  - patch: |-\n${misspelt.replace(/^(?=.)/gm, '      ')}`;
    expect(overlaid('', inline)).toEqual([expect.stringMatching(/^prod\/kustomization\.yaml:4:\d+ TW093 prod has no Task "biuld"/)]);
  });

  it('may patch what it has under another name, what is not at hand, and what a selector does not find', () => {
    const other = `${head.replace('build', 'dev-build')}spec: {description: x}\n`;
    const top = (kustomization: string) => ({
      'prod/kustomization.yaml': `${kustomization}\npatches: [{path: p.yaml}]`,
      'prod/p.yaml': other,
    });
    const prefixed = { 'dev/kustomization.yaml': 'resources: [../base]\nnamePrefix: dev-' };
    expect(found({ ...base, ...prefixed, ...top('resources: [../dev]') })).toEqual([]);
    expect(found({ ...base, ...top('resources: [../base, "https://example.com/more"]') })).toEqual([]);
    expect(found({ ...base, ...top('resources: [../base, ../more]') })).toEqual([]);
    expect(found({ ...base, ...top('resources: [../base]\nhelmCharts: [{name: tasks}]') })).toEqual([]);
    expect(overlaid(other, 'patches: [{path: patch.yaml, target: {kind: Task, name: dev-build}}]')).toEqual([]);
  });

  it('is not compared with objects that its kustomization does not bring', () => {
    expect(overlaid(`${head}spec: {description: x}\n`, 'patches: [{path: patch.yaml, target: {kind: Task, name: other}}]')).toEqual([]);
    expect(
      found({ 'prod/kustomization.yaml': 'resources: ["https://example.com/base"]\npatches: [{path: p.yaml}]', 'prod/p.yaml': head }),
    ).toEqual([]);
  });

  it('may bring an object twice, with names of its own', () => {
    const overlay = (name: string, patch: string) => ({
      [`${name}/kustomization.yaml`]: `resources: [../base]\nnamePrefix: ${name}-\npatches: [{path: p.yaml}]`,
      [`${name}/p.yaml`]: `${head}spec: ${patch}\n`,
    });
    const both = {
      ...overlay('dev', '{stepz: []}'),
      ...overlay('prod', '{description: x}'),
      'kustomization.yaml': 'resources: [dev, prod]',
    };

    expect(found({ ...base, ...both })).toEqual([expect.stringMatching(/^dev\/p\.yaml.*TW002/)]);
  });

  it('is not merged when every file is a set', () => {
    const files = {
      ...base,
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: p.yaml}]',
      'prod/p.yaml': `${head}spec: {stepz: []}\n`,
    };

    expect(found(files, 'each-file')).toEqual([]);
  });
});

const TARGET = 'patches: [{path: patch.yaml, target: {kind: Task, name: build}}]';
