import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace, evictPod } from './kubectl';
import { log } from './outcome';
import { type Performance, perform } from './perform';

const NAMESPACES = {
  lost: 'tekwire-e2e-lost',
  enricher: 'tekwire-e2e-enricher',
  plain: 'tekwire-e2e-plain-lost',
  retries: 'tekwire-e2e-retries',
};
const LEFT_NOTHING = 'did not finish: it left no findings file';
const ENDED = 'did not finish: its pod ended before its findings were written: it ran out of memory or time';

async function run(namespace: string, program: string): Promise<Performance & { readonly gate: string }> {
  const performance = await perform(namespace, synthesise(join(__dirname, 'programs', `${program}.ts`)));
  const { gate } = performance.outcome.tasks;
  return { ...performance, gate: gate === undefined ? '' : await log(namespace, gate) };
}

afterAll(() => Promise.all(Object.values(NAMESPACES).map(deleteNamespace)));

describe('scanners whose pods are lost', () => {
  let lost: Awaited<ReturnType<typeof run>>;
  let evicted: readonly string[];
  beforeAll(async () => {
    [lost, evicted] = await Promise.all([run(NAMESPACES.lost, 'lost-scanners'), evictPod(NAMESPACES.lost, 'evicted')]);
  });

  it('the evicted pod was evicted', () => {
    expect(evicted).toEqual(expect.arrayContaining(['Failed', 'EvictionByEvictionAPI']));
  });

  it.each([
    ['without-memory', LEFT_NOTHING],
    ['without-image', LEFT_NOTHING],
    ['too-slow', LEFT_NOTHING],
    ['evicted', LEFT_NOTHING],
    ['without-report', ENDED],
    ['fifo', 'did not finish (exit code 0): fifo left no report: it is a FIFO, not a regular file'],
  ])('the gate fails and reports that %s did not finish', (name, reason) => {
    expect(lost.gate).toContain(`- ${name} ${reason}`);
  });

  it('the gate and the summary run, although another consumer fails, and the run fails', () => {
    const { succeeded, skipped, tasks } = lost.outcome;

    expect([succeeded, skipped]).toEqual([false, {}]);
    expect([tasks.gate?.reason, tasks.crash?.reason, tasks.summary?.succeeded]).toEqual(['StepFailed', 'StepFailed', true]);
  });

  it('the verdict is a result of the gate, too', () => {
    expect(lost.outcome.tasks.gate?.results.verdict).toContain(`evicted ${LEFT_NOTHING}`);
  });

  it('the findings of the working scanner are kept', () => {
    expect(JSON.parse(String(lost.outcome.tasks.summary?.results.summary))).toMatchObject({
      total: 1,
      byTool: expect.arrayContaining([{ tool: 'works', count: 1 }]),
    });
  });
});

it('an enricher that is killed fails the gate: the findings are lost', async () => {
  const { outcome, gate } = await run(NAMESPACES.enricher, 'lost-enricher');

  expect([outcome.succeeded, outcome.skipped]).toEqual([false, {}]);
  expect(gate).toContain('- deduplicate did not finish: its pod ended before the findings of all tools were written: it ran out of memory');
});

it('a full disk, a disk that is read-only and a lost run of a matrix fail the gate of a plain pipeline', async () => {
  const { outcome, gate } = await run(NAMESPACES.plain, 'lost-in-plain-pipeline');

  expect([outcome.succeeded, outcome.skipped]).toEqual([false, {}]);
  expect(gate.match(/^- .*?:/gm)).toEqual(['- strict did not finish:', '- fills did not finish:', '- unwritable did not finish:']);
  expect(gate).toContain('strict did not finish: 1 of its 3 runs left no findings file');
  expect(outcome.tasks.judge?.succeeded).toBe(true);
});

it('a gate in finally fails for a scanner whose every attempt was killed', async () => {
  const { outcome, gate } = await run(NAMESPACES.retries, 'lost-after-retries');

  expect([outcome.succeeded, outcome.skipped, outcome.tasks.greedy?.retries]).toEqual([false, {}, 1]);
  expect(gate).toContain(`- greedy ${LEFT_NOTHING}`);
});
