import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace } from './kubectl';
import { type Performance, perform } from './perform';

const NAMESPACE = 'tekwire-e2e-plain';
// as in the program
const NAME = `O'Neil \`id\` "$HOME" ; exit 1 # \\n`;

describe('a pipeline that uses every kind of value, condition and order', () => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(NAMESPACE, synthesise(join(__dirname, 'programs/plain-pipeline.ts')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('values of all kinds reach a step and return as results, byte for byte', () => {
    expect(performance.outcome.tasks.describe?.results).toEqual({
      name: NAME,
      colours: ['blue', 'white'],
      size: { width: '1', height: '2' },
    });
  });

  it('results of all kinds can be params of the next task', () => {
    expect(performance.outcome.tasks.echo?.results).toEqual({ echo: `white ${NAME}|blue white|1x2` });
  });

  it('a task whose condition is false is skipped, and its status is None', () => {
    const { skipped, tasks } = performance.outcome;

    expect(Object.keys(skipped).sort()).toEqual(['on-failure', 'skipped']);
    expect(tasks.report?.results.echo).toMatch(/^Completed Succeeded None\|/);
  });

  it('tasks that pass on a directory run one after the other and see its files', () => {
    const { first, second, read } = performance.outcome.tasks;

    expect(second?.started).toBeGreaterThanOrEqual(first?.ended ?? Number.POSITIVE_INFINITY);
    expect(read?.started).toBeGreaterThanOrEqual(second?.ended ?? Number.POSITIVE_INFINITY);
    expect(performance.outcome.results).toEqual({ lines: 'first;second;' });
  });

  it('a task with a path that contains a result runs after the task of the result', () => {
    const { describe: before, first } = performance.outcome.tasks;

    expect(first?.started).toBeGreaterThanOrEqual(before?.ended ?? Number.POSITIVE_INFINITY);
  });

  it('a task that fails once is retried', () => {
    const { flaky } = performance.outcome.tasks;

    expect([flaky?.succeeded, flaky?.retries]).toEqual([true, 1]);
  });

  it('finally runs when all tasks have ended, with their statuses and results', () => {
    const { report, ...others } = performance.outcome.tasks;
    const ends = Object.values(others).map(({ ended }) => ended);

    expect(report?.started).toBeGreaterThanOrEqual(Math.max(...ends));
    expect(report?.results).toEqual({ echo: 'Completed Succeeded None|first;second;|Succeededx' });
  });

  it('the run succeeds', () => {
    expect([performance.outcome.succeeded, performance.outcome.reason]).toEqual([true, 'Completed']);
  });
});
