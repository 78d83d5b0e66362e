import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SarifLog } from '../../../src/findings';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { folder, run, write } from '../run';

const sources = mkdtempSync(join(folder, 'sources-'));
const weak = resultAt('G401', 'main.go', 4, { level: 'error', message: { text: 'weak hash' } });
const gosec = write('gosec.sarif', JSON.stringify(logOf('gosec', [weak, resultAt('G104', 'main.go', 5, { level: 'note' })])));

function findings(...args: readonly string[]) {
  const { code, out, err } = run('findings', ...args, '--source', sources);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function sarif(...args: readonly string[]): SarifLog {
  return JSON.parse(findings(...args, '-o', 'sarif').out) as SarifLog;
}

describe('suppress', () => {
  const accepted = (name: string, text: string) => write(name, text);

  it('accepts findings by rule, path or fingerprint, and reports expired or unused entries', () => {
    const file = accepted(
      's.yaml',
      `# accepted by the security team
suppressions:
  - rule: G401
    path: "*.go"
    reason: >-
      not used for
      security
    owner: "@acme/security"
    expires: 2999-12-31
  - { rule: G104, reason: old, expires: 2020-01-31 }
  - path: vendor/
    reason: not ours
`,
    );

    const { code, out, err } = findings('suppress', gosec, '--suppressions', file);

    const [first, second] = resultsOf(JSON.parse(out) as SarifLog);
    expect(first?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'not used for security',
        properties: { owner: '@acme/security', expires: '2999-12-31' },
      },
    ]);
    expect(second).toMatchObject({ properties: { 'tekwire/expiredSuppression': 'old (expired on 2020-01-31)' } });
    expect(second?.suppressions).toBeUndefined();
    expect(code).toBe(0);
    expect(err.split('\n')).toEqual([
      'expired suppression, its findings are open again: G104: old, expires 2020-01-31',
      'unused suppression, it matches no finding: vendor/: not ours',
      `suppressed: 1 by ${file}, 0 by VEX`,
    ]);
    expect(schemaProblems(JSON.parse(out))).toEqual([]);
    expect(findings('gate', gosec, '--suppressions', file).code).toBe(0);
  });

  it.each([
    ['a key that does not exist', 'suppressions: [{ rule: A, resaon: b }]', 'suppressions[0] has the unknown key "resaon"'],
    ['no reason', 'suppressions: [{ rule: A }]', 'suppressions[0].reason is missing'],
    ['no place', 'suppressions: [{ reason: A }]', 'suppressions[0] needs a rule, a path or a fingerprint'],
    [
      'a date that does not exist',
      'suppressions: [{ rule: A, reason: b, expires: 2026-02-30 }]',
      'suppressions[0].expires is "2026-02-30"',
    ],
    ['broken YAML', 'suppressions: [', 'no.yaml: Flow sequence in block collection must be'],
  ])('a file with %s is refused as a whole', (_title, text, message) => {
    const { code, err } = findings('suppress', gosec, '--suppressions', accepted('no.yaml', text));

    expect(code).toBe(3);
    expect(err).toContain(message);
  });

  const vulnerable = write(
    'grype.sarif',
    JSON.stringify(logOf('grype', [resultAt('CVE-2024-1234', 'go.mod', 1, { level: 'error' }), resultAt('CVE-2024-9999', 'go.mod', 1)])),
  );

  it('reads and writes OpenVEX', () => {
    const vex = write(
      'in.vex.json',
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        '@id': 'https://acme.example/vex/1',
        author: 'Acme',
        timestamp: '2026-11-01T00:00:00Z',
        version: 1,
        statements: [
          {
            vulnerability: { name: 'CVE-2024-1234' },
            products: [{ '@id': 'pkg:oci/app' }],
            status: 'not_affected',
            justification: 'vulnerable_code_not_in_execute_path',
          },
          { vulnerability: { name: 'CVE-2024-9999' }, products: [{ '@id': 'pkg:oci/app' }], status: 'under_investigation' },
        ],
      }),
    );

    const log = sarif('suppress', vulnerable, '--vex', vex);
    const again = JSON.parse(findings('suppress', vulnerable, '--vex', vex, '-o', 'openvex', '--product', 'pkg:oci/app').out);

    expect(resultsOf(log).map(({ suppressions }) => suppressions?.map(({ status, justification }) => [status, justification]))).toEqual([
      [['accepted', 'vulnerable_code_not_in_execute_path']],
      [['underReview', 'the OpenVEX document says under_investigation']],
    ]);
    expect(findings('gate', vulnerable, '--vex', vex).code).toBe(0);
    expect(again.statements).toMatchObject([
      {
        vulnerability: { name: 'CVE-2024-1234' },
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        products: [{ '@id': 'pkg:oci/app' }],
      },
      { vulnerability: { name: 'CVE-2024-9999' }, status: 'under_investigation' },
    ]);
    expect(findings('suppress', vulnerable, '--vex', vex, '--product', 'pkg:oci/other').err).toContain(
      'suppressed: 0 by no file, 0 by VEX',
    );
    expect(findings('suppress', vulnerable, '--vex', vex, '-o', 'openvex').code).toBe(2);
  });

  it('reads CycloneDX VEX', () => {
    const vex = write(
      'bom.json',
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        vulnerabilities: [
          {
            id: 'CVE-2024-1234',
            analysis: { state: 'not_affected', justification: 'code_not_reachable', detail: 'never called' },
            affects: [{ ref: 'pkg:golang/x@1' }],
          },
          { id: 'CVE-2024-9999', analysis: { state: 'exploitable' } },
        ],
      }),
    );

    const [first, second] = resultsOf(sarif('suppress', vulnerable, '--vex', vex));

    expect(first?.suppressions).toMatchObject([{ justification: 'not_affected: code_not_reachable: never called' }]);
    expect(second?.suppressions).toBeUndefined();
  });

  it('uses the file in the sources', () => {
    mkdirSync(join(sources, '.tekwire'));
    writeFileSync(join(sources, '.tekwire/suppressions.yaml'), 'suppressions: [{ rule: "G*", reason: generated }]\n');

    expect(resultsOf(sarif('suppress', gosec)).every(({ suppressions }) => suppressions?.length === 1)).toBe(true);
  });
});

it('--severity-map replaces severities by a file', () => {
  const file = write('severities.yaml', 'rules:\n  - { tool: gosec, rule: G401, severity: low }\n');

  expect(findings('gate', gosec, '--severity-map', file).code).toBe(0);
  const { code, err } = findings('gate', gosec, '--severity-map', write('wrong.yaml', '- { rule: G401, severity: blocker }'));
  expect([code, err]).toEqual([
    3,
    expect.stringContaining('rules[0].severity is "blocker"; expected one of: critical, high, medium, low, none'),
  ]);
});
