import {
  addFingerprints,
  addIdentities,
  addStoreFields,
  compareWithBaseline,
  decideGate,
  failedLog,
  mergeLogs,
  type SarifLog,
  type SarifResult,
} from '../../src/findings';
import { readRecorded, tools } from '../scanners/recorded';
import { fc } from '../support/random';
import { logOf, resultAt, resultsOf } from './build';

const [monday, tuesday] = ['2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z'];

function named(log: SarifLog): SarifLog {
  return addStoreFields(addIdentities(addFingerprints(log), { read: () => undefined }));
}

function compare(now: SarifLog, before: SarifLog) {
  const first = compareWithBaseline(named(before), { version: '2.1.0', runs: [] }, { now: monday }).next;
  return compareWithBaseline(named(now), first, { now: tuesday });
}

const weak = resultAt('G401', 'a.go', 3, { snippet: 'md5.New()' });
const shell = resultAt('G204', 'b.go', 9, { snippet: 'exec.Command(x)' });

it('a finding is new, unchanged, updated or absent, and keeps its first date', () => {
  const before = logOf('gosec', [weak, shell, resultAt('G104', 'c.go', 1)]);
  const now = logOf('gosec', [
    { ...weak, locations: resultAt('G401', 'a.go', 80, { snippet: 'md5.New()' }).locations },
    { ...shell, message: { text: 'other words' } },
    resultAt('G501', 'd.go', 1),
  ]);

  const { log, counts } = compare(now, before);

  expect(counts).toEqual({ new: 1, unchanged: 1, updated: 1, absent: 1 });
  expect(resultsOf(log).map(({ ruleId, baselineState, provenance }) => [ruleId, baselineState, provenance?.firstDetectionTimeUtc])).toEqual(
    [
      ['G401', 'unchanged', monday],
      ['G204', 'updated', monday],
      ['G501', 'new', tuesday],
      ['G104', 'absent', monday],
    ],
  );
});

it('an equal finding above a known one is the new one, and the known one keeps its identity', () => {
  const at = (line: number, hash: string): SarifResult => ({
    ...resultAt('G401', 'a.go', line, { snippet: 'md5.New()' }),
    partialFingerprints: { primaryLocationLineHash: hash },
  });

  const { log } = compare(logOf('gosec', [at(3, 'aa:1'), at(9, 'bb:1')]), logOf('gosec', [at(3, 'bb:1')]));

  const [first, second] = resultsOf(log);
  expect([first?.baselineState, second?.baselineState]).toEqual(['new', 'unchanged']);
  const identities = [first, second].map((one) => one?.fingerprints?.['tekwire/v2']?.slice(-2));
  expect(identities).toEqual([':2', ':1']);
  expect(first?.guid === second?.guid).toBe(false);
});

it('after a renaming, later scans know the findings, too; a new file of the old name has new findings', () => {
  const at = (path: string) =>
    logOf('gosec', [resultAt('G401', path, 3, { snippet: 'md5.New()' }), resultAt('G204', path, 9, { snippet: 'exec.Command(x)' })]);
  const scans = [['a.go'], ['pkg/a.go'], ['pkg/a.go'], ['lib/a.go'], ['a.go', 'lib/a.go'], ['a.go', 'lib/a.go'], ['a.go', 'cmd/a.go']];
  let baseline: SarifLog = { version: '2.1.0', runs: [] };
  const news: string[][] = [];
  for (const paths of scans) {
    const log = named(mergeLogs(paths.map(at)));
    const compared = compareWithBaseline(log, baseline, { now: monday, fileExists: (path) => paths.includes(path) });
    baseline = compared.next;
    const fresh = resultsOf(compared.log).filter(({ baselineState }) => baselineState === 'new');
    news.push([...new Set(fresh.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? ''))]);
    const identities = resultsOf(compared.next).map(({ fingerprints }) => fingerprints?.['tekwire/v2']);
    expect(new Set(identities).size).toBe(identities.length);
  }

  expect(news).toEqual([['a.go'], [], [], [], ['a.go'], [], []]);
});

