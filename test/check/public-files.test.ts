import { checkSources } from '../../src/check';

/** What is found in files that a folder has, as `file code`. */
function found(files: Readonly<Record<string, string>>): string[] {
  const { documents } = checkSources(
    Object.entries(files).map(([origin, text]) => ({ origin, text, isFound: true })),
    { grouping: 'auto', lint: true },
  );
  return documents.flatMap(({ origin, diagnostics }) => diagnostics.map(({ code }) => `${origin} ${code}`));
}

const head = (kind: string, name: string) => `apiVersion: tekton.dev/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n`;
const task = (name: string, step: string, workspace = '{name: dir}') =>
  `${head('Task', name)}  workspaces: [${workspace}]\n  steps:\n    - {image: "busybox", ${step}}\n`;

describe('files as public repositories have them', () => {
  it('the template of a claim that tkn reads is not a manifest', () => {
    const spec = 'spec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n';

    expect(found({ 'hack/workspace-template.yaml': spec })).toEqual([]);
  });

  it.each([
    ['kind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: [ReadWriteOnce]}\n'],
    ['metadata: {name: a}\nspec: {accessModes: [ReadWriteOnce]}\n'],
    ['kind: GitHub\nmetadata: {name: a}\nspec: {url: x}\n'],
    ['apiVersion: apiextensions.k8s.io/v1\nspec: {conversion: {strategy: None}}\n'],
    ['schemaVersion: 2.1.0\nmetadata: {name: a}\n'],
    ['apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{role: a, role: b}]\n'],
  ])("a file that says of no object of Tekton's is not judged: %s", (text) => {
    expect(found({ 'hack/other.yaml': text })).toEqual([]);
  });

  it.each([
    ['kind: TaskRun\nmetadata: {name: a}\nspec: {}\n'],
    ['metadata: {name: a}\nspec: {steps: [{image: busybox}]}\n'],
    ['kind: Tsak\nmetadata: {name: a}\nspec: {steps: [{image: busybox}]}\n'],
    ['apiVersion: tekton.dev/v1\nmetadata: {name: a}\n'],
  ])("a manifest of Tekton's without apiVersion or kind is reported: %s", (text) => {
    expect(found({ 'hack/other.yaml': text })).toContain('hack/other.yaml TW001');
  });

  it('what a test of kuttl expects is no object to apply', () => {
    const run = `${head('PipelineRun', 'x')}  params: []\n`;

    expect(found({ 'tests/e2e/01-assert.yaml': run, 'tests/e2e/02-errors.yaml': run })).toEqual([]);
    expect(found({ 'tests/e2e/01-install.yaml': run })).toContain('tests/e2e/01-install.yaml TW301');
  });

  it.each([
    ['metadata:\n  name: x\nspec:\n{% for a in b %}\n  - {{ a }}\n{% endfor %}\n'],
    ['spec:\n  {%- if x %}\n  a: b\n  {%- endif %}\n'],
  ])('a template of Jinja is told of once: %s', (text) => {
    expect(found({ 'a/pipeline.yaml': `${head('Pipeline', 'x')}${text}` })).toEqual(['a/pipeline.yaml TW090']);
  });

  it('values that Ansible puts in are told of once, and those of programs are their own', () => {
    const names = 'metadata:\n  name: "{{ name }}-build"\n  labels: {app: "{{ name }}"}\n';
    const steps = (image: string) => `spec: {steps: [{image: ${image}, script: "docker inspect --format '{{.Id}}' $(params.x)"}]}\n`;
    const kind = 'apiVersion: tekton.dev/v1\nkind: Task\n';

    expect(found({ 'roles/ci/templates/task.yml': `${kind}${names}${steps('busybox').replace('$(params.x)', 'x')}` })).toEqual([
      'roles/ci/templates/task.yml TW090',
    ]);
    expect(found({ 'roles/ci/task.yml': `${kind}metadata: {name: a}\n${steps('"{{ image }}"')}` })).toEqual([
      'roles/ci/task.yml TW090',
      'roles/ci/task.yml TW130',
    ]);
  });

  it('the steps of another file are written in place of an image by Lighthouse', () => {
    const step = (image: string) => ({ 'a.yaml': `${head('Task', 'x')}  steps: [{image: "${image}", name: a}]\n` });

    expect(found(step('uses:jenkins-x/jx3-pipeline-catalog/tasks/go/release.yaml@versionStream'))).toEqual([]);
    expect(found(step('use:jenkins-x/jx3-pipeline-catalog/tasks/go/release.yaml@versionStream'))).toEqual(['a.yaml TW177']);
  });

  it.each([
    [`script: "if [ -n '$(workspaces.dir.path)' ]; then ls $(workspaces.dir.path)/a; fi"`, []],
    ['script: "if [ $(workspaces.dir.path) != \'\' ]; then ls $(workspaces.dir.path)/a; fi"', []],
    ['script: "make --cache-dir=$(workspaces.dir.path) all"', ['t.yaml TW528']],
    ['script: "cp -R $(workspaces.dir.path)/. ."', ['t.yaml TW528', 'r.yaml TW343']],
    ['script: "make --cache-dir=$(workspaces.dir.path)/x all"', ['t.yaml TW528', 'r.yaml TW343']],
  ])('an optional workspace that is not bound: %s', (step, expected) => {
    const run = `${head('TaskRun', 'x')}  taskRef: {name: a}\n`;

    expect(found({ 't.yaml': task('a', step, '{name: dir, optional: true}'), 'r.yaml': run })).toEqual(expected);
  });

  it('the namespace of a run can be a value of the event', () => {
    const template = `apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nmetadata: {name: t}\nspec:\n  params: [{name: ns}]\n`;
    const run = (namespace: string) =>
      `${template}  resourcetemplates:\n    - ${head('PipelineRun', 'r').replace('metadata: {name: r}', `metadata: {generateName: r-, namespace: ${namespace}}`).replace(/\n/g, '\n      ')}  pipelineRef: {name: p}\n`;
    const pipeline = `${head('Pipeline', 'p').replace('name: p', 'name: p, namespace: ci')}  tasks: [{name: a, taskSpec: {steps: [{image: busybox}]}}]\n`;

    expect(found({ 'a.yaml': run('$(tt.params.ns)'), 'b.yaml': pipeline })).toEqual([]);
    expect(found({ 'a.yaml': run('other'), 'b.yaml': pipeline })).toEqual(['a.yaml TW401']);
  });

  it('a reference with a field that Tekton does not know is told of once, and nothing is compared with it', () => {
    const pipeline = (ref: string) =>
      `${head('Pipeline', 'ci')}  tasks:\n    - name: a\n      taskRef: ${ref}\n      params: [{name: depth, value: "1"}]\n`;
    const files = (ref: string) => ({ 'p.yaml': pipeline(ref), 't.yaml': `${head('Task', 'clone')}  steps: [{image: "busybox"}]\n` });

    expect(found(files('{name: clone}'))).toEqual(['p.yaml TW211']);
    expect(found(files('{name: clone, version: "0.1"}'))).toEqual(['p.yaml TW002']);
    expect(found(files('{name: other, revision: "2"}'))).toEqual(['p.yaml TW002']);
  });

  describe('an emptyDir for tasks in sequence', () => {
    const run = `${head('PipelineRun', 'run')}  pipelineRef: {name: ci}\n  workspaces: [{name: all, emptyDir: {}}]\n`;
    const call = (name: string) => `    - {name: ${name}, taskRef: {name: ${name}}, workspaces: [{name: dir, workspace: all}]`;
    const pipeline = `${head('Pipeline', 'ci')}  workspaces: [{name: all}]\n  tasks:\n${call('one')}}\n${call('two')}, runAfter: [one]}\n`;
    const files = (one: string, two: string, workspace?: string) => ({
      'run.yaml': run,
      'ci.yaml': pipeline,
      'one.yaml': task('one', one, workspace),
      'two.yaml': task('two', two, workspace),
    });

    it.each([
      ['a variable', 'script: "touch $(workspaces.dir.path)/a"', 'script: "cat $(workspaces.dir.path)/a"'],
      ['the path', 'script: "touch /workspace/dir/a"', 'command: [sh, -c], args: ["cat /workspace/dir/a"]'],
      ['the folder', 'script: "touch $(workspaces.dir.path)/a"', 'script: "make all", workingDir: /workspace/dir'],
      ['a program', 'script: "touch $(workspaces.dir.path)/a"', 'command: [build]'],
      ['the path from outside', 'script: "touch $(workspaces.dir.path)/a"', 'script: "ls -R /workspace"'],
    ])('is an error where both may use it by %s', (_, one, two) => {
      expect(found(files(one, two))).toEqual(['run.yaml TW341']);
    });

    it('is silent where only one of them uses it', () => {
      const uses = 'script: "touch $(workspaces.dir.path)/a"';
      const greets = 'command: ["bash", "-c"], args: ["echo hello"]';

      expect(found(files(uses, greets)).filter((line) => line.startsWith('run'))).toEqual([]);
      expect(found(files(greets, uses, '{name: dir, mountPath: /work}')).filter((line) => line.startsWith('run'))).toEqual([]);
    });
  });

  it('an optional workspace that is all the value of an option is advice; one within a path is an error', () => {
    const run = `${head('TaskRun', 'run')}  taskRef: {name: pack}\n`;
    const files = (args: string) => ({
      'run.yaml': run,
      'pack.yaml': task('pack', `command: [pack], args: [${args}]`, '{name: cache, optional: true}'),
    });

    expect(found(files('"-cache-dir=$(workspaces.cache.path)"'))).toEqual(['pack.yaml TW528']);
    expect(found(files('"-cache-dir=$(workspaces.cache.path)/layers"'))).toEqual(['run.yaml TW343', 'pack.yaml TW528']);
    expect(found(files('"-cache-dir=$(workspaces.cache.path)", "$(workspaces.cache.path)/all"'))).toContain('run.yaml TW343');
  });

  it('a bundle finds kinds whatever their case; the cluster resolver does not', () => {
    const run = (resolver: string, params: string) =>
      `${head('TaskRun', 'run')}  taskRef:\n    resolver: ${resolver}\n    params: [{name: kind, value: Task}, {name: name, value: a}, ${params}]\n`;

    expect(found({ 'run.yaml': run('bundles', '{name: bundle, value: "quay.io/x/y:1"}') })).toEqual([]);
    expect(found({ 'run.yaml': run('cluster', '{name: namespace, value: x}') })).toEqual(['run.yaml TW339']);
  });

  describe('a reference to an object that is nowhere', () => {
    const pipeline = `${head('Pipeline', 'ci')}  tasks: [{name: a, taskRef: {name: build}}]\n`;
    const listener =
      'apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: hook}\nspec:\n  serviceAccountName: hook\n  triggers: [{template: {ref: build}}]\n';

    it('is silent in one file that has no such object, which is hardly a whole set', () => {
      expect(found({ 'ci.yaml': pipeline })).toEqual([]);
      expect(found({ 'hook.yaml': listener })).toEqual([]);
    });

    it('is advice where a set or the file has others, and in .tekton', () => {
      const other = `${head('Task', 'biuld')}  steps: [{image: "busybox"}]\n`;

      expect(found({ 'ci.yaml': `${pipeline}---\n${other}` })).toEqual(['ci.yaml TW560']);
      expect(found({ 'ci.yaml': pipeline, 'hook.yaml': listener })).toEqual(['ci.yaml TW560', 'hook.yaml TW561']);
      expect(found({ '.tekton/ci.yaml': pipeline })).toEqual(['.tekton/ci.yaml TW560']);
    });
  });
});
