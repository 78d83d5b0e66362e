import { addIdentities, addStoreFields, readSarif, type SarifLog, type SarifResult, separateIdentities } from '../../src/findings';
import { uuidOf } from '../../src/findings/identity/uuid';
import { logOf, resultAt, resultsOf } from './build';
import { schemaProblems } from './schema';

const complete = (log: SarifLog) => addStoreFields(separateIdentities(addIdentities(log, { read: () => undefined })));

function read(results: readonly object[]): readonly SarifResult[] {
  const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results }] });
  return resultsOf(readSarif(text, { file: 'x' }).log as SarifLog);
}

it('a run has an id that identifies it in stores; the id of the tool is kept', () => {
  const log = logOf('gosec', []);
  const named = { ...log, runs: log.runs.map((run) => ({ ...run, automationDetails: { id: 'nightly/7' } })) };

  expect(complete(log).runs[0]?.automationDetails).toEqual({ id: 'gosec/' });
  expect(complete(named).runs[0]?.automationDetails).toEqual({ id: 'nightly/7' });
});

it('every result has a guid, which stays the same from scan to scan', () => {
  const log = logOf('gosec', [resultAt('G1', 'a.go', 1), resultAt('G1', 'a.go', 2), resultAt('G1', 'a.go', 2)]);

  const guids = resultsOf(complete(log)).map(({ guid }) => guid);

  expect(new Set(guids).size).toBe(3);
  expect(resultsOf(complete(log)).map(({ guid }) => guid)).toEqual(guids);
  expect(schemaProblems(JSON.parse(JSON.stringify(complete(log))))).toEqual([]);
});

it('a guid is a UUID of version 5', () => {
  // python3 -c "import uuid; print(uuid.uuid5(uuid.UUID('6f1d4f0e-9c0b-4c53-9a50-0b5c7f0d9a41'), 'gosec'))"
  expect(uuidOf('gosec')).toBe('3192f925-c87d-547e-a79b-9740266a786f');
});

it('a rule has all descriptions; a result without a rule gets one', () => {
  const rules = [
    { id: 'full', fullDescription: { text: 'One thing. And another.' }, helpUri: 'https://example.com/full' },
    { id: 'named', name: 'ANamedRule' },
    { id: 'marked', help: { markdown: '# Help' } },
  ];
  const log = logOf('x', [resultAt('unknown', 'a.go', 1), resultAt('full/part', 'a.go', 1)], { rules });

  expect(complete(log).runs[0]?.tool.driver.rules).toEqual([
    {
      id: 'full',
      shortDescription: { text: 'One thing.' },
      fullDescription: { text: 'One thing. And another.' },
      help: { text: 'One thing. And another.\nhttps://example.com/full' },
      helpUri: 'https://example.com/full',
    },
    {
      id: 'named',
      name: 'ANamedRule',
      shortDescription: { text: 'ANamedRule' },
      fullDescription: { text: 'ANamedRule' },
      help: { text: 'ANamedRule' },
    },
    {
      id: 'marked',
      shortDescription: { text: 'marked' },
      fullDescription: { text: 'marked' },
      help: { text: '# Help', markdown: '# Help' },
    },
    { id: 'unknown', shortDescription: { text: 'unknown' }, fullDescription: { text: 'unknown' }, help: { text: 'unknown' } },
  ]);
});

it('completing is idempotent', () => {
  const log = complete(logOf('x', [resultAt('R', 'a.go', 1), resultAt('R', 'b.go', 1)]));

  expect(complete(log)).toEqual(log);
});

it('similar findings of two tools at different locations are numbered from the top; other identities are kept', () => {
  const one = addIdentities(logOf('a', [resultAt('R', 'x.go', 20), resultAt('S', 'x.go', 5)]), { read: () => undefined });
  const other = addIdentities(logOf('b', [resultAt('R', 'x.go', 3)]), { read: () => undefined });
  const log = { ...one, runs: [...one.runs, ...other.runs] };

  const before = resultsOf(log).map(({ fingerprints }) => fingerprints?.['tekwire/v2']);
  const after = resultsOf(complete(log)).map(({ fingerprints }) => fingerprints?.['tekwire/v2']);

  expect(before[0]).toBe(before[2]);
  expect(after).toEqual([before[0]?.replace(/1$/, '2'), before[1], before[2]]);
});

describe('empty fingerprints are left out', () => {
  it.each([
    ['what stands for one', [{ ruleId: 'R', fingerprints: { 'matchBasedId/v1': 'requires login' } }]],
    ['an empty one', [{ ruleId: 'R', fingerprints: { 'x/v1': '' } }]],
    [
      'one that several findings share',
      [
        { ruleId: 'R', fingerprints: { 'x/v1': 'same' } },
        { ruleId: 'S', fingerprints: { 'x/v1': 'same' } },
      ],
    ],
  ])('%s', (_title, results) => {
    expect(read(results).map(({ fingerprints }) => fingerprints)).toEqual(results.map(() => undefined));
  });

  it('a valid fingerprint is kept next to an empty one, and for a duplicate finding', () => {
    const result = { ruleId: 'R', fingerprints: { 'x/v1': 'own', 'y/v1': 'requires login' } };

    expect(read([result, result]).map(({ fingerprints }) => fingerprints)).toEqual([{ 'x/v1': 'own' }, { 'x/v1': 'own' }]);
  });
});
