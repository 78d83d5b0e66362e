import { checkDocuments } from '../../src/rules';

const found = (manifest: Record<string, unknown>) =>
  checkDocuments([{ origin: 'a.yaml', manifest: manifest as never }]).map(({ code, field }) => `${code} ${field.join('.')}`);

describe('the status of a run, which the webhook decodes strictly', () => {
  const run = (kind: string, spec: object, status: object) => ({
    apiVersion: 'tekton.dev/v1',
    kind,
    metadata: { name: 'a' },
    spec,
    status,
  });
  const taskSpec = { steps: [{ image: 'docker.io/library/busybox:1.37' }] };
  const pipelineSpec = { tasks: [{ name: 'a', taskSpec }] };

  it.each([
    ['TaskRun', { taskSpec }, { podName: 'a-pod', retriesStatus: [], artifacts: {}, steps: [] }],
    ['PipelineRun', { pipelineSpec }, { childReferences: [], skippedTasks: [], finallyStartTime: '2026-01-01T00:00:00Z' }],
  ])('%s: known fields pass, an unknown one is an error', (kind, spec, status) => {
    expect(found(run(kind, spec, status))).toEqual([]);
    expect(found(run(kind, spec, { ...status, onError: 'continue' }))).toEqual(['TW002 status.onError']);
  });
});

describe('artifacts in a StepAction', () => {
  const action = (spec: object) => ({ apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'a' }, spec });
  const artifact = '$(steps.build.outputs.image)';
  const judged = (spec: object) =>
    checkDocuments([{ origin: 'a.yaml', manifest: action(spec) as never }], { features: { 'enable-artifacts': 'true' } }).map(
      ({ code, field }) => `${code} ${field.join('.')}`,
    );

  it('are read in env, command, args and script only, as in the Task that uses it', () => {
    const image = 'docker.io/library/busybox:1.37';

    expect(judged({ image, command: ['echo'], args: [artifact] })).toEqual([]);
    expect(judged({ image: artifact })).toEqual(['TW185 spec.image']);
    expect(judged({ image, workingDir: artifact })).toEqual(['TW185 spec.workingDir']);
  });

  it.each([
    ['a string', `of ${artifact}`, [], { type: 'string' }, '$(params.what)'],
    ['an item of an array', ['next', artifact], [1], { type: 'array' }, '$(params.what[*])'],
    ['a key of an object', { a: artifact }, ['a'], { type: 'object', properties: { a: { type: 'string' } } }, '$(params.what.a)'],
  ])('are refused in %s that a step passes to its command, while the cluster does not know them', (_, value, at, declared, use) => {
    const image = 'docker.io/library/busybox:1.37';
    const task = (ref: string) => ({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 't' },
      spec: {
        steps: [
          { name: 'build', image },
          { name: 'tag', ref: { name: ref }, params: [{ name: 'what', value }] },
        ],
      },
    });
    const params = [{ name: 'what', ...declared }];
    const judgedBeside = (spec: object, features = {}) =>
      checkDocuments(
        [task('a'), action({ image, params, ...spec })].map((manifest) => ({ origin: 'a.yaml', manifest: manifest as never })),
        { features },
      ).map(({ code, field }) => `${code} ${field.join('.')}`);
    const field = ['spec.steps.1.params.0.value', ...at].join('.');

    expect(judgedBeside({ command: ['echo'], args: [use] })).toEqual([`TW148 ${field}`]);
    expect(judgedBeside({ command: ['echo'], args: [use] }, { 'enable-artifacts': 'true' })).toEqual([]);
    expect(judgedBeside({ command: ['echo'] })).toEqual([]);
  });
});

it.each([
  ['$(param.x)', '$(params.x)'],
  ['$(workspace.x.path)', '$(workspaces.x.path)'],
  ['$(step.result.x.path)', '$(step.results.x.path)'],
])('%s in a StepAction is an error that names %s', (wrong, right) => {
  const image = 'docker.io/library/busybox:1.37';
  const manifest = { apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'a' }, spec: { image, args: [wrong] } };

  const messages = checkDocuments([{ origin: 'a.yaml', manifest: manifest as never }]).map(({ code, message }) => `${code} ${message}`);

  expect(messages).toEqual([`TW185 unknown variable "${wrong}"; did you mean "${right}"?`]);
});

