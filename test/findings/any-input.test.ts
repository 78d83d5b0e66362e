import { joinLogs, printSarif, readSarif } from '../../src/findings';
import { readRecordedText, tools } from '../scanners/recorded';
import { fc } from '../support/random';
import { resultsOf } from './build';
import { schemaProblems } from './schema';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    ' ',
    '../../etc/passwd',
    'file:///a b',
    'http://[',
    '\u0000\ud800',
    '2026-13-01',
    [],
    {},
    [[]],
    [{}],
  ),
  fc.constantFrom<Json>(
    [{ physicalLocation: {} }],
    { text: 7 },
    { uri: '%zz\\x' },
    ['CWE-78', 'CWE-78'],
    [{ kind: 'external' }, { kind: 'external' }],
  ),
  fc.string({ unit: 'binary' }),
);

/** The paths of all values of a JSON tree. */
function pathsOf(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: readonly (string | number)[], by: Json): Json {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === String(key) ? replaced(item, rest, by) : item));
  return { ...(value as object), [key]: replaced((value as { [key: string]: Json })[key] ?? null, rest, by) };
}

/** A real report with fewer results, in which values were replaced. */
const spoilt = fc.constantFrom(...tools).chain((tool) => {
  const log = JSON.parse(readRecordedText(tool)) as { runs: { results: Json[]; tool: { driver: { rules?: Json[] } } }[] };
  for (const run of log.runs) {
    run.results = run.results.slice(0, 3);
    run.tool.driver.rules = run.tool.driver.rules?.slice(0, 5);
  }
  const paths = pathsOf(log as unknown as Json);
  const change = fc.tuple(fc.nat(paths.length - 1), junk);
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Json>(
      (value, [at, by]) => {
        try {
          return replaced(value, paths[at] ?? [], by);
        } catch {
          return value;
        }
      },
      log as unknown as Json,
    ),
  );
});

it('whatever a report has, it is refused with a reason, or its findings are valid SARIF and none is lost', () => {
  let read = 0;
  fc.assert(
    fc.property(spoilt, spoilt, (first, second) => {
      const outcomes = [first, second].map((value) =>
        readSarif(JSON.stringify(value), { file: 'a.sarif', sourceRoots: ['/workspace/source'] }),
      );
      for (const { problem } of outcomes) if (problem !== undefined) expect(problem).toMatch(/^a\.sarif: ./);
      const logs = outcomes.flatMap(({ log }) => log ?? []);
      read += logs.length;

      const { merged, log } = joinLogs(logs);

      expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
      const count = (list: ReturnType<typeof resultsOf>) => list.reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0);
      expect(resultsOf(merged)).toHaveLength(logs.flatMap(resultsOf).length);
      expect(count(resultsOf(log))).toBe(count(resultsOf(merged)));
    }),
    { numRuns: 300 },
  );
  expect(read).toBeGreaterThan(100);
});

it('locations without a file are left out and counted', () => {
  const result = {
    ruleId: 'A',
    message: { text: 'a' },
    locations: [{ physicalLocation: { region: { startLine: 1 } } }, { physicalLocation: {} }],
  };
  const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result] }] });

  const { log } = readSarif(text, { file: 'a' });

  expect(log?.runs[0]?.invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'note', message: { text: '2 locations name no file and were left out' } }],
    },
  ]);
});

it('items that others refer to by position keep it, also without a name and twice', () => {
  const result = { ruleId: 'A', message: { text: 'a' }, graphs: [{}, {}] };
  const run = { tool: { driver: { name: 'x' } }, taxonomies: [{ guid: 7 }, { name: 'CWE' }], results: [result] };
  const { log } = readSarif(JSON.stringify({ version: '2.1.0', runs: [run] }), { file: 'a' });

  const printed = JSON.parse(printSarif(joinLogs(log ? [log] : []).log));

  expect(schemaProblems(printed)).toEqual([]);
  expect(printed.runs[0].taxonomies.map(({ name }: { readonly name: string }) => name)).toEqual(['invalid', 'CWE']);
  expect(printed.runs[0].results[0].graphs).toHaveLength(2);
});
