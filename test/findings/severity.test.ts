import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  convertReport,
  countFindings,
  type FindingSeverity,
  listFindings,
  readSarif,
  type SarifLog,
  type SarifResult,
  type SarifRule,
} from '../../src/findings';
import { logOf, resultAt } from './build';

function severityOf(result: Partial<SarifResult>, rule: Partial<SarifRule> = {}, tool = 'any'): FindingSeverity | undefined {
  return listFindings(logOf(tool, [resultAt('G1', 'a.go', 1, result)], { rules: [{ id: 'G1', ...rule }] }))[0]?.severity;
}

it.each([
  ['10.0', 'critical'],
  ['9.0', 'critical'],
  ['8.9', 'high'],
  ['7.0', 'high'],
  ['6.9', 'medium'],
  ['4.0', 'medium'],
  ['3.9', 'low'],
  ['0.1', 'low'],
  ['0.0', 'none'],
  [9.8, 'critical'],
])('a security-severity of %j is %s', (score, severity) => {
  expect(severityOf({ properties: { 'security-severity': score } })).toBe(severity);
});

it.each([['grave'], [''], [' '], ['-1'], ['11'], [Number.NaN], [null], [true], [{}]])(
  'a security-severity of %j says nothing: the level counts',
  (score) => {
    expect(severityOf({ level: 'error', properties: { 'security-severity': score } })).toBe('high');
  },
);

it.each([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'none'],
] as const)('level %s is %s', (level, severity) => {
  expect(severityOf({ level })).toBe(severity);
});

it('the result takes precedence over its rule, the score over the level', () => {
  const rule = { properties: { 'security-severity': '9.8' }, defaultConfiguration: { level: 'note' } } as const;

  expect(severityOf({ level: 'warning', properties: { 'security-severity': '1' } }, rule)).toBe('low');
  expect(severityOf({ level: 'warning' }, rule)).toBe('critical');
  expect(severityOf({}, { defaultConfiguration: { level: 'note' } })).toBe('low');
});

it('a result without any severity counts as a warning', () => {
  expect(severityOf({})).toBe('medium');
});

it.each([
  ['CRITICAL', 'critical'],
  ['critical', 'critical'],
  [' High ', 'high'],
  ['IMPORTANT', 'high'],
  ['MEDIUM', 'medium'],
  ['Moderate', 'medium'],
  ['LOW', 'low'],
  ['INFO', 'none'],
  ['None', 'none'],
] as const)('a security-severity of the word %j is %s, whatever the level', (word, severity) => {
  expect(severityOf({ level: 'note', properties: { 'security-severity': word } })).toBe(severity);
  expect(severityOf({ level: 'note' }, { properties: { 'security-severity': word } })).toBe(severity);
});

it.each([
  ['a property named severity', { properties: { severity: 'CRITICAL' } }],
  ['a property whose name ends with it', { properties: { issue_severity: 'CRITICAL' } }],
  ['a property in camel case', { properties: { baseSeverity: 'Critical' } }],
  ['a property behind a slash', { properties: { 'zizmor/severity': 'Critical' } }],
  ['a tag', { properties: { tags: ['security', 'CRITICAL'] } }],
])('the word is found in %s, of the result and of the rule', (_title, place) => {
  expect(severityOf({ level: 'note', ...place })).toBe('critical');
  expect(severityOf({ level: 'note' }, place)).toBe('critical');
});

it('the word is found in a line of its own in the help of the rule', () => {
  expect(severityOf({ level: 'error' }, { help: { text: 'Errors unhandled\nSeverity: LOW\nConfidence: HIGH\n' } })).toBe('low');
  expect(severityOf({ level: 'error' }, { help: { text: 'the severity: LOW is not what this line says' } })).toBe('high');
});

it.each([[['HIGH CONFIDENCE']], [['high-availability']], [['info', 'none', 'major']], ['HIGH'], [[7, null]]])(
  'tags %j are no severity',
  (tags) => {
    expect(severityOf({ level: 'note', properties: { tags } })).toBe('low');
  },
);

it('the word of the tool takes precedence over the score of the weakness, the result over its rule', () => {
  const rule = { properties: { 'security-severity': '9.8', tags: ['LOW'] } };

  expect(severityOf({ level: 'error' }, rule)).toBe('low');
  expect(severityOf({ properties: { severity: 'MEDIUM' } }, rule)).toBe('medium');
  expect(severityOf({ properties: { 'security-severity': '1.0' } }, { properties: { severity: 'HIGH' } })).toBe('high');
});

it('of a tool that writes UNKNOWN and a score of 0 the level counts', () => {
  expect(severityOf({ level: 'note' }, { properties: { 'security-severity': '0.0', tags: ['UNKNOWN'] } })).toBe('low');
  expect(severityOf({}, { properties: { 'security-severity': 'unknown' } })).toBe('medium');
});

