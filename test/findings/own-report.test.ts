import { addOwnReport, listFailures, listFindings, readSarif, type SarifLog } from '../../src/findings';
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

/** The results of Grype's SARIF are its matches in their order; the words of its SARIF are those of its report but for these two. */
it('Grype writes Negligible and Unknown as low into its SARIF; its JSON has its words', () => {
  const match = (id: string, severity: string) => ({ vulnerability: { id, severity }, artifact: { name: 'libc6' } });
  const given = [match('CVE-2019-1010022', 'Negligible'), match('CVE-2026-0001', 'Unknown'), match('CVE-2026-0002', 'Critical')];
  const id = ({ vulnerability, artifact }: ReturnType<typeof match>) => `${vulnerability.id}-${artifact.name}`;
  const level = ['note', 'note', 'error'] as const;
  const help = ['low', 'low', 'critical'].map((word) => ({ text: `Severity: ${word}\nPackage: libc6` }));
  const logged = logOf(
    'grype',
    given.map((one, at) => ({ ...resultAt(id(one), '/var/lib/dpkg/status', 1), level: level[at] as 'note' })),
    { rules: given.map((one, at) => ({ id: id(one), help: help[at] as { text: string } })) },
  );

  const findings = listFindings(addOwnReport(logged, 'grype', JSON.stringify({ matches: given })));

  expect(findings.map(({ severity }) => severity).sort()).toEqual(['critical', 'low', 'none']);
});

it.each([['{}'], ['{"matches": null}'], ['{"matches": [null, 7, {"vulnerability": 1}]}']])(
  'JSON without matches, %s, changes nothing',
  (text) => {
    expect(addOwnReport(log, 'grype', text)).toEqual(log);
  },
);

const queries = logOf('KICS', [{ ...resultAt('a', 'Dockerfile', 1) }, { ...resultAt('b', 'Dockerfile', 2), kind: 'informational' }], {
  rules: [
    { id: 'a', defaultConfiguration: { level: 'error' } },
    { id: 'b', defaultConfiguration: { level: 'none' } },
  ],
});

it('KICS writes CRITICAL as error, and INFO as no finding; its JSON counts both', () => {
  const own = { queries: [{ query_id: 'a', severity: 'CRITICAL' }, { query_id: 'b', severity: 'INFO' }, null] };

  const findings = listFindings(addOwnReport(queries, 'kics', JSON.stringify(own)));

  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['a critical', 'b none']);
});

it.each([
  [{ queries_failed_to_execute: 2, queries_total: 90 }, ['2 of its 90 queries did not end']],
  [{ files_scanned: 3, files_parsed: 1 }, ['2 of 3 files could not be parsed; its log names them']],
  [{ files_scanned: 3, files_parsed: 3, queries_failed_to_execute: 0 }, []],
  // a chart has one file for each of its templates
  [{ files_scanned: 1, files_parsed: 4 }, []],
  [{ files_scanned: '3', queries_failed_to_execute: null }, []],
])('the scan of KICS is incomplete for what it did not scan: %j', (own, gaps) => {
  expect(listFailures(addOwnReport(queries, 'kics', JSON.stringify(own)))).toMatchObject(
    gaps.map((description) => ({ state: 'incomplete', description })),
  );
});

it('Grype names files from the folder that it scans, as if that were the root', () => {
  const text = JSON.stringify(logOf('grype', [resultAt('GHSA-1', '/web/package-lock.json', 1)]));

  const { log: read } = readSarif(text, { file: 'grype', sourceRoots: ['/workspace/source'] });

  expect(listFindings(read as SarifLog)[0]).toMatchObject({ path: 'web/package-lock.json' });
});
