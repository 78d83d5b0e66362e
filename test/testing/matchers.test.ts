import '../../src/testing/jest';
import { Chart } from 'cdk8s';
import { EmbeddedPipeline, Pipeline, PipelineServiceAccount, param, result, sh, Task, TaskRun } from '../../src';
import { Gosec } from '../../src/catalogue';
import { edgesOf, layersOf, objectNamed, pipelineNamed, snapshotOf, taskNamed, taskRunNamed } from '../../src/testing';
import { newChart } from '../support/app';

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

function ci() {
  const chart = newChart('ci', { namespace: 'build' });
  const clone = new Task(chart, 'clone', {
    results: { commit: result.string() },
    steps: ({ results }) => [{ ...run, command: undefined, script: sh`git rev-parse HEAD > ${results.commit.path}` }],
  });
  const build = new Task(chart, 'build', {
    params: { commit: param.string() },
    rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'], resourceNames: ['web'] }],
    steps: ({ params }) => [{ ...run, args: [params.commit] }],
  });
  const notify = new Task(chart, 'notify', { steps: () => [run] });
  const pipeline = new Pipeline(chart, 'ci');
  const cloned = pipeline.add(clone);
  const built = pipeline.add(build, { params: { commit: cloned.results.commit } });
  const told = pipeline.add(notify, { after: [built] });
  const end = pipeline.finally(notify, { name: 'end' });
  return { chart, pipeline, cloned, built, told, end, account: new PipelineServiceAccount(chart, 'ci-runs', { pipeline }) };
}

