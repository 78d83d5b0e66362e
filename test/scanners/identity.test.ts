import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addIdentities, deduplicate, mergeLogs, type SarifLog, type SarifResult, separateIdentities } from '../../src/findings';
import { resultsOf } from '../findings/build';
import { fc } from '../support/random';
import { readRecorded, tools } from './recorded';

/** Tools that ran in a folder of the sources name files from there. */
const folders = ['', 'go', 'dependency', 'infra', 'javascript', 'workflows'];

function readSource(path: string): string | undefined {
  const file = folders.map((folder) => join(__dirname, 'sources', folder, path)).find((one) => existsSync(one) && statSync(one).isFile());
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

function identitiesOf(log: SarifLog): readonly string[] {
  return resultsOf(log).map(({ fingerprints }) => fingerprints?.['tekwire/v2'] ?? '');
}

function identify(log: SarifLog, read = readSource): readonly string[] {
  return [...identitiesOf(addIdentities(log, { read, roots: ['/workspace/source'] }))].sort();
}

/** Lines that somebody has written into every file, before its line `at`. */
interface Edit {
  readonly at: number;
  readonly added: readonly string[];
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.integer({ min: 1, max: 60 }),
  added: fc.array(fc.constantFrom('', '// a remark', '\tx := 1'), { minLength: 1, maxLength: 5 }),
});

function editText(text: string | undefined, { at, added }: Edit): string | undefined {
  const lines = text?.split('\n');
  return lines && [...lines.slice(0, at - 1), ...added, ...lines.slice(at - 1)].join('\n');
}

function moveResult(result: SarifResult, { at, added }: Edit): SarifResult {
  const text = JSON.stringify(result).replace(/"(startLine|endLine)":(\d+)/g, (_, name, line) => {
    return `"${name}":${Number(line) >= at ? Number(line) + added.length : line}`;
  });
  return JSON.parse(text) as SarifResult;
}

it.each(tools)('%s: every finding has an identity, which stays the same after edits of the sources and in another order', (tool) => {
  const log = readRecorded(tool);
  const names = identify(log);

  expect(new Set(names).size).toBe(names.length);
  fc.assert(
    fc.property(edit, fc.infiniteStream(fc.nat()), (change, random) => {
      const shuffled = log.runs.map((run) => {
        const keyed = run.results.map((result) => [random.next().value as number, moveResult(result, change)] as const);
        return { ...run, results: keyed.sort(([left], [right]) => left - right).map(([, result]) => result) };
      });

      expect(identify({ ...log, runs: shuffled }, (path) => editText(readSource(path), change))).toEqual(names);
    }),
    { numRuns: 20 },
  );
});

it.each(tools)('%s: the identity does not depend on the folder of the sources', (tool) => {
  const elsewhere = readRecorded(tool, '/runs/7/source');

  const names = identitiesOf(addIdentities(elsewhere, { read: readSource, roots: ['/runs/7/source'] }));

  expect([...names].sort()).toEqual(identify(readRecorded(tool)));
});

it('DefectDojo sees as many ids as there are findings of all tools', () => {
  const log = separateIdentities(deduplicate(mergeLogs(tools.map((tool) => addIdentities(readRecorded(tool), { read: readSource })))));

  const ids = resultsOf(log).map(defectDojoId);

  expect(ids).toHaveLength(resultsOf(log).length);
  expect(new Set(ids).size).toBe(ids.length);
});

/** The id of a finding as dojo/tools/sarif/parser.py takes it: of the first method among the fingerprints the highest version. */
function defectDojoId({ fingerprints = {} }: SarifResult): string | undefined {
  const methods = new Map<string, readonly [version: number, value: string]>();
  for (const [key, value] of Object.entries(fingerprints)) {
    const [method = key, version = 0] = key.includes('/')
      ? [key.split('/').at(-2), Number(key.split('/').at(-1)?.replace('v', ''))]
      : [key];
    if (version >= (methods.get(method)?.[0] ?? 0)) methods.set(method, [version, value]);
  }
  return [...methods.values()][0]?.[1];
}
