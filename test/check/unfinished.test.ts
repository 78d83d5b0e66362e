import { checkSources } from '../../src/check';
import type { Source } from '../../src/reader';

const task = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{image: a, script: "true"}]}\n';

/** What is found, as `file:line:column code message`, and the objects that are skipped. */
function judged(files: Readonly<Record<string, string>>, isFound = true) {
  const sources = Object.entries(files).map(([origin, text]): Source => ({ origin, text, isFound }));
  const { documents } = checkSources(sources, { grouping: 'auto', lint: true });
  return {
    found: documents.flatMap(({ origin, diagnostics }) =>
      diagnostics.map(({ line, column, code, message }) => `${origin}:${line}:${column} ${code} ${message}`),
    ),
    skipped: documents.filter(({ isSkipped }) => isSkipped).map(({ origin }) => origin),
    kinds: documents.map(({ apiVersion, kind, name }) => `${apiVersion} ${kind} ${name}`),
  };
}

describe('kustomize patches', () => {
  const patch = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{name: a}], $patch: merge}\n';

  it.each([
    ['patches: [{path: patch.yaml}]'],
    ['patches: [{path: ./patch.yaml, target: {kind: Task}}]'],
    ['patchesStrategicMerge: [patch.yaml, "kind: Task\\nmetadata: {name: x}\\n"]'],
    [
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatchesJson6902: [{path: patch.yaml, target: {kind: Task, name: build}}]',
    ],
  ])('are not complete objects: %s', (kustomization) => {
    const files = { 'overlays/dev/kustomization.yaml': kustomization, 'overlays/dev/patch.yaml': patch, 'base/task.yaml': task };

    for (const isFound of [true, false]) {
      const { found, skipped } = judged(files, isFound);
      expect([found, skipped]).toEqual([[], ['overlays/dev/kustomization.yaml', 'overlays/dev/patch.yaml']]);
    }
  });

  it('must be valid YAML, and a file that no kustomization names is an object', () => {
    const files = { 'dev/kustomization.yaml': 'patches: [{path: a.yaml}]', 'dev/a.yaml': 'a: [\n', 'dev/b.yaml': patch };

    expect(judged(files).found).toEqual([
      expect.stringMatching(/^dev\/a\.yaml.*TW090/),
      expect.stringMatching(/^dev\/b\.yaml/),
      expect.anything(),
    ]);
  });

  it('can be in another folder than the kustomization', () => {
    expect(judged({ 'dev/kustomization.yml': 'patches: [{path: ../patches/p.yaml}]', 'patches/p.yaml': patch }).found).toEqual([]);
  });
});

describe('lists of the API', () => {
  const items = '- metadata: {name: build}\n  spec: {steps: [{image: a, scrip: x}]}\n';

  it.each(['Task', 'ClusterTriggerBinding'])('contain objects of their kind: %sList', (kind) => {
    const group = kind === 'Task' ? 'tekton.dev/v1' : 'triggers.tekton.dev/v1beta1';
    const { kinds } = judged({
      'list.yaml': `apiVersion: ${group}\nkind: ${kind}List\nmetadata: {resourceVersion: "1"}\nitems:\n${items}`,
    });

    expect(kinds).toEqual([`${group} ${kind} build`]);
  });

  it('have diagnostics with lines', () => {
    const { found } = judged({ 'list.yaml': `apiVersion: tekton.dev/v1\nkind: TaskList\nitems:\n${items}` });

    expect(found).toEqual([expect.stringMatching(/^list\.yaml:5:29 TW002/)]);
  });

  it('can be empty', () => {
    expect(judged({ 'list.yaml': 'apiVersion: tekton.dev/v1\nkind: TaskList\nitems: []\n' }).found).toEqual([]);
  });
});

