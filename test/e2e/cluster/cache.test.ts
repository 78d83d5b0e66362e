import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { deleteNamespace } from '../kubectl';
import { listFindings, readSarif } from '../merged-findings';
import { type RunOutcome, runToEnd } from '../outcome';
import { install, runsByName } from '../perform';
import { runOnClaim } from '../read-claim';

const NAMESPACE = 'tekwire-e2e-cache';

/** What Go's build cache keeps of a compiled package. */
const COMPILED = ['-path', './go-build/*', '-name', '*-d'];

describe('a scanner with a cache on a claim', () => {
  let cold: RunOutcome;
  let warm: RunOutcome;
  let compiled: readonly string[] = [];
  let compiledAgain: readonly string[] = [];
  beforeAll(async () => {
    const files = synthesise(join(__dirname, '../programs/cache.ts'));
    await install(NAMESPACE, files);
    const runs = runsByName(files);
    cold = await runToEnd(NAMESPACE, runs.cold ?? '');
    compiled = await found(...COMPILED);
    await runOnClaim(NAMESPACE, 'go-cache', ['touch', 'between']);
    warm = await runToEnd(NAMESPACE, runs.warm ?? '');
    compiledAgain = await found(...COMPILED, '-newer', 'between');
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('finds the same in both runs', async () => {
    const [one, other] = [await readSarif(NAMESPACE, cold.tasks.gosec), await readSarif(NAMESPACE, warm.tasks.gosec)];

    expect(listFindings(one)).toContain('gosec G401 store/store.go:17');
    expect(listFindings(other)).toEqual(listFindings(one));
  });

  it('compiles in the first run what the second one only reads', () => {
    const seconds = [cold, warm].map(({ tasks: { gosec } }) => ((gosec?.ended ?? 0) - (gosec?.started ?? 0)) / 1000);
    console.log(`gosec with an empty cache: ${seconds[0]} s, with a filled one: ${seconds[1]} s; ${compiled.length} files`);

    expect(compiled.length).toBeGreaterThan(50);
    expect(compiledAgain).toEqual([]);
  });
});

/** The files of the cache that `find` finds. */
async function found(...tests: readonly string[]): Promise<readonly string[]> {
  const list = await runOnClaim(NAMESPACE, 'go-cache', ['find', '.', '-type', 'f', ...tests]);
  return list.split('\n').filter(Boolean);
}
