import { synth } from '../support/synth';

jest.setTimeout(60_000);

const head = `
const { Workspace, workspace, EmbeddedTask, EmbeddedPipeline, PipelineRun, TaskRun, StepAction } = tekwire;
const { Size, ApiObject } = require('cdk8s');
const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const claim = () => ({ code: Workspace.claim({ size: Size.gibibytes(1) }) });
const uses = (options) => ({ workspaces: { source: workspace(options) }, steps: ({ workspaces }) => [{ ...step, args: [workspaces.source.path] }] });
const task = (id, scope = chart) => new Task(scope, id, { steps: () => [step] });
`;

/** The warnings of a program, without their explanations. */
const warnings = (code: string, body: string): string[] => {
  const { status, stderr } = synth(head + body);
  expect([status, stderr.includes('Error')]).toEqual([0, false]);
  return stderr
    .split('\n')
    .filter((line) => line.includes(code))
    .map((line) => line.trim());
};

describe('a workspace of the pipeline, although a task has a handle of it', () => {
  const found = (body: string) => warnings('TW281', `const ci = new Pipeline(chart, 'ci', { workspaces: claim() });\n${body}`);
  const first = "const first = ci.add(new EmbeddedTask('first', uses()), { workspaces: { source: ci.workspaces.code } });";
  const second = (handle: string, more = '') => `ci.add(new EmbeddedTask('second', uses()), { workspaces: { source: ${handle} }${more} });`;

  it('is a warning, in a directory below and in an embedded pipeline, too', () => {
    expect(found(first + second('ci.workspaces.code'))).toEqual([
      expect.stringMatching(/^TW281 ci\/ci\/second workspaces\.source: .*"first"/),
    ]);
    expect(found(first + second("ci.workspaces.code.sub('a')"))).toHaveLength(1);
    const inner = `const ci = new EmbeddedPipeline('inner', { workspaces: { code: workspace() } });${first}${second('ci.workspaces.code')}`;
    const run = "new PipelineRun(chart, 'run', { pipeline: ci, workspaces: claim() });";
    expect(warnings('TW281', inner + run)).toHaveLength(1);
  });

  it('is none with the handle, with an order, in finally and in another directory', () => {
    expect(found(first + second('first.workspaces.source'))).toEqual([]);
    expect(found(first + second('ci.workspaces.code', ', after: [first]'))).toEqual([]);
    expect(found(first + second('ci.workspaces.code').replace('.add', '.finally'))).toEqual([]);
    const below = first.replace('ci.workspaces.code', "ci.workspaces.code.sub('b')");
    expect(found(below + second("ci.workspaces.code.sub('a')"))).toEqual([]);
  });

  it('is none when the first task only reads, or the files reach no other task', () => {
    expect(found(first.replace('uses()', 'uses({ readOnly: true })') + second('ci.workspaces.code'))).toEqual([]);
    const key = "const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.secret('key') } });";
    expect(warnings('TW281', key + first + second('ci.workspaces.code'))).toEqual([]);
  });
});

describe('a Task that no pipeline uses', () => {
  const found = (body: string) => warnings('TW282', body);
  const used = "new Pipeline(chart, 'ci').add(task('used'));";

  it('is a warning in a Chart with pipelines, as is a StepAction beside a used one', () => {
    expect(found(`${used}task('lost');`)).toEqual([expect.stringMatching(/^TW282 ci\/lost: no pipeline or run/)]);
    const actions =
      "const [a, b] = ['a', 'b'].map((id) => new StepAction(chart, id, { container: () => ({ image: 'busybox:1.37.0', command: ['true'] }) }));";
    const step = "new Pipeline(chart, 'ci').add(new Task(chart, 'used', { steps: () => [a.step('run')] }));";
    expect(found(actions + step)).toEqual([expect.stringMatching(/^TW282 ci\/b: no step/)]);
  });

  it('is none in a catalogue, and for a Task of a run, another Chart or a TriggerTemplate', () => {
    expect(found("task('a');task('b');")).toEqual([]);
    expect(found(`new Pipeline(new Chart(app, 'other'), 'ci').add(task('used'));task('lost');`)).toEqual([]);
    expect(found(`${used}new TaskRun(chart, 'run', { task: task('started') });`)).toEqual([]);
    expect(found(`${used}new Pipeline(new Chart(app, 'other'), 'more').add(task('far'));`)).toEqual([]);
    const run =
      "{ apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { generateName: 'r-' }, spec: { taskRef: { name: 'started' } } }";
    const template = `new ApiObject(chart, 't', { apiVersion: 'triggers.tekton.dev/v1beta1', kind: 'TriggerTemplate', spec: { resourcetemplates: [${run}] } });`;
    expect(found(`${used}task('started');${template}`)).toEqual([]);
  });
});