describe('templates', () => {
  const template = (name: string) =>
    `${task}---\nkind: Task\nmetadata:\n  name: {{ .Values.${name} }}\n---\n{{- if .Values.x }}\na: [\n{{- end }}\n`;

  it('of one chart are reported once, with their number', () => {
    const files = {
      'chart/Chart.yaml': 'name: c\n',
      'chart/templates/a.yaml': template('a'),
      'chart/templates/deep/b.yaml': template('b'),
      'chart/templates/c.yaml': template('c'),
      'other/templates/a.yaml': template('a'),
    };

    expect(judged(files).found).toEqual([
      'chart/templates/a.yaml:8:9 TW090 this file is a Helm template, which becomes YAML only when it is rendered (and 2 more files beside it)',
      'other/templates/a.yaml:8:9 TW090 this file is a Helm template, which becomes YAML only when it is rendered',
    ]);
  });

  it.each([
    ['metadata: {name: {{ name }}}\n', '1:18'],
    ['kind: Task\nvalue: {{file_url}}\n', '2:8'],
    ['kind: Task\nitems:\n  - {{ item }}\n', '3:5'],
    ['kind: Task\n{{ block }}\n', '2:1'],
    ['kind: Task\n{{ key }}: 1\n', '2:1'],
  ])('of other tools are reported once: %j', (text, place) => {
    expect(judged({ 'a.yaml': text }).found).toEqual([
      `a.yaml:${place} TW090 this file is a template, which becomes YAML only when it is rendered`,
    ]);
  });

  it('are not assumed because of braces in a string', () => {
    const script = `${task.replace('"true"', '\'docker inspect -f "{{.Id}}" x\'')}`;
    expect(judged({ 'a.yaml': script }).found).toEqual([]);
    expect(judged({ 'a.yaml': `${script}---\na: [\n` }).found).toEqual([expect.stringContaining('TW090')]);
    expect(judged({ 'a.yaml': `${script}---\na: [\n` }).found.join()).not.toContain('template');
  });
});

describe('files of Pipelines-as-Code with variables', () => {
  const run = (name: string, spec: string, annotations = '') => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  name: ${name}
  annotations:
    pipelinesascode.tekton.dev/on-event: "[push]"
    pipelinesascode.tekton.dev/on-target-branch: "[main]"${annotations}
spec:
  pipelineSpec:
    tasks:
      - name: build
        taskSpec: {steps: [{image: a, script: "true"}]}
${spec}`;

  it('can contain them without quotes, in names and in quotes', () => {
    const spec = '  params:\n    - name: revision\n      value: {{ revision }}\n    - {name: url, value: "{{ body["a"] }}/{{repo_url}}"}\n';
    const text = run('build-{{ revision }}', spec);

    expect(judged({ '.tekton/push.yaml': text }).found.filter((line) => !/TW303/.test(line))).toEqual([]);
    expect(judged({ 'ci/push.yaml': text }).found.filter((line) => !/TW303/.test(line))).toEqual([]);
  });

  it('are checked otherwise, with correct locations', () => {
    const text = run('push', '  params: []\n').replace('image: a', 'image: "{{ image }}", imag: b');

    expect(judged({ '.tekton/push.yaml': text }).found).toEqual([
      expect.stringMatching(/^\.tekton\/push\.yaml:12:51 TW002 unknown field "imag"/),
    ]);
  });

  it('refer to Tasks and Pipelines that Pipelines-as-Code embeds', () => {
    const spec = (ref: string) => `      - name: lint\n        taskRef: {name: ${ref}}\n`;
    const remote = '\n    pipelinesascode.tekton.dev/task-1: "[https://x.example/lint.yaml, git-clone:0.9]"';

    expect(judged({ '.tekton/push.yaml': run('push', spec('lint'), remote) }).found).toEqual([]);
    expect(judged({ '.tekton/push.yaml': run('push', spec('lint')) }).found).toEqual([expect.stringContaining('TW560')]);
    expect(judged({ '.tekton/push.yaml': run('push', spec('build')), '.tekton/tasks/build.yaml': task }).found).toEqual([]);
  });
});
