import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { deleteNamespace, get } from '../kubectl';
import { listFindings, readMergedSarif } from '../merged-findings';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { isRuns, perform } from '../perform';

const NAMESPACE = 'tekwire-e2e-fused';

/** The pods of a run, and the seconds from the start of its first task to the end of its last. */
async function cost({ name, tasks }: RunOutcome): Promise<{ readonly pods: number; readonly seconds: number }> {
  const { items } = await get<{ readonly items: readonly unknown[] }>(NAMESPACE, 'pods', '-l', `tekton.dev/pipelineRun=${name}`);
  const all = Object.values(tasks);
  const seconds = (Math.max(...all.map(({ ended }) => ended)) - Math.min(...all.map(({ started }) => started))) / 1000;
  return { pods: items.length, seconds };
}

describe('enrichers and consumers in pods of their own, and fused into one', () => {
  let apart: RunOutcome;
  let fused: RunOutcome;
  beforeAll(async () => {
    const files = synthesise(join(__dirname, '../programs/fused.ts'));
    const runs = Object.keys(files)
      .filter(isRuns)
      .flatMap((name) => (files[name] ?? '').split(/^---\n/m));
    const [first = '', second = ''] = ['apart-now-', 'fused-now-'].map((name) => runs.find((run) => run.includes(name)));
    apart = (await perform(NAMESPACE, files, first)).outcome;
    fused = await runToEnd(NAMESPACE, second);
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('have the same findings', async () => {
    const [one, other] = [await readMergedSarif(NAMESPACE, apart, 'owners'), await readMergedSarif(NAMESPACE, fused, 'findings')];

    expect(listFindings(other)).toEqual(listFindings(one));
    expect(listFindings(other)).toEqual(['gitleaks github-pat deploy.env:2']);
    expect(other.runs[0]?.results?.[0]?.properties).toEqual(one.runs[0]?.results?.[0]?.properties);
  });

  it('fail the run for the gate, after every consumer has delivered', async () => {
    const { gate, summary } = apart.tasks;
    const { findings } = fused.tasks;

    expect([apart.succeeded, fused.succeeded]).toEqual([false, false]);
    expect(findings?.exitCodes).toEqual({ deduplicate: 0, severities: 0, policy: 0, owners: 0, gate: 1, summary: 0, outcome: 1 });
    expect(findings?.results.verdict).toBe(gate?.results.verdict);
    expect(findings?.results.summary).toBe(summary?.results.summary);
    expect(findings && (await log(NAMESPACE, findings))).toContain('gate ended with exit code 1');
  });

  it('take one pod instead of six, and less time', async () => {
    const [one, other] = [await cost(apart), await cost(fused)];
    console.log(`apart: ${one.pods} pods, ${one.seconds} s; fused: ${other.pods} pods, ${other.seconds} s`);

    expect([one.pods, other.pods]).toEqual([8, 3]);
    expect(other.seconds).toBeLessThan(one.seconds);
  });
});
