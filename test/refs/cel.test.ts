import { cel, Pipeline, param, setFeatures, Task } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

describe('a condition in CEL', () => {
  it('has its values as strings, and waits for the tasks that they come from', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { cel: true });
    const ci = new Pipeline(chart, 'ci', { params: { branch: param.string(), user: param.string() } });
    const { branch, user } = ci.params;
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });

    ci.add(task, { when: [cel`${branch} == 'main' || ${user}.startsWith('bot-')`, cel`'${branch}' != 'x${user}'`] });

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'task',
        taskRef: { name: 'task', kind: 'Task' },
        when: [
          { cel: "'$(params.branch)' == 'main' || '$(params.user)'.startsWith('bot-')" },
          { cel: "'$(params.branch)' != 'x$(params.user)'" },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('of a value of another pipeline is an error', () => {
    const chart = newChart();
    const other = new Pipeline(chart, 'other', { params: { branch: param.string() } });
    const ci = new Pipeline(chart, 'ci', { params: { branch: param.string() } });
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
    other.add(task);

    // an id that is computed hides from the compiler what it would refuse
    const hidden = other.params as unknown as typeof ci.params;
    ci.add(task, { when: [cel`${hidden.branch} == 'main'`] });

    expect(problemsOf(chart).filter((problem) => problem.includes('TW291'))).toEqual([
      '[app/ci] TW291 task when: "$(params.branch)" is a value of another pipeline or Task; take values from this pipeline\'s own params and tasks',
    ]);
  });
});
