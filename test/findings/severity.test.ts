import { type FindingSeverity, listFindings, type SarifResult, type SarifRule } from '../../src/findings';
import { logOf, resultAt } from './build';

function severityOf(result: Partial<SarifResult>, rule: Partial<SarifRule> = {}): FindingSeverity | undefined {
  return listFindings(logOf('gosec', [resultAt('G1', 'a.go', 1, result)], { rules: [{ id: 'G1', ...rule }] }))[0]?.severity;
}

test.each([
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

test.each([['high'], [''], [' '], ['-1'], ['11'], [Number.NaN], [null], [true], [{}]])(
  'a security-severity of %j says nothing: the level counts',
  (score) => {
    expect(severityOf({ level: 'error', properties: { 'security-severity': score } })).toBe('high');
  },
);

test.each([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'none'],
] as const)('level %s is %s', (level, severity) => {
  expect(severityOf({ level })).toBe(severity);
});

test('the result is asked before its rule, the score before the level', () => {
  const rule = { properties: { 'security-severity': '9.8' }, defaultConfiguration: { level: 'note' } } as const;

  expect(severityOf({ level: 'warning', properties: { 'security-severity': '1' } }, rule)).toBe('low');
  expect(severityOf({ level: 'warning' }, rule)).toBe('critical');
  expect(severityOf({}, { defaultConfiguration: { level: 'note' } })).toBe('low');
});

test('a result of which nobody says how grave it is counts as a warning', () => {
  expect(severityOf({})).toBe('medium');
});

test('a result of a part of a rule takes what the rule says', () => {
  const log = logOf('gosec', [resultAt('G1/2', 'a.go', 1)], { rules: [{ id: 'G1', defaultConfiguration: { level: 'error' } }] });

  expect(listFindings(log)[0]?.severity).toBe('high');
});

test.each([['pass'], ['notApplicable'], ['informational'], ['open'], ['review']])('a result of kind %s is no finding', (kind) => {
  expect(severityOf({ kind })).toBeUndefined();
});
