import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addOwnReport,
  countFindings,
  deduplicate,
  type FindingSeverity,
  isOwnReportFormat,
  listFindings,
  mergeLogs,
  printSarif,
  readSarif,
  type SarifLog,
} from '../../src/findings';
import { schemaProblems } from '../findings/schema';
import { readOwnCounts } from './own-counts';

// What scanners have written, or, with SCANNERS_RECORDED, what run.sh has them write now.
const folder = process.env.SCANNERS_RECORDED ?? join(__dirname, 'recorded');
const tools = readdirSync(folder)
  .filter((file) => file.endsWith('.sarif'))
  .map((file) => file.replace('.sarif', ''));

/** The report of a tool as the step of its component reads it. */
function read(tool: string): SarifLog {
  const { log, problem } = readSarif(readFileSync(join(folder, `${tool}.sarif`), 'utf8'), {
    file: tool,
    sourceRoots: ['/workspace/source'],
  });
  if (!log) throw new Error(problem);
  const own = join(folder, `${tool}.json`);
  return isOwnReportFormat(tool) && existsSync(own) ? addOwnReport(log, tool, readFileSync(own, 'utf8')) : log;
}

function severities(log: SarifLog): Partial<Record<FindingSeverity, number>> {
  return Object.fromEntries(Object.entries(countFindings(log).bySeverity).filter(([, count]) => count > 0));
}

test('there are reports to compare', () => {
  expect(tools).toContain('gosec');
});

test.each(tools)('%s: as many findings of each severity as it tells its own users', (tool) => {
  expect(severities(read(tool))).toEqual(readOwnCounts(folder, tool));
});

test.each(tools)('%s: the same when its report is merged with itself, written and read again', (tool) => {
  const merged = mergeLogs([read(tool), read(tool)]);
  const again = readSarif(printSarif(merged), { file: tool }).log as SarifLog;

  const twice = Object.entries(readOwnCounts(folder, tool)).map(([severity, count]) => [severity, 2 * (count ?? 0)]);
  expect(severities(again)).toEqual(Object.fromEntries(twice));
});

test('all of them together, without duplicates, are valid SARIF, and no finding is less grave than it was', () => {
  const logs = tools.map(read);

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
