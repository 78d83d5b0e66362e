import { App, Chart, Duration } from 'cdk8s';
import { Pipeline, param, setFeatures, Task, TaskRun, workspace } from '../../src';
import { newChart, problemsOf } from '../support/app';

function alpha(chart = newChart()) {
  new Task(chart, 'task', {
    params: { level: param.enum(['low']) },
    steps: () => [
      { name: 'run', image: 'busybox:1.37.0', command: ['true'], timeout: Duration.minutes(1), stdoutConfig: { path: '/tmp/out' } },
    ],
  });
  return chart;
}

describe('a feature that is off in the cluster', () => {
  it('is an error that names the flag', () => {
    expect(
      problemsOf(alpha()).map((problem) =>
        /set the feature flag (\S+) to "(\w+)", and declare it with setFeatures/.exec(problem)?.slice(1, 3),
      ),
    ).toEqual([
      ['enable-param-enum', 'true'],
      ['enable-api-fields', 'alpha'],
    ]);
  });

  it('is accepted once the app declares it, at any time', () => {
    const chart = alpha();
    setFeatures(chart.node.root, { apiFields: 'alpha' });
    expect(problemsOf(chart)).toEqual([expect.stringContaining('enable-param-enum')]);

    setFeatures(chart.node.root, { apiFields: 'alpha', paramEnum: true });

    expect(problemsOf(chart)).toEqual([]);
  });

  it('is an error for beta fields in a cluster with stable fields only', () => {
    const chart = newChart();
    const task = new Task(chart, 'task', {
      params: { level: param.string({ default: '' }) },
      workspaces: { key: workspace({ optional: true }) },
      steps: ({ workspaces: { key } }) => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'], workspaces: [key.at()] }],
    });
    const ci = new Pipeline(chart, 'ci');
    ci.add(task, { matrix: { params: { level: ['a', 'b'] } }, onError: 'continue' });
    ci.add(Task.fromResolver({ hub: { name: 'lint', version: '0.2' } }));
    new TaskRun(chart, 'try', { task, computeResources: { requests: { cpu: '1' } } });
    expect(problemsOf(chart)).toEqual([]);

    setFeatures(chart, { apiFields: 'stable' });

    const beta = ` is a beta feature, which the cluster refuses; set the feature flag enable-api-fields to "beta", and declare it with setFeatures(app, { apiFields: 'beta' })`;
    expect(problemsOf(chart).map((line) => line.replace(beta, ''))).toEqual([
      '[app/task] TW106 steps.run.workspaces: a workspace for one container',
      '[app/ci] TW204 task matrix: matrix',
      '[app/ci] TW204 task onError: onError',
      '[app/ci] TW204 lint taskRef.resolver: a resolver',
      '[app/try] TW329 computeResources: computeResources',
    ]);
  });

  it('can be declared for one chart', () => {
    const app = new App();
    const [next, stable] = [alpha(new Chart(app, 'next', { namespace: 'next' })), alpha(new Chart(app, 'stable', { namespace: 'stable' }))];
    setFeatures(app, { paramEnum: true });

    setFeatures(next, { apiFields: 'alpha' });

    expect(problemsOf(stable)).toEqual([expect.stringMatching(/^\[stable\/task\] .*enable-api-fields/)]);
    setFeatures(next, { apiFields: 'alpha', paramEnum: false });
    expect(problemsOf(app)).toEqual([
      expect.stringMatching(/^\[next\/task\] .*enable-param-enum/),
      expect.stringMatching(/^\[stable\/task\] .*enable-api-fields/),
    ]);
  });

  it('also applies to the runs of that chart, which are in a chart of their own', () => {
    const app = new App();
    const chart = new Chart(app, 'next');
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
    new TaskRun(chart, 'try', { task, debug: { breakpoints: { onFailure: 'enabled' } } });
    expect(problemsOf(app)).toEqual([expect.stringContaining('enable-api-fields')]);

    setFeatures(chart, { apiFields: 'alpha' });

    expect(problemsOf(app)).toEqual([]);
  });
});