it.each([true, false])('the value of a TaskRun adds no keys to an object that its own Task declares (default: %s)', (hasDefault) => {
  const param = { name: 'repo', type: 'object', properties: { url: { type: 'string' } }, ...(hasDefault && { default: { url: 'a' } }) };
  const steps = (key: string) => [{ image: 'docker.io/library/busybox:1.37', command: ['echo'], args: [`$(params.repo.${key})`] }];
  const run = (key: string) => ({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'a' },
    spec: { params: [{ name: 'repo', value: { url: 'u', commit: 'c' } }], taskSpec: { params: [param], steps: steps(key) } },
  });

  expect(found(run('url'))).toEqual([]);
  expect(found(run('commit'))).toEqual([expect.stringContaining('TW134')]);
});

describe('params of interceptors', () => {
  const trigger = (name: string, value: unknown) => ({
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'Trigger',
    metadata: { name: 'a' },
    spec: { template: { ref: 'a' }, interceptors: [{ ref: { name: 'cel' }, params: [{ name, value }] }] },
  });

  it('overlays may be null, as kustomize leaves them, but no object', () => {
    expect(found(trigger('overlays', null))).toEqual([]);
    expect(found(trigger('overlays', { key: 'a', expression: 'body.a' }))).toEqual(['TW623 spec.interceptors.0.params.0.value']);
  });
});

describe('values that Tekton does not replace', () => {
  const image = 'docker.io/library/busybox:1.37';

  it.each([
    ['$(params.image)', []],
    ["$(params['image'])", ['TW175 spec.params.1.default']],
    ["$(params.image) $(params['image'])", ['TW175 spec.params.1.default']],
    ['$(params.b)', ['TW175 spec.params.1.default']],
  ])('in the default of a param of a StepAction: %s', (text, expected) => {
    const params = [
      { name: 'image', default: image },
      { name: 'b', default: text },
    ];
    const spec = { params, image, args: ['$(params.image)', '$(params.b)'] };

    expect(found({ apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'a' }, spec })).toEqual(expected);
  });

  it.each([
    ['$(params.x[*])', []],
    ['$$(params.x[*])', ['TW236 spec.tasks.0.matrix.params.0.value']],
    [' $(params.x[*])', ['TW236 spec.tasks.0.matrix.params.0.value']],
    ['$(params.x[*])$(params.x[*])', ['TW236 spec.tasks.0.matrix.params.0.value']],
  ])('as the value of a matrix: %s', (value, expected) => {
    const taskSpec = { params: [{ name: 'p' }], steps: [{ image, args: ['$(params.p)'] }] };
    const spec = {
      params: [{ name: 'x', type: 'array' }],
      tasks: [{ name: 'a', matrix: { params: [{ name: 'p', value }] }, taskSpec }],
    };

    expect(found({ apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'a' }, spec })).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each(['$(context.task.name)', '$(context.taskRun.uid)', '$(context.task.retry-count)', '$(context.taskRun.namespace)'])(
    'as an image, which a cluster admits: %s',
    (value) => {
      const container = { name: 's', image };
      const forms = [
        { kind: 'TaskRun', spec: { taskSpec: { steps: [{ image: value }] } } },
        { kind: 'Task', spec: { stepTemplate: { image: value }, steps: [{ name: 'x' }] } },
        { kind: 'Task', spec: { steps: [container], sidecars: [{ name: 'y', image: value }] } },
        { kind: 'StepAction', apiVersion: 'tekton.dev/v1beta1', spec: { image: value } },
        { kind: 'PipelineRun', spec: { pipelineSpec: { tasks: [{ name: 'a', taskSpec: { steps: [{ image: value }] } }] } } },
      ];

      for (const form of forms) expect(found({ apiVersion: 'tekton.dev/v1', metadata: { name: 'a' }, ...form })).toEqual([]);
    },
  );
});
