import { deduplicate, listFindings, mergeLogs, type SarifLog, type SarifResult } from '../../src/findings';
import { fingerprintsOf, linesOf, logOf, resultAt, resultsOf } from './build';

const call = 'exec.Command("sh", "-c", query)';

function merged(...logs: readonly SarifLog[]): SarifLog {
  return deduplicate(mergeLogs(logs));
}

function fingerprintOf(result: SarifResult, tool = 'gosec'): string | undefined {
  return fingerprintsOf(deduplicate(logOf(tool, [result])))[0];
}

describe('a fingerprint names a finding from scan to scan', () => {
  const fingerprint = fingerprintOf(resultAt('G204', 'cmd/main.go', 12, { snippet: call }));

  it('it is 32 hexadecimal digits and a number', () => {
    expect(fingerprint).toMatch(/^[0-9a-f]{32}:1$/);
  });

  it('line, indentation, message and tool do not change it', () => {
    const moved = resultAt('G204', 'cmd/main.go', 99, { snippet: `\t\t${call}\r\n`, message: { text: 'other words' } });

    expect(fingerprintOf(moved, 'semgrep')).toBe(fingerprint);
  });

  it.each([
    ['rule', resultAt('G702', 'cmd/main.go', 12, { snippet: call })],
    ['file', resultAt('G204', 'cmd/run.go', 12, { snippet: call })],
    ['source text', resultAt('G204', 'cmd/main.go', 12, { snippet: 'exec.Command("ls")' })],
  ])('another %s is another finding', (_title, other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprint);
  });

  it('without source text, the message replaces it', () => {
    const one = resultAt('no-unused', 'a.js', 3, { message: { text: '"x" is not used' } });
    const moved = resultAt('no-unused', 'a.js', 8, { message: { text: '"x" is not used' } });
    const other = resultAt('no-unused', 'a.js', 3, { message: { text: '"y" is not used' } });

    expect(fingerprintOf(moved)).toBe(fingerprintOf(one));
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(one));
  });

  it('the fingerprints of the tool are kept', () => {
    const result = resultAt('G1', 'a.go', 1, { partialFingerprints: { commitSha: '' } });

    expect(resultsOf(deduplicate(logOf('gitleaks', [result])))[0]?.partialFingerprints).toMatchObject({ commitSha: '' });
  });
});

describe('equal findings are kept once', () => {
  it('the same result twice from one tool is counted', () => {
    const log = merged(
      logOf('gosec', [resultAt('G1', 'a.go', 3, { snippet: call })]),
      logOf('gosec', [resultAt('G1', 'a.go', 3, { snippet: call })]),
    );

    expect(resultsOf(log).map(({ occurrenceCount }) => occurrenceCount)).toEqual([2]);
  });

  it('the kept one names the other tools', () => {
    const found = (tool: string, line: number, text: string) =>
      logOf(tool, [resultAt('CVE-2024-1', 'go.sum', line, { message: { text } })]);

    const log = merged(found('trivy', 1, 'Package: x'), found('osv-scanner', 7, 'x is vulnerable'), found('grype', 3, 'x 1.0'));

    expect(log.runs.map(({ tool, results }) => [tool.driver.name, results.length])).toEqual([
      ['grype', 1],
      ['osv-scanner', 0],
      ['trivy', 0],
    ]);
    expect(resultsOf(log)[0]).toMatchObject({ occurrenceCount: 3, properties: { 'tekwire/alsoFoundBy': ['osv-scanner', 'trivy'] } });
  });

  it('the highest severity wins', () => {
    const light = logOf('grype', [resultAt('CVE-2024-1', 'go.sum', 1, { level: 'note' })]);
    const grave = logOf('trivy', [resultAt('CVE-2024-1', 'go.sum', 1, { properties: { 'security-severity': '9.8' } })]);

    expect(listFindings(merged(light, grave)).map(({ tool, severity }) => [tool, severity])).toEqual([['grype', 'critical']]);
  });

  it('a finding is suppressed or known only if every tool reports it so', () => {
    const suppressed = logOf('grype', [resultAt('CVE-2024-1', 'go.sum', 1, { suppressions: [{ kind: 'external' }] })]);
    const known = logOf('osv-scanner', [resultAt('CVE-2024-1', 'go.sum', 1, { baselineState: 'unchanged' })]);
    const open = logOf('trivy', [resultAt('CVE-2024-1', 'go.sum', 1)]);

    expect(listFindings(merged(suppressed)).map(({ state }) => state)).toEqual(['suppressed']);
    expect(listFindings(merged(suppressed, known)).map(({ state }) => state)).toEqual(['known']);
    expect(listFindings(merged(suppressed, known, open)).map(({ state }) => state)).toEqual(['new']);
  });
});

describe('different findings are kept', () => {
  it('the same source line at two locations is two findings', () => {
    const log = merged(logOf('gosec', [resultAt('G1', 'a.go', 3, { snippet: call }), resultAt('G1', 'a.go', 20, { snippet: call })]));

    expect(linesOf(log)).toEqual([3, 20]);
    expect(new Set(fingerprintsOf(log)).size).toBe(2);
  });

  it('each location is matched with the same location of the other tool', () => {
    const both = logOf('gosec', [resultAt('G1', 'a.go', 3, { snippet: call }), resultAt('G1', 'a.go', 20, { snippet: call })]);
    const later = logOf('golangci', [resultAt('G1', 'a.go', 20, { snippet: call, level: 'error' })]);

    const findings = listFindings(merged(both, later)).map(({ tool, line, severity }) => `${tool} ${line} ${severity}`);

    expect(findings).toEqual(['golangci 20 high', 'gosec 3 medium']);
  });

  it('two messages of one tool at one location are two findings', () => {
    const say = (text: string) => resultAt('KSV001', 'pod.yaml', 1, { snippet: 'kind: Pod', message: { text } });

    expect(resultsOf(merged(logOf('trivy', [say('container "a"'), say('container "b"')])))).toHaveLength(2);
  });

  it('an advisory that one tool finds in two packages of a file is two findings', () => {
    const say = (text: string) => resultAt('CVE-2024-1', 'go.sum', 1, { message: { text } });

    const log = merged(logOf('trivy', [say('package x'), say('package y')]), logOf('grype', [say('x')]));

    expect(listFindings(log).map(({ tool, message }) => `${tool}: ${message}`)).toEqual(['trivy: package x', 'trivy: package y']);
  });

  it('results that are not findings are kept', () => {
    const passed = resultAt('G1', 'a.go', 3, { kind: 'pass' });

    expect(resultsOf(merged(logOf('gosec', [passed, passed])))).toEqual([passed, passed]);
  });
});
