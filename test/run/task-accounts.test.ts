import { App, type Chart } from 'cdk8s';
import { EmbeddedPipeline, EmbeddedTask, type PermissionRule, Pipeline, PipelineRun, PipelineServiceAccount, Task } from '../../src';
import type { PipelineServiceAccountProps } from '../../src/types';
import { manifestsOf, newChart, problemsOf } from '../support/app';

const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
const patchWeb: PermissionRule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch', 'get'], resourceNames: ['web'] };
const readPods: PermissionRule = { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] };

/** An account for a pipeline of one task with these permissions. */
function accountOf(rbac: readonly PermissionRule[], props: Partial<PipelineServiceAccountProps> = {}) {
  const chart = newChart('ci', { namespace: 'build' });
  const pipeline = new Pipeline(chart, 'release');
  pipeline.add(new Task(chart, 'deploy', { rbac, steps }));
  const account = new PipelineServiceAccount(chart, 'release-runs', { pipeline, ...props });
  return { chart, pipeline, account };
}

describe('a PipelineServiceAccount with an account for each task', () => {
  const accounts = (chart: Parameters<typeof manifestsOf>[0], kind: string) =>
    manifestsOf(chart)
      .filter((manifest) => manifest.kind === kind)
      .map(({ metadata, ...rest }) => [
        metadata?.name,
        (rest as { rules?: readonly { resources: readonly string[] }[] }).rules?.flatMap(({ resources }) => resources),
      ]);

  function release(props: Partial<PipelineServiceAccountProps>) {
    const { chart, pipeline, account } = accountOf([patchWeb], props);
    pipeline.add(new Task(chart, 'test', { steps }));
    pipeline.finally(new EmbeddedTask('report', { rbac: [readPods], steps }));
    new PipelineRun(chart, 'nightly', { pipeline, serviceAccount: account });
    return chart;
  }
  const specsOf = (chart: Chart) => {
    const charts = App.of(chart).charts.flatMap((one) => manifestsOf(one));
    const run = charts.find(({ kind }) => kind === 'PipelineRun')?.spec as Record<string, unknown>;
    return { taskRunSpecs: run.taskRunSpecs, taskRunTemplate: run.taskRunTemplate };
  };

  it('gives a permission to the task that declares it and to no other, also to tasks that are added later', () => {
    const chart = release({ perTask: true });

    expect(accounts(chart, 'Role')).toEqual([
      ['release-runs', []],
      ['release-runs-deploy', ['deployments']],
      ['release-runs-report', ['pods', 'pods/log']],
    ]);
    expect(accounts(chart, 'ServiceAccount').map(([name]) => name)).toEqual(['release-runs', 'release-runs-deploy', 'release-runs-report']);
    expect(specsOf(chart)).toEqual({
      taskRunSpecs: [
        { pipelineTaskName: 'deploy', serviceAccountName: 'release-runs-deploy' },
        { pipelineTaskName: 'report', serviceAccountName: 'release-runs-report' },
      ],
      taskRunTemplate: { serviceAccountName: 'release-runs' },
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('gives a Secret to one task', () => {
    const chart = release({ taskSecrets: { test: ['robot'] }, secrets: ['all'], imagePullSecrets: ['registry'] });

    expect(manifestsOf(chart).filter(({ kind }) => kind === 'ServiceAccount')).toMatchObject([
      { metadata: { name: 'release-runs' }, secrets: [{ name: 'all' }], imagePullSecrets: [{ name: 'registry' }] },
      {
        metadata: { name: 'release-runs-test' },
        secrets: [{ name: 'all' }, { name: 'robot' }],
        imagePullSecrets: [{ name: 'registry' }],
      },
    ]);
    expect(specsOf(chart).taskRunSpecs).toEqual([{ pipelineTaskName: 'test', serviceAccountName: 'release-runs-test' }]);
  });

  it('leaves the permissions of an embedded pipeline with the account of the run, since Tekton gives its tasks no other', () => {
    const chart = newChart('ci', { namespace: 'build' });
    const inner = new EmbeddedPipeline('inner');
    inner.add(new Task(chart, 'deploy', { rbac: [patchWeb], steps }));
    const pipeline = new Pipeline(chart, 'release');
    new PipelineServiceAccount(chart, 'runs', { pipeline, perTask: true });
    pipeline.add(inner);

    expect(accounts(chart, 'Role')).toEqual([['runs', ['deployments']]]);
  });

  it('keeps the settings that a run gives to the task', () => {
    const { chart, pipeline, account } = accountOf([patchWeb], { perTask: true });
    new PipelineRun(chart, 'nightly', {
      pipeline,
      serviceAccount: account,
      taskRunSpecs: [{ task: 'deploy', serviceAccount: 'other' }],
    });

    expect(specsOf(chart).taskRunSpecs).toEqual([{ pipelineTaskName: 'deploy', serviceAccountName: 'other' }]);
  });

  it('reports a Secret for a task that is not there, and a run of another pipeline', () => {
    const { chart, account } = accountOf([patchWeb], { perTask: true, taskSecrets: { deplyo: ['robot'] } });
    const other = new Pipeline(chart, 'other');
    other.add(new Task(chart, 'test', { steps }));
    new PipelineRun(chart, 'nightly', { pipeline: other, serviceAccount: account });

    expect(problemsOf(chart)).toEqual([
      expect.stringContaining('TW293 taskSecrets.deplyo: unknown task "deplyo" (available: deploy); did you mean "deploy"?'),
      expect.stringContaining('TW293 serviceAccount: it has accounts for the tasks of another pipeline'),
    ]);
  });

  it('refuses a Secret for a pipeline among the tasks, which Tekton would give to none of its tasks', () => {
    const chart = newChart('ci', { namespace: 'build' });
    const inner = new EmbeddedPipeline('inner');
    inner.add(new Task(chart, 'deploy', { rbac: [patchWeb], steps }));
    const pipeline = new Pipeline(chart, 'release');
    pipeline.add(inner);
    new PipelineServiceAccount(chart, 'runs', { pipeline, taskSecrets: { inner: ['robot'] } });

    expect(problemsOf(chart).filter((problem) => problem.includes('TW293'))).toEqual([
      expect.stringContaining('TW293 taskSecrets.inner: "inner" is a pipeline, to whose tasks Tekton gives only the account of the run'),
    ]);
    expect(accounts(chart, 'Role')).toEqual([['runs', ['deployments']]]);
  });

  it('takes an undefined list as none', () => {
    const { chart } = accountOf([], { taskSecrets: { deploy: undefined } as never });

    expect(problemsOf(chart)).toEqual([]);
    expect(accounts(chart, 'ServiceAccount').map(([name]) => name)).toEqual(['release-runs']);
  });

  it.each([
    ['taskSecrets', { taskSecrets: ['robot'] }],
    ['taskSecrets.deploy', { taskSecrets: { deploy: 'robot' } }],
    ['taskSecrets.deploy[0]', { taskSecrets: { deploy: [1] } }],
  ])('refuses %s of another kind', (field, props) => {
    const { chart } = accountOf([], props as never);

    expect(problemsOf(chart)).toEqual([expect.stringContaining(`TW288 ${field}: expected`)]);
  });
});