describe('a Task of another App', () => {
  const errors = (body: string) =>
    synth(`${head}const far = task('far', new Chart(new App(), 'far'));${body}`).stderr.match(/TW283[^;]*/g) ?? [];

  it('is an error wherever it is used', () => {
    expect(errors("new Pipeline(chart, 'ci').add(far);")).toEqual([expect.stringMatching(/^TW283 far: "far" belongs to another App/)]);
    expect(errors("const ci = new Pipeline(chart, 'ci');ci.add(task('a'));ci.finally(far);")).toHaveLength(1);
    expect(errors("new TaskRun(chart, 'run', { task: far });")).toHaveLength(1);
    const inner = "const inner = new EmbeddedPipeline('inner', {});inner.add(far);";
    expect(errors(`${inner}new PipelineRun(chart, 'run', { pipeline: inner });`)).toHaveLength(1);
    const other = "const other = new Pipeline(new Chart(new App(), 'far'), 'other');";
    expect(errors(`${other}new PipelineRun(chart, 'run', { pipeline: other });`)).toHaveLength(1);
  });

  it('is none with fromCluster, and between the charts of an App', () => {
    expect(errors("new Pipeline(chart, 'ci').add(Task.fromCluster(far.name, far.surface));")).toEqual([]);
    expect(errors("new Pipeline(chart, 'ci').add(task('near', new Chart(app, 'near')));")).toEqual([]);
  });
});

describe('a policy without effect', () => {
  const found = (body: string) =>
    warnings(
      'TW284',
      `const { Policy, mirrorImages, pinImages, defaultPipelineTask, restrictSecurity, defaultServiceAccount } = tekwire;
      const ci = new Pipeline(chart, 'ci');const gate = task('gate');const gated = ci.add(gate);const other = task('other', new Chart(app, 'more'));
      ${body}`,
    );
  const digest = `'sha256:${'ab'.repeat(32)}'`;

  it('is a warning for keys of mirrorImages and pinImages that match no image', () => {
    expect(found("Policy.of(app).add(mirrorImages({ 'docker.io': 'a.example/d', 'quay.io': 'a.example/q' }));")).toEqual([
      expect.stringMatching(/^TW284 .*no image is in "quay\.io" \(registries of the images: docker\.io\)/),
    ]);
    expect(found(`Policy.of(app).add(pinImages({ 'busybox:1.37': ${digest}, 'busybox:1.37.0': ${digest} }));`)).toEqual([
      expect.stringMatching(/no image is "busybox:1\.37"/),
    ]);
  });

  it('is a warning for exceptions that cover nothing', () => {
    expect(found('Policy.of(app).add(defaultPipelineTask({ retries: 1 }), { except: [other] });')).toEqual([
      expect.stringMatching(/"more\/other" excepts nothing/),
    ]);
    expect(found('Policy.of(chart).add(restrictSecurity({ runAsUser: 65534 }), { except: [other] });')).toHaveLength(1);
    expect(found("Policy.of(new Chart(app, 'third')).add(defaultPipelineTask({ retries: 1 }), { except: [gated] });")).toHaveLength(1);
  });

  it('is none for exceptions of a Task, a Chart, a Pipeline and a pipeline task', () => {
    expect(found('Policy.of(app).add(defaultPipelineTask({ retries: 1 }), { except: [gate] });')).toEqual([]);
    expect(found('Policy.of(app).add(defaultPipelineTask({ retries: 1 }), { except: [gated] });')).toEqual([]);
    expect(found('Policy.of(app).add(defaultPipelineTask({ retries: 1 }), { except: [ci] });')).toEqual([]);
    expect(found('Policy.of(app).add(restrictSecurity({ runAsUser: 65534 }), { except: [chart] });')).toEqual([]);
  });
});

describe('a security pipeline whose findings are not delivered', () => {
  const found = (options: string, more = '') =>
    warnings(
      'TW285',
      `const { SecurityPipeline } = tekwire;const { GitClone, Gosec, Summary } = require('tekwire/catalogue');
      const summary = () => new Summary(chart, 'summary');
      const scan = new SecurityPipeline(chart, 'scan', { source: new GitClone(chart, 'clone'), producers: [new Gosec(chart, 'gosec')], ${options} });${more}`,
    );

  it('is a warning without consumers, and in an emptyDir', () => {
    expect(found('consumers: []')).toEqual([expect.stringMatching(/^TW285 ci\/scan consumers: no consumer reads/)]);
    expect(found('consumers: [summary()], workspace: Workspace.emptyDir()')).toEqual([
      expect.stringMatching(/^TW285 ci\/scan workspace: /),
    ]);
    expect(found("consumers: [summary()], workspace: Workspace.secret('key')")).toHaveLength(1);
  });

  it('is none with a consumer, or with another task that reads the findings', () => {
    expect(found('consumers: [summary()]')).toEqual([]);
    const reader =
      "new EmbeddedTask('read', { params: { path: param.string() }, steps: ({ params }) => [{ ...step, args: [params.path] }] })";
    expect(found('consumers: []', `scan.add(${reader}, { params: { path: scan.producers[0].results.issues } });`)).toEqual([]);
  });
});
