import { deduplicate, fingerprintKey, mergeLogs, printSarif, readSarif, type SarifLog, type SarifResult } from '../../src/findings';
import { fc } from '../support/random';
import { fingerprintsOf, logOf, resultAt, resultsOf } from './build';
import { schemaProblems } from './schema';

const arbitraryResult: fc.Arbitrary<SarifResult> = fc
  .record({
    rule: fc.constantFrom('G1', 'G2', 'CVE-2024-1', 'CVE-2024-2'),
    path: fc.constantFrom('a.go', 'b/c.go', 'go.sum'),
    line: fc.integer({ min: 1, max: 5 }),
    snippet: fc.option(fc.constantFrom('x()', ' x()', 'y()'), { nil: undefined }),
    text: fc.constantFrom('one', 'two'),
    level: fc.option(fc.constantFrom('error', 'warning', 'note'), { nil: undefined }),
    suppressed: fc.boolean(),
  })
  .map(({ rule, path, line, snippet, text, level, suppressed }) =>
    resultAt(rule, path, line, {
      snippet,
      message: { text },
      ...(level && { level }),
      ...(suppressed && { suppressions: [{ kind: 'inSource' }] }),
    }),
  );

const arbitraryLog: fc.Arbitrary<SarifLog> = fc
  .record({ tool: fc.constantFrom('gosec', 'trivy', 'grype'), results: fc.array(arbitraryResult, { maxLength: 12 }) })
  .map(({ tool, results }) => logOf(tool, results));

const arbitraryLogs = fc.array(arbitraryLog, { maxLength: 5 });

/** Results as texts, sorted: what a log says, in whatever order. */
function contentOf(log: SarifLog): readonly string[] {
  return log.runs.flatMap(({ tool, results }) => results.map((result) => `${tool.driver.name} ${JSON.stringify(result)}`)).sort();
}

it('merging a merged log changes nothing', () => {
  fc.assert(fc.property(arbitraryLogs, (logs) => expect(mergeLogs([mergeLogs(logs)])).toEqual(mergeLogs(logs))));
});

it('merging neither loses nor adds results, in any grouping and order', () => {
  fc.assert(
    fc.property(arbitraryLogs, arbitraryLogs, (left, right) => {
      const all = [...left, ...right].flatMap(contentOf).sort();

      expect(contentOf(mergeLogs([...left, ...right]))).toEqual(all);
      expect(contentOf(mergeLogs([mergeLogs(right), mergeLogs(left)]))).toEqual(all);
    }),
  );
});

it('removing duplicates is idempotent', () => {
  fc.assert(
    fc.property(arbitraryLogs, (logs) => {
      const once = deduplicate(mergeLogs(logs));

      expect(deduplicate(once)).toEqual(once);
    }),
  );
});

it('the order of the inputs does not change the result', () => {
  fc.assert(
    fc.property(arbitraryLogs, (logs) => {
      expect(contentOf(deduplicate(mergeLogs([...logs].reverse())))).toEqual(contentOf(deduplicate(mergeLogs(logs))));
    }),
  );
});

it('all remaining findings have different fingerprints, and every finding counts', () => {
  fc.assert(
    fc.property(arbitraryLogs, (logs) => {
      const log = deduplicate(mergeLogs(logs));

      const fingerprints = fingerprintsOf(log);
      expect(new Set(fingerprints).size).toBe(fingerprints.length);
      const counted = resultsOf(log).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0);
      expect(counted).toBe(logs.flatMap(resultsOf).length);
    }),
  );
});

it('moving all lines does not change fingerprints', () => {
  const move = (result: SarifResult, by: number): SarifResult => {
    const text = JSON.stringify(result).replace(/"startLine":(\d+)/, (_, line) => `"startLine":${Number(line) + by}`);
    return JSON.parse(text) as SarifResult;
  };
  fc.assert(
    fc.property(arbitraryLogs, fc.integer({ min: 0, max: 1000 }), (logs, by) => {
      const moved = logs.map((log) =>
        logOf(
          log.runs[0]?.tool.driver.name ?? '',
          resultsOf(log).map((result) => move(result, by)),
        ),
      );

      expect(fingerprintsOf(deduplicate(mergeLogs(moved)))).toEqual(fingerprintsOf(deduplicate(mergeLogs(logs))));
    }),
  );
});

it('the output is valid SARIF, and the same after reading', () => {
  fc.assert(
    fc.property(arbitraryLogs, (logs) => {
      const log = deduplicate(mergeLogs(logs));

      const { log: read } = readSarif(printSarif(log), { file: 'x' });

      expect(read?.runs).toEqual(log.runs);
      expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('reading never throws, for any file', () => {
  const json = fc.json({ maxDepth: 4 });
  const nearly = fc
    .tuple(json, fc.nat(), fc.nat())
    .map(([text, from, length]) => text.slice(0, from % (text.length + 1)) + text.slice((from % (text.length + 1)) + (length % 3)));
  const shaped = fc
    .record({ version: fc.constant('2.1.0'), runs: fc.array(fc.record({ results: fc.array(fc.jsonValue()), tool: fc.jsonValue() })) })
    .map((value) => JSON.stringify(value));

  fc.assert(
    fc.property(fc.oneof(json, nearly, shaped, fc.string()), (text) => {
      const { log, problem } = readSarif(text, { file: 'x.sarif' });

      if (log) expect(() => printSarif(deduplicate(mergeLogs([log])))).not.toThrow();
      else expect(problem).toMatch(/^x\.sarif: ./);
    }),
    { numRuns: 500 },
  );
});

it('the key of the fingerprint is readable by other programs', () => {
  expect(fingerprintKey).toBe('tekwire/v1');
});
