import { Duration } from 'cdk8s';
import { param, setFeatures, Task } from '../../src';
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

describe('what a cluster has switched off', () => {
  it('is an error that names the flag', () => {
    expect(problemsOf(alpha()).map((problem) => /set the feature flag (\S+) to "(.*)"/.exec(problem)?.slice(1, 3))).toEqual([
      ['enable-param-enum', 'true'],
      ['enable-api-fields', 'alpha'],
    ]);
  });

  it('is none once the app says that the cluster has it, whenever it says so', () => {
    const chart = alpha();
    setFeatures(chart.node.root, { apiFields: 'alpha' });
    expect(problemsOf(chart)).toEqual([expect.stringContaining('enable-param-enum')]);

    setFeatures(chart.node.root, { apiFields: 'alpha', paramEnum: true });

    expect(problemsOf(chart)).toEqual([]);
  });
});
