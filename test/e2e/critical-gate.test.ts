import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace } from './kubectl';
import { listFindings, readMergedSarif } from './merged-findings';
import { log, overlap } from './outcome';
import { type Performance, perform } from './perform';

const NAMESPACE = 'tekwire-e2e-critical';

describe('a gate for critical findings only, after two scanners with the same findings', () => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(NAMESPACE, synthesise(join(__dirname, 'programs/critical-gate.ts')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('the run succeeds, and with it every task', () => {
    const { outcome } = performance;

    expect(outcome.message).toContain('Failed: 0');
    expect([outcome.succeeded, Object.keys(outcome.tasks).length]).toEqual([true, 7]);
  });

  it('both scanners of one kind run in parallel and write files of their own', () => {
    const { gosec, 'gosec-tests': again } = performance.outcome.tasks;

    expect(gosec && again && overlap(gosec, again)).toBe(true);
    expect(gosec?.results.issues).not.toEqual(again?.results.issues);
  });

  it('equal findings of both are once in the merged SARIF', async () => {
    const merged = await readMergedSarif(NAMESPACE, performance.outcome);

    expect(listFindings(merged)).toEqual([
      'gitleaks github-pat deploy.env:2',
      'gosec G204 main.go:26',
      'gosec G304 store/store.go:12',
      'gosec G401 store/store.go:17',
      'gosec G501 store/store.go:5',
      'gosec G702 main.go:26',
    ]);
  });

  it('the gate reports that it passed', async () => {
    const { gate } = performance.outcome.tasks;

    expect(gate && (await log(NAMESPACE, gate))).toContain('gate passed');
  });
});
