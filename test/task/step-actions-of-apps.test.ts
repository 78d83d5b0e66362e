import { App, Chart } from 'cdk8s';
import { Pipeline, StepAction, Task } from '../../src';
import { problemsOf } from '../support/app';

const action = (chart: Chart) =>
  new StepAction(chart, 'scan', { container: () => ({ image: 'docker.io/library/busybox:1.37', command: ['ls'] }) });

describe('a StepAction of another App', () => {
  it('is an error in the Task whose step refers to it', () => {
    const chart = new Chart(new App(), 'app');
    const far = action(new Chart(new App(), 'far'));

    new Pipeline(chart, 'ci').add(new Task(chart, 'build', { steps: () => [far.step('scan')] }));

    expect(problemsOf(chart).filter((one) => one.includes('TW283'))).toEqual([
      expect.stringMatching(/TW283 steps\.scan\.ref: StepAction "scan" belongs to another App/),
    ]);
  });

  it('is none in another Chart, or by its name in the cluster', () => {
    const app = new App();
    const [chart, other] = [new Chart(app, 'app'), new Chart(app, 'other')];
    const far = StepAction.fromCluster('far', {});

    new Pipeline(chart, 'ci').add(new Task(chart, 'build', { steps: () => [action(other).step('scan'), far.step('far')] }));

    expect(problemsOf(chart).filter((one) => one.includes('TW283'))).toEqual([]);
  });
});
