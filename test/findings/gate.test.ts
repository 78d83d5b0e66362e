import { decideGate, failedLog, gateThresholds, isGateThreshold, markFailed, printFinding, type SarifResult } from '../../src/findings';
import { logOf, resultAt } from './build';

const high = resultAt('G204', 'cmd/main.go', 12, { level: 'error', message: { text: 'Subprocess launched\nwith more words' } });

function decide(results: readonly SarifResult[], failOn: 'critical' | 'high' | 'medium' | 'low' = 'high') {
  return decideGate(logOf('gosec', results), failOn);
}

it('new findings at or above the threshold fail the gate', () => {
  expect(decide([high, resultAt('G104', 'a.go', 1)], 'high')).toMatchObject({
    failed: true,
    reasons: ['1 new finding at or above "high"'],
  });
  expect(decide([high, resultAt('G104', 'a.go', 1)], 'medium').reasons).toEqual(['2 new findings at or above "medium"']);
});

it('findings below the threshold pass the gate', () => {
  expect(decide([high], 'critical')).toEqual({ failed: false, reasons: [], findings: [] });
});

it.each([
  ['suppressed', { suppressions: [{ kind: 'inSource' }] }],
  ['suppressed by acceptance', { suppressions: [{ kind: 'external', status: 'accepted' }] }],
  ['unchanged since the baseline', { baselineState: 'unchanged' }],
  ['absent since the baseline', { baselineState: 'absent' }],
  ['a check that passed', { kind: 'pass' }],
  ['information', { level: 'none' }],
] as const)('a finding that is %s does not fail it', (_title, more) => {
  expect(decide([{ ...high, ...more }], 'low').failed).toBe(false);
});

it.each([
  ['is still under review', { suppressions: [{ kind: 'external', status: 'underReview' }] }],
  [
    'was rejected',
    {
      suppressions: [
        { kind: 'external', status: 'accepted' },
        { kind: 'external', status: 'rejected' },
      ],
    },
  ],
  ['is an empty list', { suppressions: [] }],
])('a suppression that %s is ignored', (_title, more) => {
  expect(decide([{ ...high, ...more }]).failed).toBe(true);
});

it.each([['new'], ['updated']])('a finding whose baseline state is %s fails it', (baselineState) => {
  expect(decide([{ ...high, baselineState }]).failed).toBe(true);
});

it('a tool that did not finish fails the gate, and the reason names it, how and why', () => {
  const log = failedLog({ tool: 'gitleaks', exitCode: 126, description: 'gitleaks left no report' });

  expect(decideGate(log, 'critical').reasons).toEqual(['gitleaks did not finish (exit code 126): gitleaks left no report']);
});

it('a tool that failed but wrote results fails the gate, and its findings are shown', () => {
  const log = markFailed(logOf('gosec', [high]), { tool: 'gosec', description: 'gosec was killed' });

  expect(decideGate(log, 'high').reasons).toEqual(['gosec did not finish: gosec was killed', '1 new finding at or above "high"']);
});

it('the reason is taken from the notifications when the exit code has no description', () => {
  const invocations = [
    { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' as const, message: { text: 'no such rule' } }] },
  ];

  const log = { version: '2.1.0' as const, runs: [{ tool: { driver: { name: 'semgrep' } }, invocations, results: [] }] };

  expect(decideGate(log, 'high').reasons).toEqual(['semgrep did not finish: no such rule']);
});

it('a scan that scanned nothing is not clean', () => {
  expect(decideGate({ version: '2.1.0', runs: [] }, 'critical').reasons).toEqual(['no tool has run, so nothing was scanned']);
});

it('findings are sorted by severity, then by file and line', () => {
  const critical = resultAt('CVE-2024-1', 'go.sum', 1, { properties: { 'security-severity': 9 } });
  const results = [resultAt('G104', 'a.go', 5), resultAt('G104', 'a.go', 2), high, critical];

  expect(decide(results, 'low').findings.map(({ rule, line }) => `${rule}:${line}`)).toEqual([
    'CVE-2024-1:1',
    'G204:12',
    'G104:2',
    'G104:5',
  ]);
});

it('a finding is one line: severity, rule, location and the first line of the message', () => {
  expect(decide([high]).findings.map(printFinding)).toEqual(['high  G204  cmd/main.go:12  Subprocess launched']);
});

it('control characters in file names and messages are removed', () => {
  const evil = resultAt('G1', '\u001b[2Ja.go', 1, { level: 'error', message: { text: '\u001b]0;x\u0007clean\u202e' } });

  expect(decide([evil]).findings.map(printFinding)).toEqual(['high  G1  [2Ja.go:1  ]0;x clean']);
});

it('the thresholds are the severities above none', () => {
  expect(gateThresholds).toEqual(['critical', 'high', 'medium', 'low']);
  expect(['high', 'none', 'HIGH', ''].map(isGateThreshold)).toEqual([true, false, false, false]);
});
