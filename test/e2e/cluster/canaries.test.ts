import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { deleteNamespace } from '../kubectl';
import { listFindings, readSarif } from '../merged-findings';
import { log } from '../outcome';
import { type Performance, perform } from '../perform';

const NAMESPACE = 'tekwire-e2e-canaries';

describe('scanners whose working directory is the folder of their canary', () => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(NAMESPACE, synthesise(join(__dirname, '../programs/canaries.ts')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('find their canary and the secret, and the gate passes', async () => {
    const { outcome } = performance;
    const { history, own, gate } = outcome.tasks;

    expect(gate && (await log(NAMESPACE, gate))).toContain('gate passed');
    expect(outcome.succeeded).toBe(true);
    expect(listFindings(await readSarif(NAMESPACE, history))).toEqual(['gitleaks github-pat deploy.env:2']);
    expect(listFindings(await readSarif(NAMESPACE, own))).toEqual(['gitleaks github-pat deploy.env:2']);
  });

  it('report no file of the canary', async () => {
    const { history, own } = performance.outcome.tasks;
    const both = [await readSarif(NAMESPACE, history), await readSarif(NAMESPACE, own)];

    expect(JSON.stringify(both)).not.toContain('canary.env');
  });
});
