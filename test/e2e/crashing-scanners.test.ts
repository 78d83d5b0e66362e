import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace } from './kubectl';
import { listFindings, listInvocations, readMergedSarif } from './merged-findings';
import { log } from './outcome';
import { type Performance, perform } from './perform';

const NAMESPACE = 'tekwire-e2e-crash';

describe('scanners that crash', () => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(NAMESPACE, synthesise(join(__dirname, 'programs/crashing-scanners.ts')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('the merged SARIF names the scanners that did not finish, with the exit code', async () => {
    const merged = await readMergedSarif(NAMESPACE, performance.outcome);

    expect(listInvocations(merged)).toEqual({
      dies: { executionSuccessful: false, exitCode: 3 },
      mumbles: { executionSuccessful: false, exitCode: 0 },
      gitleaks: { executionSuccessful: true },
    });
  });

  it('the findings of the working scanner are kept', async () => {
    const merged = await readMergedSarif(NAMESPACE, performance.outcome);

    expect(listFindings(merged)).toEqual(['gitleaks github-pat deploy.env:2']);
  });

  it('everything except the gate succeeds: no task waits for a crashed scanner', () => {
    const { tasks } = performance.outcome;

    expect(Object.keys(tasks).sort()).toEqual(['deduplicate', 'dies', 'gate', 'git-clone', 'gitleaks', 'mumbles', 'summary']);
    expect(Object.keys(tasks).filter((name) => tasks[name]?.succeeded === false)).toEqual(['gate']);
  });

  it('the gate fails the run and names the scanners that did not finish', async () => {
    const { outcome } = performance;
    const text = outcome.tasks.gate && (await log(NAMESPACE, outcome.tasks.gate));

    expect(outcome.succeeded).toBe(false);
    expect(text).toMatch(/dies.*exit code 3/s);
    expect(text).toContain('mumbles');
  });

  it('the summary reports them, too', async () => {
    const { summary } = performance.outcome.tasks;
    const text = summary && (await log(NAMESPACE, summary));

    expect(text).toContain('dies');
    expect(text).toContain('mumbles');
  });
});
