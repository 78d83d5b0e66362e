import { EmbeddedPipeline, Pipeline, PipelineRun, Producer, param, SecurityPipeline, Task, TaskRun, Workspace, workspace } from '../../src';
import { GitClone, Gosec, SeverityGate } from '../../src/catalogue';
import { newChart, problemsOf, specOf } from '../support/app';

const NEEDED = { fsGroup: 65534, fsGroupChangePolicy: 'OnRootMismatch' };

function ciWith(chart = newChart()) {
  const ci = new Pipeline(chart, 'ci', { params: { url: param.string() }, workspaces: { code: Workspace.emptyDir() } });
  const clone = ci.add(new GitClone(chart, 'git-clone'), { params: { url: ci.params.url }, workspaces: { source: ci.workspaces.code } });
  return { chart, ci, clone };
}

const templateOf = (chart: ReturnType<typeof newChart>, name = 'run-') =>
  (specOf(chart, 'PipelineRun', name) as { taskRunTemplate?: { podTemplate?: object } }).taskRunTemplate?.podTemplate;

describe('the pods of a run', () => {
  it('can write to the volume in any pipeline with a component', () => {
    const { chart, ci } = ciWith();

    new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'x' } });

    expect(templateOf(chart)).toEqual({ securityContext: NEEDED });
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['an embedded pipeline', true],
    ['a pipeline that another one runs', false],
  ])('can write to it in %s, too', (_what, embedded) => {
    const chart = newChart();
    const workspaces = { code: workspace() };
    const inner = embedded ? new EmbeddedPipeline('inner', { workspaces }) : new Pipeline(chart, 'inner', { workspaces });
    inner.add(new GitClone(chart, 'git-clone'), { params: { url: 'x' }, workspaces: { source: inner.workspaces.code } });
    const outer = new Pipeline(chart, 'outer', { workspaces: { code: Workspace.emptyDir() } });
    outer.add(inner, { workspaces: { code: outer.workspaces.code } });

    new PipelineRun(chart, 'run', { pipeline: outer });

    expect(templateOf(chart)).toEqual({ securityContext: NEEDED });
  });

  it('have the settings of the run and of its pipeline', () => {
    const { chart, ci } = ciWith();

    new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'x' }, podTemplate: { nodeSelector: { disk: 'ssd' } } });

    expect(templateOf(chart)).toEqual({ securityContext: NEEDED, nodeSelector: { disk: 'ssd' } });
  });

  it('merge both within one field, and the run takes precedence', () => {
    const { chart, ci } = ciWith();

    new PipelineRun(chart, 'run', {
      pipeline: ci,
      params: { url: 'x' },
      podTemplate: { securityContext: { fsGroup: 1000, runAsUser: 1000 } },
    });

    expect(templateOf(chart)).toEqual({ securityContext: { ...NEEDED, fsGroup: 1000, runAsUser: 1000 } });
  });

  it('of a security pipeline are restricted, with any settings of the run', () => {
    const chart = newChart();
    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      consumers: [new SeverityGate(chart, 'gate')],
    });

    new PipelineRun(chart, 'run', { pipeline, params: { url: 'x' }, podTemplate: { tolerations: [{ key: 'gpu' }] } });

    expect(templateOf(chart)).toEqual({
      securityContext: { ...NEEDED, seccompProfile: { type: 'RuntimeDefault' } },
      tolerations: [{ key: 'gpu' }],
    });
  });

  it('of one task have the settings of the run, although that task has a template of its own', () => {
    const { chart, ci, clone } = ciWith();

    new PipelineRun(chart, 'run', {
      pipeline: ci,
      params: { url: 'x' },
      taskRunSpecs: [{ task: clone, podTemplate: { securityContext: { runAsUser: 1 }, nodeSelector: { disk: 'ssd' } } }],
    });

    // Tekton itself takes the fields of the run's template that this one has not (pod.MergePodTemplateWithDefault)
    expect(specOf(chart, 'PipelineRun', 'run-').taskRunSpecs).toEqual([
      { pipelineTaskName: 'git-clone', podTemplate: { securityContext: { ...NEEDED, runAsUser: 1 }, nodeSelector: { disk: 'ssd' } } },
    ]);
  });

  it.each([
    ['a string', 'ssd', 'expected an object, found a string'],
    ['an array', [], 'expected an object, found an array'],
  ])('are refused when an untyped program sets %s as their template', (_what, podTemplate, message) => {
    const { chart, ci, clone } = ciWith();

    new PipelineRun(chart, 'run', {
      pipeline: ci,
      params: { url: 'x' },
      podTemplate: podTemplate as never,
      taskRunSpecs: [{ task: clone, podTemplate: podTemplate as never }],
    });

    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[app\/run\] TW288 podTemplate: expected an object such as /),
      `[app/run] TW003 taskRunSpecs[0].podTemplate: ${message}`,
    ]);
  });

  it('are unchanged when an untyped program sets null as their template', () => {
    const { chart, ci } = ciWith();

    new PipelineRun(chart, 'run', { pipeline: ci, params: { url: 'x' }, podTemplate: null as never });

    expect(templateOf(chart)).toEqual({ securityContext: NEEDED });
  });

  it('have no settings when no task needs any', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));

    new PipelineRun(chart, 'run', { pipeline: ci });

    expect(specOf(chart, 'PipelineRun', 'run-')).toEqual({ pipelineRef: { name: 'ci' } });
  });

  it('have the settings of a custom Task', () => {
    const chart = newChart();
    const build = new Task(chart, 'build', {
      podTemplate: { securityContext: { fsGroup: 1000 } },
      steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
    });
    const ci = new Pipeline(chart, 'ci');
    ci.add(build);

    new PipelineRun(chart, 'run', { pipeline: ci });
    new TaskRun(chart, 'alone', { task: build });

    expect(templateOf(chart)).toEqual({ securityContext: { fsGroup: 1000 } });
    expect(specOf(chart, 'TaskRun', 'alone-').podTemplate).toEqual({ securityContext: { fsGroup: 1000 } });
    expect(specOf(chart, 'Task', 'build')).not.toHaveProperty('podTemplate');
  });
});

describe('the pod of a TaskRun', () => {
  it('can write to the volume when its Task is a component, and has the settings of the run', () => {
    const chart = newChart();

    new TaskRun(chart, 'clone', {
      task: new GitClone(chart, 'git-clone'),
      params: { url: 'x' },
      workspaces: { source: Workspace.emptyDir() },
      podTemplate: { nodeSelector: { disk: 'ssd' } },
    });
    new TaskRun(chart, 'scan', {
      task: new Producer(chart, 'look', { scan: ({ sarif }) => ({ image: 'busybox:1.37.0', command: ['touch', sarif] }) }),
      params: { 'source-path': '.' },
      workspaces: { source: Workspace.emptyDir() },
    });

    expect(specOf(chart, 'TaskRun', 'clone-').podTemplate).toEqual({ securityContext: NEEDED, nodeSelector: { disk: 'ssd' } });
    expect(specOf(chart, 'TaskRun', 'scan-').podTemplate).toEqual({ securityContext: NEEDED });
    expect(problemsOf(chart)).toEqual([]);
  });
});