it('a renamed folder changes nothing; a copy is new', () => {
  const before = logOf('gosec', [weak, shell]);
  const moved = (path: string, one: SarifResult) => ({
    ...one,
    locations: resultAt('', path, 4, { snippet: one === weak ? 'md5.New()' : 'exec.Command(x)' }).locations,
  });

  expect(compare(logOf('gosec', [moved('pkg/a.go', weak), moved('pkg/b.go', shell)]), before).counts).toMatchObject({
    unchanged: 2,
    new: 0,
    absent: 0,
  });
  expect(compare(logOf('gosec', [weak, shell, moved('copy/a.go', weak)]), before).counts).toMatchObject({ unchanged: 2, new: 1 });
  expect(compare(logOf('gosec', [moved('other.go', weak), shell]), before).counts).toMatchObject({ new: 1, absent: 1 });
});

it('findings of a tool that did not finish are kept in the next baseline', () => {
  const before = logOf('gosec', [weak]);
  const { log, next, counts } = compare(failedLog({ tool: 'gosec', description: 'killed' }), before);

  expect(counts.absent).toBe(0);
  expect(resultsOf(log)).toEqual([]);
  expect(resultsOf(next).map(({ ruleId }) => ruleId)).toEqual(['G401']);
  expect(compareWithBaseline(named(before), next, { now: tuesday }).counts).toEqual({ new: 0, unchanged: 1, updated: 0, absent: 0 });
});

it('a finding with a higher severity counts as new, one with a new message does not', () => {
  const worse = compare(logOf('gosec', [{ ...weak, level: 'error' }]), logOf('gosec', [{ ...weak, level: 'note' }])).log;
  const reworded = compare(
    logOf('gosec', [{ ...weak, level: 'error', message: { text: 'MD5 is weak' } }]),
    logOf('gosec', [{ ...weak, level: 'error' }]),
  ).log;

  expect(resultsOf(worse)[0]).toMatchObject({ baselineState: 'updated', properties: { 'tekwire/severityBefore': 'low' } });
  expect(decideGate(worse, 'high', { newOnly: true }).failed).toBe(true);
  expect(decideGate(reworded, 'high', { newOnly: true }).failed).toBe(false);
  expect(decideGate(reworded, 'high', { newOnly: false }).reasons).toEqual(['1 finding at or above "high"']);
});

it.each([
  ['an earlier version', ({ fingerprints: _v2, ...rest }: SarifResult) => rest],
  ['another program', ({ fingerprints: _v2, partialFingerprints: _v1, guid: _guid, ...rest }: SarifResult) => rest],
])('with a baseline of %s no finding of the real tools is new', (_title, strip) => {
  for (const tool of tools) {
    const log = named(readRecorded(tool));
    const old = { ...log, runs: log.runs.map((run) => ({ ...run, results: run.results.map(strip) })) };

    expect([tool, compareWithBaseline(log, old, { now: tuesday }).counts]).toMatchObject([tool, { new: 0, updated: 0, absent: 0 }]);
  }
});

const change = fc.record({
  moved: fc.nat(40),
  isReversed: fc.boolean(),
  removed: fc.nat(),
  added: fc.nat(3),
  folder: fc.constantFrom('', 'service/', 'x/y/'),
});

it.each(tools)('%s: moved lines, a renamed folder, another order, added and removed findings are recognised exactly', (tool) => {
  const before = compareWithBaseline(named(readRecorded(tool)), { version: '2.1.0', runs: [] }, { now: monday }).next;
  const fileExists = () => false;

  fc.assert(
    fc.property(change, ({ moved, isReversed, removed, added, folder }) => {
      const [run] = readRecorded(tool).runs;
      if (!run) throw new Error('no run');
      const kept = run.results.filter((_, at) => at !== removed % (3 * run.results.length));
      const more = Array.from({ length: added }, (_, at) => resultAt('tekwire-test', `added-${at}.go`, 1));
      const edited = JSON.stringify(kept)
        .replace(/"(startLine|endLine)":(\d+)/g, (_, name, line) => `"${name}":${Number(line) + moved}`)
        .replace(/"uri":"(?!\w+:|\/)/g, `"uri":"${folder}`);
      const results = [...(JSON.parse(edited) as SarifResult[]), ...more];
      const now = { ...readRecorded(tool), runs: [{ ...run, results: isReversed ? results.reverse() : results }] };

      const { counts } = compareWithBaseline(named(mergeLogs([now])), before, { now: tuesday, fileExists });

      const findings = (list: readonly SarifResult[]) =>
        list.filter(({ kind = 'fail' }) => !['pass', 'informational', 'notApplicable'].includes(kind)).length;
      expect([counts.new, counts.absent]).toEqual([added, findings(run.results) - findings(kept)]);
    }),
    { numRuns: 15 },
  );
});
