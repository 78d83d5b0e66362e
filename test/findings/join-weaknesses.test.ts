import { joinLogs, type SarifLog, type SarifResult } from '../../src/findings';
import { readRecorded, tools } from '../scanners/recorded';
import { logOf, resultAt, resultsOf } from './build';

function at(rule: string, columns: readonly [number, number?], more: Partial<SarifResult> = {}, path = 'a.go', line = 7): SarifResult {
  const [startColumn, endColumn] = columns;
  const region = { startLine: line, endLine: line, startColumn, ...(endColumn !== undefined && { endColumn }) };
  return { ...resultAt(rule, path, line, more), locations: [{ physicalLocation: { artifactLocation: { uri: path }, region } }] };
}

const tagged = (...tags: readonly string[]) => ({ properties: { tags } });

function joined(...logs: readonly SarifLog[]): readonly (readonly unknown[])[] {
  return resultsOf(joinLogs(logs).log).map(({ ruleId, properties }) => [
    ruleId,
    (properties?.['tekwire/sources'] as { tool: string }[] | undefined)?.map(({ tool }) => tool),
  ]);
}

describe('one weakness of two tools is one finding', () => {
  it.each([
    [
      'a common CWE in tags',
      at('G204', [3, 20], tagged('CWE-78')),
      at('exec', [5, 30], tagged('CWE-78: OS command injection', 'security')),
    ],
    ['a CWE of a tag for GitHub', at('G204', [3, 20], tagged('external/cwe/cwe-078')), at('exec', [5, 30], tagged('CWE-78'))],
    ['a point and a range that are alone', at('G204', [14], tagged('CWE-78')), at('exec', [2, 9], tagged('CWE-78'))],
    ['an advisory', at('CVE-2024-1234', [1], {}, 'go.mod', 1), at('CVE-2024-1234', [1], { message: { text: 'x' } }, 'go.mod', 9)],
  ])('%s', (_title, left, right) => {
    expect(joined(logOf('gosec', [left]), logOf('semgrep', [right]))).toEqual([
      [left.ruleId, left.ruleId === right.ruleId ? undefined : ['gosec', 'semgrep']],
    ]);
  });

  it('an alias of an advisory', () => {
    const go = logOf('govulncheck', [at('GO-2021-0113', [1], {}, 'go.mod', 1)], {
      rules: [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561'] } }],
    });

    expect(joined(go, logOf('trivy', [at('CVE-2021-38561', [1], {}, 'go.mod', 5)]))).toEqual([['GO-2021-0113', ['govulncheck', 'trivy']]]);
  });

  it('the severity is the highest, the identities of all sources are kept', () => {
    const log = joinLogs([
      logOf('gosec', [at('G204', [3, 20], { ...tagged('CWE-78'), level: 'note' })]),
      logOf('semgrep', [at('exec', [5, 30], { ...tagged('CWE-78'), level: 'error' })]),
    ]).log;

    expect(resultsOf(log)).toMatchObject([
      {
        ruleId: 'exec',
        properties: {
          'tekwire/alsoFoundBy': ['gosec'],
          'tekwire/sources': [
            { tool: 'semgrep', rule: 'exec', identity: expect.stringMatching(/:1$/) },
            { tool: 'gosec', rule: 'G204', identity: expect.stringMatching(/:1$/) },
          ],
        },
      },
    ]);
  });

  it("rules of the user's own groups", () => {
    const logs = [logOf('gosec', [at('G101', [3])]), logOf('gitleaks', [at('generic-api-key', [9, 20])])];

    expect(resultsOf(joinLogs(logs).log)).toHaveLength(2);
    expect(resultsOf(joinLogs(logs, [['gosec:G101', 'gitleaks:generic-api-key']]).log)).toHaveLength(1);
  });
});

describe('different places stay apart', () => {
  it.each([
    ['another line', at('G204', [3], tagged('CWE-78')), at('exec', [3], tagged('CWE-78'), 'a.go', 8)],
    ['another file', at('G204', [3], tagged('CWE-78')), at('exec', [3], tagged('CWE-78'), 'b.go')],
    ['another CWE', at('G204', [3], tagged('CWE-78')), at('exec', [3], tagged('CWE-79'))],
    ['columns apart', at('G204', [3, 9], tagged('CWE-78')), at('exec', [20, 30], tagged('CWE-78'))],
    ['no CWE', at('G204', [3]), at('exec', [3])],
    [
      'another package',
      at('CVE-2024-1234', [1], { message: { text: 'Package: a/b\nInstalled Version: 1' } }, 'go.sum', 1),
      at('GO-2024-1', [1], { properties: { purl: 'pkg:golang/c/d@1' } }, 'go.sum', 1),
    ],
  ])('%s', (_title, left, right) => {
    expect(resultsOf(joinLogs([logOf('gosec', [left]), logOf('semgrep', [right])]).log)).toHaveLength(2);
  });

  it('two findings of one tool at a line, of which the other tool has one', () => {
    const gosec = logOf('gosec', [at('G204', [3, 9], tagged('CWE-78')), at('G205', [20, 30], tagged('CWE-78'))]);

    expect(joined(gosec, logOf('semgrep', [at('exec', [22, 28], tagged('CWE-78'))]))).toEqual([
      ['G204', undefined],
      ['G205', ['gosec', 'semgrep']],
    ]);
    expect(resultsOf(joinLogs([gosec, logOf('semgrep', [at('exec', [14], tagged('CWE-78'))])]).log)).toHaveLength(3);
  });
});

it('the real tools: every source is in exactly one finding, and only findings of different tools are joined', () => {
  const { merged, log } = joinLogs(tools.map((tool) => readRecorded(tool)));
  const sources = resultsOf(log).map(({ properties }) => (properties?.['tekwire/sources'] ?? []) as { tool: string }[]);

  const kept = resultsOf(log).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0);
  expect(kept).toBe(resultsOf(merged).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0));
  expect(sources.every((list) => new Set(list.map(({ tool }) => tool)).size === list.length)).toBe(true);
  expect(sources.filter((list) => list.length > 0).length).toBeGreaterThan(0);
});
