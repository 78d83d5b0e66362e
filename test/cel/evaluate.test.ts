import { CelError, CelMistake, celProblem, evaluateCel, parseCel } from '../../src/cel';

const finding = { severity: 'high', path: 'test/a.go', line: 12n, epss: 0.5, kev: false, owners: ['@acme/a', '@acme/b'] };

function evaluated(text: string): unknown {
  return evaluateCel(parseCel(text), { finding });
}

it.each([
  ['finding.severity == "high" && finding.path.startsWith("test/")', true],
  ['finding.severity in ["low", "medium"]', false],
  ['finding.line + 1 > 12 && finding.epss >= 0.5', true],
  ['finding.line == 12.0', true],
  ['finding.line / 5 == 2 && finding.line % 5 == 2 && -7 / 2 == -3', true],
  ['1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 - 2 - 1 == 4', true],
  ['!finding.kev', true],
  ['finding.owners.exists(o, o.endsWith("b"))', true],
  ['finding.owners.all(o, o.startsWith("@acme"))', true],
  ['finding.owners.exists_one(o, o == "@acme/a")', true],
  ['has((finding.line)) && true && !false', true],
  ['finding.owners.filter(o, o != "@acme/a") == ["@acme/b"]', true],
  ['finding.owners.map(o, size(o)) == [7, 7]', true],
  ['size(finding.owners) == 2 && finding.owners.size() == 2', true],
  ['finding.owners[1] == "@acme/b"', true],
  ['has(finding.line) && !has(finding.other)', true],
  ['finding.path.matches("^test/.*\\\\.go$")', true],
  ['finding.path.contains(r"t/a") ? "yes" == "yes" : false', true],
  ['"a\\n\\u00e9" == "a\\né"', true],
  ['int("12") == finding.line && string(finding.line) == "12" && double("1.5") == 1.5', true],
  ['"b" > "a" && true > false', true],
  ['finding.other == 1 || true', true],
  ['false && finding.other == 1', false],
  ['1 == "1"', false],
])('%s is %s', (text, expected) => {
  expect(evaluated(text)).toBe(expected);
});

it.each([
  ['finding.other == 1', 'there is no field other'],
  ['finding.line > "a"', '< and > take two values of one type'],
  ['1 / 0 == 1', 'a number is divided by 0'],
  ['finding.owners[5] == ""', 'there is no such item'],
  ['finding.line && true', '&& takes conditions'],
  ['9223372036854775807 + 1 > 0', 'the number has more than 64 bits'],
])('%s has no value: %s', (text, message) => {
  expect(() => evaluated(text)).toThrow(new CelError(message));
});

it.each([
  ['finding.sevrity == "high"', 'unknown field "sevrity" (available: severity, path, line, epss, kev, owners)'],
  ['fnding.line == 1', 'unknown variable "fnding" (available: finding)'],
  ['finding.path.beginsWith("a")', 'there is no function "beginsWith" with 1 arguments here'],
  ['finding.owners.exists(o)', 'exists() takes a variable and an expression'],
  ['{"a": 1}.a == 1', 'maps are not available here'],
  ['google.protobuf.Value{} == null', 'messages are not available here'],
  ['b"a" == b"a"', 'bytes are not available here'],
  ['has(finding)', 'has() takes a field, as in has(finding.line)'],
])('%s is refused before it is evaluated: %s', (text, message) => {
  expect(celProblem(parseCel(text), { finding })).toBe(message);
});

it.each([
  ['finding.line ==', 'a value is missing at the end'],
  ['(1', '")" is missing at the end'],
  ['1 2', 'unexpected "2"'],
])('%s is not CEL: %s', (text, message) => {
  expect(() => parseCel(text)).toThrow(new CelMistake(message));
});

it('nesting is bounded', () => {
  expect(() => parseCel(`${'('.repeat(5000)}1${')'.repeat(5000)}`)).toThrow(CelMistake);
  expect(() => parseCel('1'.concat(' + 1'.repeat(20_000)))).toThrow(new CelMistake('it is nested more than 250 deep'));
  expect(evaluateCel(parseCel('1'.concat(' + 1'.repeat(200))), {})).toBe(201n);
});