it.each([
  [100, 'critical'],
  [90, 'critical'],
  [89.9, 'high'],
  [70, 'high'],
  [40, 'medium'],
  [39, 'low'],
  [0, 'low'],
] as const)('a rank of %d is %s: it counts more than the level and less than a score', (rank, severity) => {
  expect(severityOf({ level: 'note', rank })).toBe(severity);
  expect(severityOf({}, { defaultConfiguration: { rank, level: 'note' } })).toBe(severity);
  expect(severityOf({ rank, properties: { 'security-severity': '9.8' } })).toBe('critical');
});

it.each([[-1], [101], [Number.NaN]])('a rank of %d is ignored', (rank) => {
  expect(severityOf({ level: 'error', rank })).toBe('high');
});

it('the word of a level in a property counts less than the level itself', () => {
  expect(severityOf({ level: 'note', properties: { severity: 'ERROR' } })).toBe('low');
  expect(severityOf({}, { properties: { 'problem.severity': 'error' } })).toBe('high');
  expect(severityOf({}, { properties: { 'problem.severity': 'recommendation' } })).toBe('low');
});

it('gosec writes the severity of a rule once, and the level for each result: warning is LOW', () => {
  const rule = { properties: { tags: ['security', 'MEDIUM'] }, defaultConfiguration: { level: 'error' } } as const;

  expect(severityOf({ level: 'error' }, rule, 'gosec')).toBe('medium');
  expect(severityOf({ level: 'warning' }, rule, 'gosec')).toBe('low');
  expect(severityOf({ level: 'error' }, { properties: { tags: ['security', 'LOW'] } }, 'gosec')).toBe('high');
  expect(severityOf({ level: 'warning' }, {}, 'gosec')).toBe('medium');
});

it('Trivy writes the severity of each result into its message; of several lines the highest counts', () => {
  const say = (text: string) => listFindings(logOf('Trivy', [resultAt('CVE-1', 'go.sum', 1, { level: 'note', message: { text } })]))[0];

  expect(say('Package: x\nSeverity: CRITICAL\nFixed Version: 2')?.severity).toBe('critical');
  expect(say('Secret x\nSeverity: HIGH\nMatch: y\nSeverity: LOW')?.severity).toBe('high');
});

it('a result of a part of a rule has the severity of the rule', () => {
  const log = logOf('any', [resultAt('G1/2', 'a.go', 1)], { rules: [{ id: 'G1', defaultConfiguration: { level: 'error' } }] });

  expect(listFindings(log)[0]?.severity).toBe('high');
});

it.each([['pass'], ['notApplicable'], ['informational']])('a result of kind %s is not a finding', (kind) => {
  expect(severityOf({ kind })).toBeUndefined();
});

it.each([['fail'], ['open'], ['review'], ['kind-of-the-tool']])('a result of kind %s is a finding', (kind) => {
  expect(severityOf({ kind, level: 'note' })).toBe('low');
});

it('an unproven result has the level none, which is ignored', () => {
  expect(severityOf({ kind: 'open', level: 'none' })).toBe('medium');
  expect(severityOf({ kind: 'review', level: 'none' }, { defaultConfiguration: { level: 'error' } })).toBe('high');
  expect(severityOf({ kind: 'fail', level: 'none' })).toBe('none');
});

it('KICS writes five severities as four levels: in its SARIF alone CRITICAL is high, and INFO no finding', () => {
  const recorded = (name: string) => readFileSync(join(__dirname, '../scanners/recorded', name), 'utf8');
  const { log } = readSarif(recorded('kics.sarif'), { file: 'kics' });
  const { CRITICAL, HIGH, MEDIUM, LOW } = JSON.parse(recorded('kics.json')).severity_counters;

  expect(CRITICAL).toBeGreaterThan(0);
  expect(countFindings(log as SarifLog).bySeverity).toEqual({ critical: 0, high: CRITICAL + HIGH, medium: MEDIUM, low: LOW, none: 0 });
});

it("Nuclei's words are the severities, whatever the score of the weakness; unknown is medium", () => {
  const text = readFileSync(join(__dirname, '../scanners/recorded/nuclei.json'), 'utf8');

  const { log } = convertReport('nuclei', text, 'the report');

  // of a score of 5.3
  expect(text).toContain('"cvss-score":5.3');
  expect(new Set(listFindings(log as SarifLog).map(({ rule, severity }) => `${rule}: ${severity}`))).toEqual(
    new Set([
      ...['planted-admin: critical', 'planted-env: high', 'planted-cache: medium'],
      ...['planted-headers: low', 'planted-version: none', 'planted-title: medium'],
    ]),
  );
});
