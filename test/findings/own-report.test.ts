import { addOwnReport, listFailures, listFindings } from '../../src/findings';
import { logOf, resultAt } from './build';

const rules = [
  { id: 'shell', defaultConfiguration: { level: 'error' } },
  { id: 'eval', defaultConfiguration: { level: 'error' }, properties: { precision: 'high' } },
] as const;

const log = logOf('Semgrep OSS', [resultAt('shell', 'a.py', 1), resultAt('eval', 'a.py', 2)], { rules });

it('Semgrep writes CRITICAL as error into its SARIF; its JSON names the critical rules', () => {
  const own = { results: [{ check_id: 'eval', extra: { severity: 'CRITICAL' } }, { check_id: 'shell', extra: { severity: 'HIGH' } }, {}] };

  const findings = listFindings(addOwnReport(log, 'semgrep', JSON.stringify(own)));

  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['shell high', 'eval critical']);
});

it.each([['{}'], ['{"results": null}'], ['{"results": [null, 7, {"extra": 1}]}']])('JSON without findings, %s, changes nothing', (text) => {
  expect(listFindings(addOwnReport(log, 'semgrep', text)).map(({ severity }) => severity)).toEqual(['high', 'high']);
});

it('an error of gosec for a package and its files is reported once', () => {
  const errors = { '': [{ line: 0, error: '# pkg\na.go:9:2: undefined: x' }], 'a.go': [{ line: 9, error: 'undefined: x' }] };

  const say = (own: object) => listFailures(addOwnReport(logOf('gosec', []), 'gosec', JSON.stringify({ 'Golang errors': own })))[0];

  expect(say(errors)?.description).toBe('sources that do not compile are not scanned: a.go:9: undefined: x');
  expect(say({ '': errors[''] })?.description).toBe('sources that do not compile are not scanned: # pkg a.go:9:2: undefined: x');
});

it.each([['{"Golang errors": {"a.go": "x", "b.go": [7]}}'], ['{"Golang errors": {"": [{"error": "no package"}]}}']])(
  'errors of any shape, %s, make the scan of gosec incomplete',
  (text) => {
    expect(listFailures(addOwnReport(logOf('gosec', []), 'gosec', text))).toMatchObject([{ state: 'incomplete' }]);
  },
);
