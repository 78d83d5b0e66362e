import { addStoreFields, listFindings, mergeLogs, printSarif, readSarif, type SarifLog } from '../../src/findings';
import { resultsOf } from './build';
import { schemaProblems } from './schema';

const place = { physicalLocation: { artifactLocation: { uri: 'a.go', index: 0 } } };

function merged(...runs: readonly object[]): SarifLog {
  const logs = runs.map((run) => {
    const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [], ...run }] });
    const { log, problem } = readSarif(text, { file: 'x' });
    if (!log) throw new Error(problem);
    return log;
  });
  return addStoreFields(mergeLogs(logs));
}

const result = { ruleId: 'R', message: { text: 'm' } };
const suppression = { kind: 'inSource' };

it.each([
  ['a rule twice', { tool: { driver: { name: 'x', rules: [{ id: 'R' }, { id: 'S' }, { id: 'R' }] } } }],
  ['a suppression twice', { results: [{ ...result, suppressions: [suppression, suppression] }] }],
  ['a tag twice', { results: [{ ...result, properties: { tags: ['a', 'b', 'a'] } }] }],
  ['a tag of a rule twice', { tool: { driver: { name: 'x', rules: [{ id: 'R', properties: { tags: ['a', 'a'] } }] } } }],
  ['tags that are no texts', { results: [{ ...result, properties: { tags: ['a', 7, null] } }] }],
  ['tags that are no list', { results: [{ ...result, properties: { tags: 'a' } }] }],
  ['an artifact twice', { artifacts: [{ location: { uri: 'a.go' } }, { location: { uri: 'a.go' } }] }],
  ['a related place twice', { results: [{ ...result, relatedLocations: [place, place] }] }],
  ['a place without artifact', { results: [{ ...result, locations: [{ physicalLocation: { region: { startLine: 3 } } }] }] }],
  [
    'a related place without artifact',
    { results: [{ ...result, relatedLocations: [{ physicalLocation: { region: { startLine: 3 } } }] }] },
  ],
  ['a kind of its own', { results: [{ ...result, kind: 'vulnerability' }] }],
  ['a baseline state of its own', { results: [{ ...result, baselineState: 'old' }] }],
  ['a guid that is none', { results: [{ ...result, guid: 'R-1' }] }],
  ['a rank out of range', { results: [{ ...result, rank: 1000 }] }],
  ['an extension twice', { tool: { driver: { name: 'x' }, extensions: [{ name: 'pack' }, { name: 'pack' }] } }],
])('a report with %s becomes valid SARIF, alone and merged with itself', (_title, run) => {
  expect(schemaProblems(JSON.parse(printSarif(merged(run))))).toEqual([]);
  expect(schemaProblems(JSON.parse(printSarif(merged(run, run))))).toEqual([]);
  expect(resultsOf(merged(run, run))).toHaveLength(2 * resultsOf(merged(run)).length);
});

it('results refer to their rules and artifacts after duplicates are removed', () => {
  const run = {
    tool: { driver: { name: 'x', rules: [{ id: 'R' }, { id: 'R' }, { id: 'S', defaultConfiguration: { level: 'error' } }] } },
    artifacts: [{ location: { uri: 'a.go' } }, { location: { uri: 'a.go' } }, { location: { uri: 'b.go' } }],
    results: [{ ruleIndex: 2, message: { text: 'm' }, locations: [{ physicalLocation: { artifactLocation: { index: 2 } } }] }],
  };

  const log = merged(run, run);

  expect(listFindings(log).map(({ rule, path, severity }) => [rule, path, severity])).toEqual([
    ['S', 'b.go', 'high'],
    ['S', 'b.go', 'high'],
  ]);
  expect(resultsOf(log).map(({ ruleIndex }) => ruleIndex)).toEqual([1, 1]);
  expect(resultsOf(log).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.index)).toEqual([1, 1]);
  expect(log.runs[0]).toMatchObject({ artifacts: [{ location: { uri: 'a.go' } }, { location: { uri: 'b.go' } }] });
});

it('items with a parent are not merged, because the parents may differ', () => {
  const run = (name: string) => ({
    logicalLocations: [{ name }, { name: 'f', parentIndex: 0 }],
    results: [{ ...result, locations: [{ logicalLocations: [{ index: 1 }] }] }],
  });

  const log = merged(run('a'), run('b'));

  expect(log.runs[0]).toMatchObject({
    logicalLocations: [{ name: 'a' }, { name: 'f', parentIndex: 0 }, { name: 'b' }, { name: 'f', parentIndex: 2 }],
    results: [{ locations: [{ logicalLocations: [{ index: 1 }] }] }, { locations: [{ logicalLocations: [{ index: 3 }] }] }],
  });
});
