import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { plainOf } from '../../src/check/node';
import { overlaysOf } from '../../src/check/overlays';
import { readYaml } from '../../src/reader';

const hasKustomize = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'tekwire-overlays-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;
type Built = Readonly<Record<string, { readonly labels: unknown; readonly annotations: unknown; readonly spec: unknown }>>;

/** What the real kustomize builds of the folder `top`; undefined when it fails. */
function builtByKubectl(files: Files): Built | undefined {
  const at = mkdtempSync(join(folder, 'case-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  const { status, stdout } = spawnSync('kubectl', ['kustomize', join(at, 'top')], { encoding: 'utf8' });
  return status === 0 ? byName(parseAllDocuments(stdout).map((document) => document.toJS())) : undefined;
}

/** The objects that the rules check. */
function checkedBy(files: Files): Built {
  const readings = Object.entries(files).map(([path, text]) => readYaml(text, path, false));
  return byName(overlaysOf(readings).flatMap(({ objects }) => objects.map(({ content }) => plainOf(content))));
}

/** The patches of which is reported that kustomize fails. */
function failuresIn(files: Files): readonly unknown[] {
  const readings = Object.entries(files).map(([path, text]) => readYaml(text, path, false));
  return overlaysOf(readings).flatMap(({ failures }) => failures);
}

function byName(objects: readonly unknown[]): Built {
  const all = objects as { kind: string; metadata: { name: string; labels?: unknown; annotations?: unknown }; spec?: unknown }[];
  return Object.fromEntries(
    all.map(({ kind, metadata: { name, labels, annotations }, spec }) => [`${kind}/${name}`, { labels, annotations, spec }]),
  );
}

function task(name: string): string {
  return `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: ${name}, labels: {tier: ci, app: ${name}}, annotations: {note: "a"}}
spec:
  params: [{name: url}, {name: depth, default: "1"}]
  steps:
    - {name: one, image: "busybox:1", computeResources: {limits: {memory: 1Gi}}, env: [{name: A, value: a}]}
    - {name: two, image: "busybox:2"}
  volumes: [{name: v, emptyDir: {}}]
`;
}

const head = (name: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: ${name}}\n`;
const indented = (text: string) => text.replace(/^/gm, '      ');

const targeted = (target: string, patch: string) => `  - target: ${target}\n    patch: |-\n${indented(patch)}\n`;
const merged = (start: string) => `  - patch: |-\n${indented(`${start}spec: {description: x}`)}\n`;

/** Patches by what they do: a strategic merge patch of `spec`, or operations. */
const patches: Readonly<Record<string, string>> = {
  'adds a field': 'spec: {description: x}',
  'replaces a list': 'spec: {steps: [{name: two, image: "busybox:3"}]}',
  'removes a field with null': 'spec: {volumes: null}',
  'removes an inner field with null': 'spec: {volumes: [{name: v, emptyDir: null}]}',
  'replaces a map': 'spec: {$patch: replace, steps: [{name: x, image: "busybox:4"}]}',
  'empties a list': 'spec: {params: []}',
  'an item with a directive in a list': 'spec: {steps: [{name: one, $patch: delete}]}',
  'merges an unknown field': 'spec: {other: {a: {b: 1}}}',
  'replaces an item': '- {op: replace, path: /spec/steps/0/image, value: "busybox:5"}',
  'replaces a field that is missing': '- {op: replace, path: /spec/steps/0/computeResources/limits/cpu, value: "2"}',
  'adds an item in front': '- {op: add, path: /spec/steps/0, value: {name: zero, image: "busybox:6"}}',
  'adds an item at the end': '- {op: add, path: /spec/steps/-, value: {name: last, image: "busybox:7"}}',
  'adds an item before the last': '- {op: add, path: /spec/steps/-1, value: {name: l, image: "busybox:7"}}',
  'removes an item': '- {op: remove, path: /spec/steps/1}',
  'removes the last item': '- {op: remove, path: /spec/steps/-1}',
  'replaces the last item': '- {op: replace, path: /spec/steps/-1/image, value: "busybox:8"}',
  'moves a field': '- {op: move, from: /spec/steps/0/env, path: /spec/steps/1/env}',
  'copies an item': '- {op: copy, from: /spec/steps/0, path: /spec/steps/-}',
  'tests before it replaces': '- {op: test, path: /spec/steps/0/name, value: one}\n- {op: replace, path: /spec/steps/0/name, value: eins}',
  'a key with a slash': '- {op: add, path: /metadata/annotations/acme.com~1x, value: "y"}',
  'adds null': '- {op: add, path: /spec/description, value: null}',
  'adds the first annotation': '- {op: add, path: /metadata/annotations/b, value: "b"}',
  'adds without a value': '- {op: add, path: /spec/description}',
  'copies what is missing': '- {op: copy, from: /spec/description, path: /spec/displayName}',
  'tests what is missing for null': '- {op: test, path: /spec/description, value: null}',
  'tests an object with keys in another order': '- {op: test, path: /spec/steps/1, value: {image: "busybox:2", name: two}}',
  'an index with zeros and signs': '- {op: replace, path: /spec/steps/+01/image, value: "busybox:9"}',
  'an escaped key': '- {op: add, path: /spec/a~1b~0c, value: x}',
  'renames the object': '- {op: replace, path: /metadata/labels/app, value: other}',
  'operations in JSON': '[{"op": "add", "path": "/spec/description", "value": "x"}]',
};

/** Patches that kustomize refuses. */
const refused: Readonly<Record<string, string>> = {
  'removes an item that is missing': '- {op: remove, path: /spec/steps/2}',
  'removes behind the last item': '- {op: remove, path: /spec/steps/-}',
  'removes too far from the end': '- {op: remove, path: /spec/steps/-3}',
  'adds too far from the end': '- {op: add, path: /spec/steps/-4, value: {name: x}}',
  'replaces an item that is missing': '- {op: replace, path: /spec/steps/2, value: {name: x}}',
  'names an item instead of counting it': '- {op: replace, path: /spec/steps/one/image, value: x}',
  'adds to a list by a name': '- {op: add, path: /spec/steps/x, value: {name: x}}',
  'goes into a string': '- {op: add, path: /spec/steps/0/image/x, value: x}',
  'adds the first part of what is missing': '- {op: add, path: /spec/steps/0/securityContext/runAsUser, value: 1}',
  'removes an annotation that is missing': '- {op: remove, path: /metadata/annotations/b}',
  'replaces in labels of labels': '- {op: replace, path: /metadata/labels/a/b, value: x}',
  'moves what is missing': '- {op: move, from: /spec/description, path: /spec/displayName}',
  'moves from nowhere': '- {op: move, path: /spec/displayName}',
  'copies into what is missing': '- {op: copy, from: /spec/params, path: /spec/a/b}',
  'an unknown operation': '- {op: set, path: /spec/description, value: x}',
  'an operation in capitals': '- {op: Add, path: /spec/description, value: x}',
  'an operation without op': '- {path: /spec/description, value: x}',
  'an operation without path': '- {op: add, value: x}',
  'an empty path': '- {op: remove, path: ""}',
  'fails at its second operation': '- {op: add, path: /spec/description, value: x}\n- {op: remove, path: /spec/displayName}',
  'a test without a value': '- {op: test, path: /spec/description}',
  'a path without a slash': '- {op: add, path: description, value: x}',
  'replaces the object by another one': '- {op: replace, path: "", value: {a: b}}',
  'removes the name': '- {op: remove, path: /metadata/name}',
  'a test of another type': '- {op: test, path: /spec/params/1/default, value: 1}',
  'removes what is missing': '- {op: remove, path: /spec/description}',
  'replaces in what is missing': '- {op: replace, path: /spec/stepTemplate/image, value: x}',
  'adds beyond the end': '- {op: add, path: /spec/steps/7, value: {name: x}}',
  'a test that fails': '- {op: test, path: /spec/steps/0/name, value: zwei}',
};

/** Selectors of patches, which add an annotation. */
const selectors: readonly string[] = [
  '{kind: Task}',
  '{kind: Task, name: t1}',
  '{name: t.*}',
  '{name: t1|t2}',
  '{group: tekton.dev, version: v1}',
  '{kind: Pipeline}',
  '{labelSelector: tier=ci}',
  '{labelSelector: "app in (t1, t2)"}',
  '{labelSelector: "app notin (t1)"}',
  '{labelSelector: "!tier"}',
  '{labelSelector: "app!=t1"}',
  '{annotationSelector: note=a}',
  '{kind: T.sk}',
  '{name: T1}',
];

(hasKustomize ? describe : describe.skip)('overlays that kubectl builds', () => {
  const names = Object.keys(patches).map((_, at) => `t${at}`);
  const kustomization = (list: string) => `resources: [../base]\npatches:\n${list}`;
  const base = (all: readonly string[]) => ({
    'base/kustomization.yaml': `resources: [${all.map((name) => `${name}.yaml`).join(', ')}]\n`,
    ...Object.fromEntries(all.map((name) => [`base/${name}.yaml`, task(name)])),
  });
  const entry = (name: string, patch: string) =>
    /^[-[]/.test(patch)
      ? `  - target: {kind: Task, name: ${name}}\n    patch: |-\n${indented(patch)}\n`
      : `  - patch: |-\n${indented(head(name) + patch)}\n`;

  describe('a patch that', () => {
    const files: Files = {
      ...base(names),
      'top/kustomization.yaml': kustomization(
        Object.values(patches)
          .map((patch, at) => entry(`t${at}`, patch))
          .join(''),
      ),
    };
    const built = hasKustomize ? builtByKubectl(files) : undefined;
    const checked = checkedBy(files);

    it.each(Object.keys(patches).map((title, at) => [title, `Task/t${at}`] as const))('%s', (_, name) => {
      expect(checked[name]).toEqual(built?.[name]);
    });
  });

  it.each(Object.entries(refused))('are reported where kustomize fails, and leave the object as it is: %s', (_, patch) => {
    const files: Files = { ...base(['t0']), 'top/kustomization.yaml': kustomization(entry('t0', patch)) };

    expect(builtByKubectl(files)).toBeUndefined();
    expect(failuresIn(files)).toHaveLength(1);
    expect(checkedBy(files)['Task/t0']).toEqual(byName([parseAllDocuments(task('t0'))[0]?.toJS()])['Task/t0']);
  });

  const remove = '- {op: remove, path: /spec/description}';
  const entries: Readonly<Record<string, string>> = {
    'of another name': merged(head('t9')),
    'of another version': merged(head('t0').replace('/v1', '/v1beta1')),
    'of the name that it gets later': `${merged(head('dev-t0'))}namePrefix: dev-\n`,
    'of its name': `${merged(head('t0'))}namePrefix: dev-\n`,
    'without a name': merged('apiVersion: tekton.dev/v1\nkind: Task\n'),
    'without a kind': merged('metadata: {name: t0}\n'),
    'without a name, although there is a target': targeted('{kind: Task}', 'spec: {description: x}'),
    'of operations without a target': `  - patch: |-\n${indented(remove)}\n`,
    'of no operations': targeted('{kind: Task}', '[]'),
    'whose target selects nothing': targeted('{kind: Pipeline}', remove),
    'whose target selects by a name of which there is none': targeted('{name: t9}', remove),
    'whose target selects by a label': targeted('{labelSelector: tier=ci}', remove),
    'that fails for one of two objects': targeted('{name: t.*}', '- {op: test, path: /metadata/labels/app, value: t0}'),
    'of a label that is added later': `${targeted('{kind: Task}', '- {op: remove, path: /metadata/labels/own}')}commonLabels: {own: x}\n`,
    'that an earlier one makes possible':
      targeted('{name: t0}', '- {op: add, path: /spec/description, value: x}') + targeted('{name: t0}', remove),
    'that an earlier one makes impossible': targeted('{name: t0}', '- {op: remove, path: /spec/steps/1}').repeat(2),
  };

  it.each(Object.entries(entries))('fail with a patch %s, or do not, as is reported', (_, list) => {
    const files: Files = { ...base(['t0', 't1']), 'top/kustomization.yaml': kustomization(list) };

    expect(failuresIn(files).length === 0).toBe(builtByKubectl(files) !== undefined);
  });

  it.each([
    ['labels', 'labels: [{pairs: {own: x}}]', '{op: replace, path: /metadata/labels/own, value: y}'],
    ['annotations', 'commonAnnotations: {own: x}', '{op: remove, path: /metadata/annotations/own}'],
    ['a namespace', 'namespace: dev', '{op: replace, path: /metadata/namespace, value: prod}'],
    ['a component', 'components: [../part]', '{op: remove, path: /spec/description}'],
    ['a patch', `patches: [{path: patch.yaml}]`, '{op: remove, path: /spec/description}'],
    ['an operation', `patches: [{target: {kind: Task}, path: ops.yaml}]`, '{op: remove, path: /spec/description}'],
  ])('of a kustomization that brings %s are applied to it', (_, more, operation) => {
    const files: Files = {
      ...base(['t0']),
      'middle/kustomization.yaml': `resources: [../base]\n${more}\n`,
      'middle/patch.yaml': `${head('t0')}spec: {description: x}\n`,
      'middle/ops.yaml': '- {op: add, path: /spec/description, value: x}\n',
      'part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{target: {kind: Task}, path: ops.yaml}]\n',
      'part/ops.yaml': '- {op: add, path: /spec/description, value: x}\n',
      'top/kustomization.yaml': `resources: [../middle]\npatches:\n${targeted('{kind: Task}', `- ${operation}`)}`,
    };

    expect(builtByKubectl(files)).toBeDefined();
    expect(failuresIn(files)).toEqual([]);
  });

  it('select the same objects', () => {
    const list = selectors.map(
      (target, at) => `  - target: ${target}\n    patch: |-\n${indented(`- {op: add, path: /metadata/annotations/s${at}, value: "x"}`)}\n`,
    );
    const files: Files = { ...base(['t1', 't2', 't11']), 'top/kustomization.yaml': kustomization(list.join('')) };

    expect(checkedBy(files)).toEqual(builtByKubectl(files));
  });

  it('of several layers, components and files are built in the same order', () => {
    const files: Files = {
      ...base(['t1', 't2']),
      'middle/kustomization.yaml': `resources: [../base]\ncomponents: [../part]\npatches: [{path: one.yaml}]\npatchesStrategicMerge: [two.yaml]\n`,
      'middle/one.yaml': `${head('t1')}spec: {description: one, displayName: one}\n`,
      'middle/two.yaml': `${head('t1')}spec: {description: two}\n---\n${head('t2')}$patch: delete\n`,
      'part/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: part.yaml}]\n`,
      'part/part.yaml': `${head('t1')}spec: {description: part, displayName: part}\n`,
      'top/kustomization.yaml': `resources: [../middle]\npatchesJson6902: [{target: {version: v1, kind: Task, name: t1}, path: ops.json}]\n`,
      'top/ops.json': '[{"op": "add", "path": "/spec/stepTemplate", "value": {"image": "busybox:9"}}]',
    };

    expect(checkedBy(files)).toEqual(builtByKubectl(files));
  });
});
