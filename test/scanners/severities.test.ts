import {
  countFindings,
  deduplicate,
  type FindingSeverity,
  listFindings,
  mergeLogs,
  printSarif,
  readSarif,
  type SarifLog,
} from '../../src/findings';
import { schemaProblems } from '../findings/schema';
import { readOwnCounts } from './own-counts';
import { folder, readRecorded, tools } from './recorded';

function severities(log: SarifLog): Partial<Record<FindingSeverity, number>> {
  return Object.fromEntries(Object.entries(countFindings(log).bySeverity).filter(([, count]) => count > 0));
}

it('there are reports to compare', () => {
  expect(tools).not.toEqual([]);
});

it.each(tools)('%s finds something in these sources', (tool) => {
  expect(severities(readRecorded(tool))).not.toEqual({});
});

it.each(tools)('%s: the same number of findings of each severity as in its own output', (tool) => {
  expect(severities(readRecorded(tool))).toEqual(readOwnCounts(folder, tool));
});

it.each(tools)('%s: the same after its report is merged with itself, written and read again', (tool) => {
  const merged = mergeLogs([readRecorded(tool), readRecorded(tool)]);
  const again = readSarif(printSarif(merged), { file: tool }).log as SarifLog;

  const twice = Object.entries(readOwnCounts(folder, tool)).map(([severity, count]) => [severity, 2 * (count ?? 0)]);
  expect(severities(again)).toEqual(Object.fromEntries(twice));
});

it('all of them together, without duplicates, are valid SARIF, and no finding has a lower severity', () => {
  const logs = tools.map((tool) => readRecorded(tool));

  const log = deduplicate(mergeLogs(logs));

  expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
  const counted = log.runs.flatMap(({ results }) => results).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0);
  expect(counted).toBe(
    logs.flatMap(({ runs }) => runs.flatMap(({ results }) => results)).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0),
  );
  expect(listFindings(log).filter(({ severity }) => severity === 'critical').length).toBe(
    logs.flatMap(listFindings).filter(({ severity }) => severity === 'critical').length,
  );
});
