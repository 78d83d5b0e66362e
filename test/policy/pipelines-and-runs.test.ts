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
  it('labels and annotates every object, and keeps its own keys', () => {
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
  it('gets the spec of each, including nested and embedded ones', () => {
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

  it('sets retries and a timeout of tasks without them, including finally tasks', () => {
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

  it('sets no retries on a task with `onError: continue`, which Tekton would refuse', () => {
    const { chart, task, ci } = make();
    ci.add(task, { onError: 'continue' });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([{ name: 'task', taskRef, onError: 'continue', timeout: '20m' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('changes the tasks of a pipeline that is embedded in a run', () => {
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

  it('sets node selectors and tolerations of runs without them', () => {
    const { chart, task, ci } = make();
    new PipelineRun(chart, 'nightly', { pipeline: ci });
    new TaskRun(chart, 'try', { task });

    Policy.of(chart).add(policy);

    const podTemplate = { nodeSelector: { pool: 'ci', arch: 'amd64' }, tolerations: [toleration] };
    expect(specOf(chart, 'PipelineRun', 'nightly-').taskRunTemplate).toEqual({ podTemplate });
    expect(specOf(chart, 'TaskRun', 'try-').podTemplate).toEqual(podTemplate);
  });

  it('keeps the node labels of a run and adds tolerations', () => {
    const { chart, task } = make();
    const gpu = { key: 'gpu', value: 'a', effect: 'NoSchedule' } as const;
    new TaskRun(chart, 'try', { task, podTemplate: { nodeSelector: { arch: 'arm64' }, tolerations: [gpu, toleration] } });

    Policy.of(chart).add(policy);

    expect(specOf(chart, 'TaskRun', 'try-').podTemplate).toEqual({
      nodeSelector: { pool: 'ci', arch: 'arm64' },
      tolerations: [gpu, toleration],
    });
  });

  it('adds only those fields to single tasks that they would otherwise hide', () => {
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
  it('is set for runs without a service account', () => {
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

describe('an excepted Task', () => {
  it('keeps its pipeline tasks as they are, including those in finally', () => {
    const { chart, task, ci } = make();
    const other = new Task(chart, 'other', { steps: () => [{ name: 'run', image: 'busybox:1.37.0' }] });
    ci.add(task, { name: 'gate' });
    ci.add(other);
    ci.finally(task, { name: 'last' });

    Policy.of(chart).add(defaultPipelineTask({ retries: 2 }), { except: [task] });

    expect(specOf(chart, 'Pipeline', 'ci')).toEqual({
      tasks: [
        { name: 'gate', taskRef },
        { name: 'other', taskRef: { name: 'other', kind: 'Task' }, retries: 2 },
      ],
      finally: [{ name: 'last', taskRef }],
    });
  });
});

describe('an excepted pipeline task', () => {
  it('is unchanged, but not the other tasks that run the same Task', () => {
    const { chart, task, ci } = make();
    const gate = ci.add(task, { name: 'gate' });
    const last = ci.finally(task, { name: 'last' });
    ci.add(task);
    new Pipeline(chart, 'second').add(task, { name: 'gate' });

    Policy.of(chart).add(defaultPipelineTask({ retries: 2 }), { except: [gate, last] });

    expect(specOf(chart, 'Pipeline', 'ci')).toEqual({
      tasks: [
        { name: 'gate', taskRef },
        { name: 'task', taskRef, retries: 2 },
      ],
      finally: [{ name: 'last', taskRef }],
    });
    expect(specOf(chart, 'Pipeline', 'second')).toEqual({ tasks: [{ name: 'gate', taskRef, retries: 2 }] });
  });

  it('of an EmbeddedPipeline is excepted in the run that embeds it', () => {
    const { chart, task } = make();
    const inner = new EmbeddedPipeline('inner', {});
    const gate = inner.add(task, { name: 'gate' });
    inner.add(task);
    new PipelineRun(chart, 'run', { pipeline: inner });

    Policy.of(chart).add(defaultPipelineTask({ retries: 2 }), { except: [gate] });

    const [run] = manifestsOf(chart).filter(({ kind }) => kind === 'PipelineRun');
    expect(run?.spec).toMatchObject({ pipelineSpec: { tasks: [{ name: 'gate', taskRef }, { retries: 2 }] } });
    expect(JSON.stringify(run).match(/retries/g)).toHaveLength(1);
  });
});
