import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Log, Result } from 'sarif';
import { completeLog } from '../../src/findings';
import { DockerRegistry, hasRegistry } from '../catalogue/runtime/docker-registry';
import { Pod } from '../catalogue/runtime/step';
import { synthesise } from '../conformance/synthesise';
import { logOf, resultAt } from '../findings/build';
import { schemaProblems } from '../findings/schema';
import { deleteNamespace } from './kubectl';
import { readMergedSarif } from './merged-findings';
import { log } from './outcome';
import { type Performance, perform } from './perform';

const NAMESPACE = 'tekwire-e2e-enrichers';
/** The address at which pods of the test bed reach this machine; on another cluster there is no registry to write to. */
const bridge = networkInterfaces().tb0?.[0]?.address;

(bridge !== undefined && hasRegistry ? describe : describe.skip)(
  'every enricher in real pods, with the baseline in a real registry',
  () => {
    const registry = new DockerRegistry(bridge);
    let performance: Performance;
    let findings: Log;
    beforeAll(async () => {
      await registry.start();
      writeBaseline(registry.host);
      process.env.E2E_REGISTRY = `${registry.host}/findings`;
      performance = await perform(NAMESPACE, synthesise(join(__dirname, 'programs/all-enrichers.ts')));
      findings = await readMergedSarif(NAMESPACE, performance.outcome, 'database-age');
    });
    afterAll(async () => {
      await deleteNamespace(NAMESPACE);
      await registry.remove();
    });

    it('only the gate fails: a critical new finding, and an old database', async () => {
      const { tasks, skipped } = performance.outcome;
      const failed = Object.keys(tasks).filter((name) => tasks[name]?.succeeded === false);

      expect([failed, skipped]).toEqual([['gate'], {}]);
      expect(tasks.gate && (await log(NAMESPACE, tasks.gate))).toMatch(
        /gate failed:\n- trivy is incomplete: its database is \d+ days old \(2020-01-01\), .*\n- 1 new finding at or above "critical"\n {2}critical {2}GO-2021-0113 {2}go\.mod:1/,
      );
    });

    it('the findings are valid SARIF, and those of two tools are one', () => {
      expect(schemaProblems(findings)).toEqual([]);
      expect(all().map(({ ruleId }) => ruleId)).toEqual(['CVE-2020-14040', 'G304', 'G401', 'G404', 'GO-2021-0113']);
      expect(find('GO-2021-0113').properties?.['tekwire/sources']).toMatchObject([
        { tool: 'govulncheck' },
        { tool: 'trivy', rule: 'CVE-2021-38561' },
      ]);
    });

    it('the baseline in the registry tells known findings from new ones, and is written again', async () => {
      const states = all().map(({ ruleId, baselineState }) => [ruleId, baselineState]);

      expect(Object.fromEntries(states)).toEqual({
        'CVE-2020-14040': 'new',
        G304: 'new',
        G401: 'unchanged',
        G404: 'updated',
        'GO-2021-0113': 'new',
      });
      const manifest = await registry.manifest('findings/git.example/acme/shop', 'main');
      const address = `http://${registry.host}/v2/findings/git.example/acme/shop/blobs/${manifest?.layers[0]?.digest}`;
      const text = gunzipSync(Buffer.from(await (await fetch(address)).arrayBuffer())).toString();
      expect((JSON.parse(text) as Log).runs.flatMap(({ results = [] }) => results)).toHaveLength(5);
    });

    it('severities, owners, annotations, scores, exploits and reachability are added', () => {
      expect(find('G404').properties).toMatchObject({ 'tekwire/severity': 'low', 'tekwire/owners': ['@acme/go'], team: 'shop' });
      expect(find('GO-2021-0113').properties).toMatchObject({
        'tekwire/severity': 'critical',
        'tekwire/owners': ['@acme/all'],
        'tekwire/epss': { score: 0.93, percentile: 0.99, date: '2026-11-29' },
        'tekwire/kev': { dateAdded: '2026-11-01', dueDate: '2026-11-22', date: '2026-11-28' },
        'tekwire/reachability': 'called',
      });
    });

    it('the file, VEX and the policy suppress findings, each with its reason', () => {
      const reasons = all().map(({ ruleId, suppressions = [] }) => [ruleId, suppressions.map(({ justification }) => justification)]);

      expect(Object.fromEntries(reasons)).toEqual({
        'CVE-2020-14040': [expect.stringContaining('vulnerable_code_not_in_execute_path')],
        G304: ['examples are not shipped'],
        G401: ['names cache files'],
        G404: [],
        'GO-2021-0113': [],
      });
    });

    it('the summary lists the expired and the unused suppression', async () => {
      const { summary } = performance.outcome.tasks;
      const text = summary === undefined ? '' : await log(NAMESPACE, summary);

      expect(text).toContain('- expired suppression, its findings are open again: G404: was fine, expires 2020-01-01');
      expect(text).toContain('- unused suppression, it matches no finding: G999: nothing');
    });

    function all(): readonly Result[] {
      return findings.runs.flatMap(({ results = [] }) => results).sort((a, b) => (a.ruleId ?? '').localeCompare(b.ruleId ?? ''));
    }

    function find(rule: string): Result {
      const found = all().find(({ ruleId }) => ruleId === rule);
      if (found === undefined) throw new Error(`no finding of ${rule}`);
      return found;
    }
  },
);

/** Writes a baseline with two findings, whose lines have moved since, as a run of the branch main does. */
function writeBaseline(host: string): void {
  const pod = new Pod();
  const before = logOf('gosec', [
    resultAt('G401', 'main.go', 2, { level: 'error', message: { text: 'G401 found' } }),
    resultAt('G404', 'main.go', 3, { level: 'note', message: { text: 'G404 found' } }),
  ]);
  pod.write('workspace/before.sarif', completeLog(before, { read: () => 'package main\nvar h = md5.New()\nvar n = rand.Int()\n' }));
  const env = {
    WORKSPACE: pod.workspace,
    FINDINGS: 'after.sarif',
    RESULT: pod.result,
    BASELINE_REGISTRY: `${host}/findings`,
    BASELINE_INSECURE: 'true',
    SOURCE_URL: 'https://git.example/acme/shop',
    BRANCH: 'main',
    TARGET_BRANCH: 'main',
  };
  const { code, stdout, stderr } = pod.run('baseline', env, ['before.sarif']);
  pod.remove();
  if (code !== 0 || !stdout.includes('baseline written')) throw new Error(`the baseline was not written: ${stdout}${stderr}`);
}
