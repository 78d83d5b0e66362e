import { Duration } from 'cdk8s';
import { Pipeline, PipelineRun, TaskRun, VerificationPolicy } from '../../src';
import { tasks } from '../pipeline/tasks';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const computeResources = { requests: { memory: '1Gi' } };

describe('a PipelineRun', () => {
  it('can set accounts, pods, timeouts, labels and resources of single tasks', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');
    const built = ci.add(build);
    const again = ci.add(build, { name: 'again' });

    new PipelineRun(chart, 'run', {
      pipeline: ci,
      taskRunSpecs: [
        {
          task: built,
          serviceAccount: { name: 'builder' },
          podTemplate: { nodeSelector: { disk: 'ssd' } },
          timeout: Duration.minutes(5),
          metadata: { labels: { size: 'big' } },
          computeResources,
        },
        { task: again, stepSpecs: { run: computeResources }, sidecarSpecs: {} },
      ],
      status: 'PipelineRunPending',
      managedBy: 'acme.io/queue',
    });

    expect(specOf(chart, 'PipelineRun', 'run-')).toEqual({
      pipelineRef: { name: 'ci' },
      taskRunSpecs: [
        {
          pipelineTaskName: 'build',
          serviceAccountName: 'builder',
          podTemplate: { nodeSelector: { disk: 'ssd' } },
          timeout: '5m',
          metadata: { labels: { size: 'big' } },
          computeResources,
        },
        { pipelineTaskName: 'again', stepSpecs: [{ name: 'run', computeResources }], sidecarSpecs: [] },
      ],
      status: 'PipelineRunPending',
      managedBy: 'acme.io/queue',
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('with settings for a task of another pipeline is an error', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');
    ci.add(build);
    // the compiler refuses it where it knows both pipelines
    const other: Pipeline = new Pipeline(chart, 'other');
    const foreign = other.add(build);

    new PipelineRun(chart, 'run', { pipeline: ci, taskRunSpecs: [{ task: foreign, computeResources }] });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW293 taskRunSpecs.0: task "build" is a task of another pipeline; pass a task that add of this run\'s pipeline returned',
    ]);
  });

  it('of an external pipeline names its tasks', () => {
    const chart = newChart();

    new PipelineRun(chart, 'run', { pipeline: Pipeline.fromCluster('far'), taskRunSpecs: [{ task: 'build', computeResources }] });

    expect(specOf(chart, 'PipelineRun', 'run-').taskRunSpecs).toEqual([{ pipelineTaskName: 'build', computeResources }]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a TaskRun', () => {
  it('can have resources for its pod or single steps, breakpoints, a status and a controller of its own', () => {
    const chart = newChart();
    const { build } = tasks(chart);

    new TaskRun(chart, 'pod', { task: build, computeResources });
    new TaskRun(chart, 'steps', {
      task: build,
      stepSpecs: { run: computeResources },
      sidecarSpecs: { proxy: computeResources },
      debug: { breakpoints: { onFailure: 'enabled', beforeSteps: ['run'] } },
      status: 'TaskRunPending',
      statusMessage: 'waits for a quota',
      managedBy: 'acme.io/queue',
    });

    expect(specOf(chart, 'TaskRun', 'pod-')).toEqual({ taskRef: { name: 'build', kind: 'Task' }, computeResources });
    expect(specOf(chart, 'TaskRun', 'steps-')).toEqual({
      taskRef: { name: 'build', kind: 'Task' },
      stepSpecs: [{ name: 'run', computeResources }],
      sidecarSpecs: [{ name: 'proxy', computeResources }],
      debug: { breakpoints: { onFailure: 'enabled', beforeSteps: ['run'] } },
      status: 'TaskRunPending',
      statusMessage: 'waits for a quota',
      managedBy: 'acme.io/queue',
    });
  });
});

describe('a VerificationPolicy', () => {
  it('can have overrides, which the same rules check', () => {
    const chart = newChart();

    new VerificationPolicy(chart, 'signed', {
      resources: ['.*'],
      authorities: { acme: { secret: 'cosign' } },
      overrides: { authorities: [{ name: 'acme', key: { data: 'PUBLIC KEY', kms: 'gcpkms://key' } }] },
    });

    expect(problemsOf(chart)).toEqual([expect.stringContaining('[app/signed] TW704 authorities.acme.key: ')]);
  });

  it('lists the required signatures of Tasks by their source', () => {
    const chart = newChart();

    new VerificationPolicy(chart, 'signed', {
      resources: ['https://github.com/acme/.*'],
      authorities: {
        secret: { secret: { name: 'cosign' }, secretNamespace: 'keys', hashAlgorithm: 'sha512' },
        inline: { data: 'PUBLIC KEY' },
        kms: { kms: 'gcpkms://key' },
      },
      mode: 'warn',
    });

    expect(manifestsOf(chart)).toEqual([
      {
        apiVersion: 'tekton.dev/v1alpha1',
        kind: 'VerificationPolicy',
        metadata: { name: 'signed' },
        spec: {
          resources: [{ pattern: 'https://github.com/acme/.*' }],
          authorities: [
            { name: 'secret', key: { secretRef: { name: 'cosign', namespace: 'keys' }, hashAlgorithm: 'sha512' } },
            { name: 'inline', key: { data: 'PUBLIC KEY' } },
            { name: 'kms', key: { kms: 'gcpkms://key' } },
          ],
          mode: 'warn',
        },
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});
