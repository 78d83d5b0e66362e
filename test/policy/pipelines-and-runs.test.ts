import { Duration } from 'cdk8s';
import {
  defaultPipelineTask,
  defaultServiceAccount,
  EmbeddedPipeline,
  Pipeline,
  PipelineRun,
  Policy,
  schedulePods,
  setMetadata,
  Task,
  TaskRun,
} from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

function make() {
  const chart = newChart('app', { labels: { team: 'web', tier: 'ci' } });
  const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0' }] });
  const ci = new Pipeline(chart, 'ci');
  return { chart, task, ci };
}

const taskRef = { name: 'task', kind: 'Task' };

describe('setMetadata', () => {
  it('labels and annotates every object, its own keys included', () => {
    const { chart } = make();

    Policy.of(chart).add(setMetadata({ labels: { team: 'platform' }, annotations: { 'acme.example/owner': 'platform' } }));

    const expected = { labels: { team: 'platform', tier: 'ci' }, annotations: { 'acme.example/owner': 'platform' } };
    expect(manifestsOf(chart).map(({ metadata }) => metadata)).toEqual([
      { name: 'task', ...expected },
      { name: 'ci', ...expected },
    ]);
  });
});

describe('a policy for Pipelines', () => {
  it('is given the body of each, of those in other pipelines and in runs too', () => {
    const { chart, task, ci } = make();
    const inner = new EmbeddedPipeline('inner');
    inner.add(task);
    ci.add(inner);
    new PipelineRun(chart, 'run', { pipeline: inner });
    const met: string[] = [];

    Policy.of(chart).add({
      pipeline: (spec, { kind, field }) => {
        met.push(`${kind} ${field}`);
        return { ...spec, description: 'ours' };
      },
    });

    expect(specOf(chart, 'Pipeline', 'ci').description).toBe('ours');
    expect([...new Set(met)]).toEqual(['Pipeline spec', 'Pipeline spec.tasks[0].pipelineSpec', 'PipelineRun spec.pipelineSpec']);
  });
});

describe('defaultPipelineTask', () => {
  const policy = defaultPipelineTask({ retries: 2, timeout: Duration.minutes(20) });

  it('gives retries and a timeout to tasks without, in finally too', () => {
    const { chart, task, ci } = make();
    ci.add(task);
    ci.add(task, { name: 'own', retries: 0, timeout: Duration.hours(1) });
    ci.finally(task, { name: 'last' });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'Pipeline', 'ci')).toEqual({
      tasks: [
        { name: 'task', taskRef, retries: 2, timeout: '20m' },
        { name: 'own', taskRef, retries: 0, timeout: '1h' },
      ],
      finally: [{ name: 'last', taskRef, retries: 2, timeout: '20m' }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('gives no retries to a task with `onError: continue`, which Tekton would refuse', () => {
    const { chart, task, ci } = make();
    ci.add(task, { onError: 'continue' });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([{ name: 'task', taskRef, onError: 'continue', timeout: '20m' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('reaches the tasks of a pipeline that is written into a run', () => {
    const { chart, task } = make();
    const once = new EmbeddedPipeline('once');
    once.add(task);
    new PipelineRun(chart, 'run', { pipeline: once });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'PipelineRun', 'run-').pipelineSpec).toEqual({ tasks: [{ name: 'task', taskRef, retries: 2, timeout: '20m' }] });
  });
});

describe('schedulePods', () => {
  const toleration = { key: 'ci', operator: 'Exists' } as const;
  const policy = schedulePods({ nodeSelector: { pool: 'ci', arch: 'amd64' }, tolerations: [toleration] });

  it('says where the pods of runs stand that say nothing', () => {
    const { chart, task, ci } = make();
    new PipelineRun(chart, 'nightly', { pipeline: ci });
    new TaskRun(chart, 'try', { task });

    Policy.of(chart).add(policy);

    const podTemplate = { nodeSelector: { pool: 'ci', arch: 'amd64' }, tolerations: [toleration] };
    expect(specOf(chart, 'PipelineRun', 'nightly-').taskRunTemplate).toEqual({ podTemplate });
    expect(specOf(chart, 'TaskRun', 'try-').podTemplate).toEqual(podTemplate);
  });

  it('leaves a run its own labels of nodes and adds to its tolerations', () => {
    const { chart, task } = make();
    const gpu = { key: 'gpu', value: 'a', effect: 'NoSchedule' } as const;
    new TaskRun(chart, 'try', { task, podTemplate: { nodeSelector: { arch: 'arm64' }, tolerations: [gpu, toleration] } });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'TaskRun', 'try-').podTemplate).toEqual({
      nodeSelector: { pool: 'ci', arch: 'arm64' },
      tolerations: [gpu, toleration],
    });
  });

  it('adds to single tasks what their own fields would hide, and nothing else', () => {
    const { chart, task, ci } = make();
    ci.add(task);
    new PipelineRun(chart, 'nightly', { pipeline: ci, taskRunSpecs: [{ task: 'task', podTemplate: { nodeSelector: { gpu: 'yes' } } }] });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'PipelineRun', 'nightly-').taskRunSpecs).toEqual([
      { pipelineTaskName: 'task', podTemplate: { nodeSelector: { pool: 'ci', arch: 'amd64', gpu: 'yes' } } },
    ]);
  });
});

describe('defaultServiceAccount', () => {
  it('is that of runs which name none', () => {
    const { chart, task, ci } = make();
    new PipelineRun(chart, 'nightly', { pipeline: ci });
    new PipelineRun(chart, 'own', { pipeline: ci, serviceAccount: 'deployer' });
    new TaskRun(chart, 'try', { task });

    Policy.of(chart).add(defaultServiceAccount({ name: 'ci' }));

    expect(specOf(chart, 'PipelineRun', 'nightly-').taskRunTemplate).toEqual({ serviceAccountName: 'ci' });
    expect(specOf(chart, 'PipelineRun', 'own-').taskRunTemplate).toEqual({ serviceAccountName: 'deployer' });
    expect(specOf(chart, 'TaskRun', 'try-').serviceAccountName).toBe('ci');
  });
});
