import {
  completeLog,
  countFindings,
  failedLog,
  listFindings,
  mergeLogs,
  printCompactReport,
  printJsonReport,
  printMarkdownReport,
  printTextReport,
  type SarifLog,
} from '../../src/findings';
import { logOf, resultAt } from './build';

const log: SarifLog = {
  version: '2.1.0',
  runs: [
    ...logOf('trivy', []).runs,
    ...logOf('gosec', [
      resultAt('G204', 'a.go', 1, { level: 'error' }),
      resultAt('G104', 'a.go', 2),
      resultAt('G104', 'a.go', 3),
      resultAt('G104', 'b.go', 3, { baselineState: 'unchanged' }),
      resultAt('G101', 'b.go', 9, { level: 'error', suppressions: [{ kind: 'inSource' }] }),
    ]).runs,
    ...failedLog({ tool: 'gitleaks', exitCode: 1, description: 'gitleaks left no report' }).runs,
  ],
};

const counts = countFindings(log);

it('findings are counted by severity, tool and rule; suppressed ones separately', () => {
  expect(counts).toEqual({
    suppressions: { expired: [], unused: [] },
    total: 4,
    new: 3,
    known: 1,
    suppressed: 1,
    bySeverity: { critical: 0, high: 1, medium: 3, low: 0, none: 0 },
    byTool: [
      { tool: 'gitleaks', count: 0, state: 'did not finish' },
      { tool: 'gosec', count: 4, state: 'finished' },
      { tool: 'trivy', count: 0, state: 'finished' },
    ],
    byRule: [
      { rule: 'G204', severity: 'high', count: 1 },
      { rule: 'G104', severity: 'medium', count: 3 },
    ],
    failures: [{ tool: 'gitleaks', state: 'did not finish', exitCode: 1, description: 'gitleaks left no report' }],
  });
});

it('the Markdown report lists unfinished tools before the counts', () => {
  expect(printMarkdownReport(counts)).toBe(`# Findings

4 findings, 1 of them known, 1 suppressed

- **gitleaks** did not finish: gitleaks left no report

| Severity | Findings |
| --- | --- |
| critical | 0 |
| high | 1 |
| medium | 3 |
| low | 0 |
| none | 0 |

| Tool | Findings | State |
| --- | --- | --- |
| gitleaks | 0 | **did not finish** |
| gosec | 4 | finished |
| trivy | 0 | finished |

| Rule | Severity | Findings |
| --- | --- | --- |
| G204 | high | 1 |
| G104 | medium | 3 |
`);
});

it('names cannot add columns or markup', () => {
  const evil = logOf('a|b', [resultAt('<script>`x`*', 'a.go', 1)]);

  const report = printMarkdownReport(countFindings(evil));

  expect(report).toContain('| a\\|b | 1 | finished |');
  expect(report).toContain('| \\<script\\>\\`x\\`\\* | medium | 1 |');
});

it('more than 20 rules are not listed but counted', () => {
  const results = Array.from({ length: 22 }, (_, index) => resultAt(`R${index}`, 'a.go', 1));

  expect(printMarkdownReport(countFindings(logOf('t', results)))).toContain('\n\nand 2 more rules\n');
});

it('the JSON report contains the counts', () => {
  expect(JSON.parse(printJsonReport(counts))).toEqual(counts);
});

it('the compact report shows everything when there is room', () => {
  expect(JSON.parse(printCompactReport(counts, 2048))).toEqual({
    suppressions: { expired: 0, unused: 0 },
    total: 4,
    new: 3,
    known: 1,
    suppressed: 1,
    bySeverity: { critical: 0, high: 1, medium: 3, low: 0, none: 0 },
    failures: [{ tool: 'gitleaks', state: 'did not finish', exitCode: 1 }],
    byTool: [
      { tool: 'gitleaks', count: 0 },
      { tool: 'gosec', count: 4 },
      { tool: 'trivy', count: 0 },
    ],
    byRule: [
      { rule: 'G204', severity: 'high', count: 1 },
      { rule: 'G104', severity: 'medium', count: 3 },
    ],
    omitted: { failures: 0, tools: 0, rules: 0 },
  });
});

it('the compact report keeps its size limit, and states what is missing', () => {
  const results = Array.from({ length: 500 }, (_, index) => resultAt(`rule-€€€€-${index}-${'x'.repeat(200)}`, 'a.go', 1));
  const tools = Array.from({ length: 100 }, (_, index) => logOf(`tool-${index}-${'y'.repeat(200)}`, results.slice(index, index + 1)).runs);
  const failures = Array.from(
    { length: 100 },
    (_, index) => failedLog({ tool: `broken-${index}-${'z'.repeat(200)}`, description: 'x' }).runs,
  );

  for (const runs of [logOf('t', results).runs, [...tools.flat(), ...logOf('t', results).runs], failures.flat()]) {
    const all = countFindings({ version: '2.1.0', runs });
    const text = printCompactReport(all, 2048);
    const { byRule, byTool, omitted } = JSON.parse(text);

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(byRule.length + omitted.rules).toBe(all.byRule.length);
    expect(byTool.length + omitted.tools).toBe(all.byTool.length);
  }
});

it.each([
  ['Artifact: Dockerfile\nType: dockerfile\nVulnerability DS-0002\nSeverity: HIGH\nMessage: Specify a USER\nLink: x', 'Specify a USER'],
  [
    'Package: golang.org/x/net\nInstalled Version: 0.1.0\nVulnerability CVE-2022-1\nSeverity: HIGH\nFixed Version: 0.2.0\nLink: x',
    'golang.org/x/net 0.1.0: CVE-2022-1, fixed in 0.2.0',
  ],
  ['Package: lodash\nInstalled Version: 4\nVulnerability CVE-1\nSeverity: LOW\nFixed Version: \nLink: x', 'lodash 4: CVE-1'],
  ['Artifact: a.env\nType: \nSecret GitHub PAT\nSeverity: CRITICAL\nMatch: TOKEN=ghp_x', 'Secret GitHub PAT'],
  ['Artifact: only', 'Artifact: only'],
  ['weak hash\nmore', 'weak hash'],
])('the report shows what a message says: %j', (text, shown) => {
  const log = logOf('Trivy', [resultAt('X', 'a', 1, { message: { text } })]);

  expect(printTextReport(log)).toContain(`${shown}  X (Trivy)`);
});

it('secrets are more than a warning, as in a pipeline', () => {
  const log = completeLog(mergeLogs([logOf('gitleaks', [resultAt('A', 'a', 1)]), logOf('bandit', [resultAt('B', 'b', 1)])]), {
    read: () => undefined,
  });

  expect(listFindings(log).map(({ tool, severity }) => [tool, severity])).toEqual([
    ['bandit', 'medium'],
    ['gitleaks', 'high'],
  ]);
});