/** The message with which an expectation fails. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation is met');
}

describe('finding objects', () => {
  it('returns an object as the app emits it, with the type of its spec', () => {
    const { chart } = ci();

    expect(taskNamed(chart, 'build').spec.steps[0]?.image).toBe('busybox:1.37.0');
    expect(pipelineNamed(chart, 'ci').spec.tasks?.map(({ name }) => name)).toEqual(['clone', 'build', 'notify']);
    expect(objectNamed(chart, 'ServiceAccount', 'ci-runs').automountServiceAccountToken).toBe(true);
  });

  it('finds a run by the beginning of its generated name', () => {
    const chart = newChart();
    new TaskRun(chart, 'once', { task: new Task(chart, 'greet', { steps: () => [run] }) });

    expect(taskRunNamed(chart, 'once').spec.taskRef?.name).toBe('greet');
  });

  it('says which names there are', () => {
    const { chart } = ci();

    expect(() => taskNamed(chart, 'biuld')).toThrow(
      'the app emits no Task "biuld" (available: build, clone, notify); did you mean "build"?',
    );
    expect(() => objectNamed(chart, 'Tsak', 'build')).toThrow(/the app emits no Tsak .*did you mean "Task"\?/);
  });

  it('asks for the namespace where several objects have the name', () => {
    const { chart } = ci();
    new Task(new Chart(chart.node.root, 'other', { namespace: 'other' }), 'build', { steps: () => [run] });

    expect(() => taskNamed(chart, 'build')).toThrow('2 objects are Task "build" (build/build, other/build); write NAMESPACE/NAME');
    expect(taskNamed(chart, 'other/build').spec.params).toBeUndefined();
  });
});

describe('the order of tasks', () => {
  it('is in edges and layers', () => {
    expect(edgesOf(ci().pipeline)).toEqual([
      { from: 'clone', to: 'build', kind: 'data' },
      { from: 'build', to: 'notify', kind: 'order' },
    ]);
    expect(layersOf(ci().pipeline)).toEqual([['clone'], ['build'], ['notify']]);
    const embedded = new EmbeddedPipeline('once');
    embedded.add(ci().cloned.task);
    expect(layersOf(embedded)).toEqual([['clone']]);
  });
});

describe('matchers', () => {
  it('toHaveEdge is about direct edges, toRunAfter about all, also of finally', () => {
    const { pipeline, cloned, built, told, end } = ci();

    expect(pipeline).toHaveEdge(cloned, built);
    expect(pipeline).not.toHaveEdge('clone', 'notify');
    expect(pipeline).toRunAfter('notify', 'clone');
    expect(pipeline).toRunAfter(end, told);
    expect(pipeline).not.toRunAfter(cloned, end);
    expect(pipeline).not.toRunAfter('clone', 'clone');
    expect(failure(() => expect(pipeline).toHaveEdge('clone', 'notify'))).toBe(
      'expected an edge from "clone" to "notify"; "notify" waits for: build',
    );
  });

  it('a misspelt task is an error, even behind not', () => {
    expect(() => expect(ci().pipeline).not.toRunAfter('notfy', 'clone')).toThrow(/unknown task "notfy" .*did you mean "notify"\?/);
    expect(() => expect('ci' as never).not.toHaveEdge('a', 'b')).toThrow('expected a Pipeline');
  });

  it('toHaveNoProblems shows the problems', () => {
    const { chart, pipeline } = ci();
    expect(chart).toHaveNoProblems();
    pipeline.add(new Task(chart, 'again', { steps: () => [run] }), { retries: -1 });

    expect(failure(() => expect(chart).toHaveNoProblems())).toMatch(/expected no problems, found 1:\n\[ci\/ci\] TW\d+ again retries/);
  });

  it('toBeAdmittedBy checks with the flags of a cluster', () => {
    const chart = newChart();
    const task = new Task(chart, 'debug', { steps: () => [run] });
    new TaskRun(chart, 'once', { task, overrides: { debug: { breakpoints: { onFailure: 'enabled' } } } });

    expect(chart).toBeAdmittedBy({ features: { 'enable-api-fields': 'alpha' } });
    expect(chart).not.toBeAdmittedBy({ features: { 'enable-api-fields': 'stable' } });
    expect(taskNamed(chart, 'debug')).toBeAdmittedBy();
    expect(failure(() => expect(chart).toBeAdmittedBy())).toMatch(/expected the cluster to admit it:\nTW\d+ TaskRun\/once-? .*debug/);
    expect(() => expect(chart).toBeAdmittedBy({ features: { 'enable-api-field': 'alpha' } })).toThrow(/did you mean "enable-api-fields"\?/);
  });

  it('toGrant reads the Role as Kubernetes does; with not nothing of it may be granted', () => {
    const { account } = ci();
    const apps = { apiGroups: ['apps'], resources: ['deployments'] } as const;

    expect(account).toGrant({ ...apps, verbs: ['patch', 'get'], resourceNames: ['web'] });
    expect(account).not.toGrant({ ...apps, verbs: ['delete'], resourceNames: ['web'] });
    expect(failure(() => expect(account).toGrant({ ...apps, verbs: ['patch', 'delete'], resourceNames: ['web'] }))).toBe(
      'the role does not grant: delete deployments.apps "web"',
    );
    expect(failure(() => expect(account).not.toGrant({ ...apps, verbs: ['patch', 'delete'], resourceNames: ['web'] }))).toBe(
      'the role grants: patch deployments.apps "web"',
    );
    // a named permission is none for all objects
    expect(account).not.toGrant({ ...apps, verbs: ['patch'] });
    const all = { kind: 'ClusterRole', rules: [{ apiGroups: ['*'], resources: ['*/scale'], verbs: ['*'] }] };
    expect(all).toGrant({ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['patch'] });
    expect(all).not.toGrant({ ...apps, verbs: ['patch'] });
  });
});

it('a snapshot has the name and the hash of a bundle instead of its program', () => {
  const chart = newChart();
  new Gosec(chart, 'gosec');

  const text = JSON.stringify(snapshotOf(chart));

  expect(text).toMatch(/#!\/usr\/bin\/env node\\n\/\/ bundle producer, SHA-256 [0-9a-f]{64}"/);
  expect(text.length).toBeLessThan(20_000);
});
