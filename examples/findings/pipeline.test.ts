import 'tekwire/testing/jest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { layersOf, runStep } from 'tekwire/testing';
import { scans } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, baseline, suppress, gate } = scans(chart);

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('compares the merged findings with the baseline, then accepts, rates and counts them', () => {
  expect(layersOf(pipeline)).toEqual([
    ['clone'],
    ['gitleaks', 'gosec', 'semgrep'],
    ['deduplicate'],
    ['baseline'],
    ['suppress'],
    ['owners'],
    ['policy'],
    ['gate', 'summary'],
  ]);
});

describe('the gate', () => {
  const old = finding('G304', 'internal/files/read.go');
  const accepted = finding('G401', 'internal/cache/names.go');
  const added = finding('G201', 'internal/orders/query.go');

  it.each([
    ['passes for findings that main has', [old], 0, 'passed'],
    ['passes for findings that the repository accepts', [old, accepted], 0, 'passed'],
    ['fails for what the branch adds', [old, added], 1, '1 new finding at or above "high"'],
  ])('%s', async (_, results, code, verdict) => {
    const onMain = await enrich(baseline, 'main', { 'findings.sarif': sarif([old]) });
    const compared = await enrich(baseline, 'discounts', { ...onMain, 'findings.sarif': sarif(results) });
    const judged = await enrich(suppress, 'discounts', { ...compared, 'findings.sarif': compared['enriched.sarif'] ?? '' });

    const outcome = await runStep(gate, 'gate', { params: { 'issues-paths': ['enriched.sarif'] }, workspaces: { source: judged } });

    expect(outcome.exitCode).toBe(code);
    expect(outcome.results.verdict).toContain(verdict);
  });
});

/** Runs an enricher on findings.sarif; returns the files of the shared workspace after it, with enriched.sarif. */
async function enrich(task: typeof baseline | typeof suppress, branch: string, before: Readonly<Record<string, string>>) {
  const source = { ...before, 'sources/.tekwire/suppressions.yaml': readFileSync(join(__dirname, 'suppressions.yaml'), 'utf8') };
  const params = {
    'producer-result-paths': ['findings.sarif'],
    'issues-path': 'enriched.sarif',
    'source-path': 'sources',
    'source-url': 'https://git.acme.example/acme/shop.git',
    ...(task === baseline && { branch }),
  };
  const { files, output, exitCode } = await runStep(task, task === baseline ? 'compare' : 'suppress', { params, workspaces: { source } });
  if (exitCode !== 0) throw new Error(output);
  const changed = Object.entries(files).map(([path, text]) => [path.replace(/^source\//, ''), text]);
  return { ...source, ...Object.fromEntries(changed) } as Record<string, string>;
}

function finding(ruleId: string, uri: string) {
  const locations = [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 3 } } }];
  return { ruleId, level: 'error', message: { text: `${ruleId} found` }, locations };
}

function sarif(results: readonly object[]): string {
  const tool = { driver: { name: 'gosec' } };
  return JSON.stringify({ version: '2.1.0', runs: [{ tool, results, invocations: [{ executionSuccessful: true }] }] });
}
