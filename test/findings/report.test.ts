import { countFindings, failedLog, printCompactReport, printJsonReport, printMarkdownReport, type SarifLog } from '../../src/findings';
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

it('findings are counted by severity, tool and rule; suppressed ones apart', () => {
  expect(counts).toEqual({
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

it('the Markdown report says what did not finish before it counts', () => {
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

it('names from foreign sources bring no columns and no markup along', () => {
  const evil = logOf('a|b', [resultAt('<script>`x`*', 'a.go', 1)]);

  const report = printMarkdownReport(countFindings(evil));

  expect(report).toContain('| a\\|b | 1 | finished |');
  expect(report).toContain('| \\<script\\>\\`x\\`\\* | medium | 1 |');
});

it('more than 20 rules are not listed but counted', () => {
  const results = Array.from({ length: 22 }, (_, index) => resultAt(`R${index}`, 'a.go', 1));

  expect(printMarkdownReport(countFindings(logOf('t', results)))).toContain('\n\nand 2 more rules\n');
});

it('the JSON report holds the counts', () => {
  expect(JSON.parse(printJsonReport(counts))).toEqual(counts);
});

it('the compact report says everything when there is room', () => {
  expect(JSON.parse(printCompactReport(counts, 2048))).toEqual({
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

it('the compact report never has more bytes than it may, and says what is missing', () => {
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
