import { markIncomplete } from '../log/failed-run';
import { isObject } from '../log/rewrite';
import type { SarifLog, SarifRun } from '../log/sarif';

/** Names under which tools tell the time of their database: govulncheck `db_last_modified`, Grype `built`, Trivy `UpdatedAt`. */
const timeNames = /^(db[_-]?last[_-]?modified|db[_-]?built|built|updatedat|db[_-]?updated[_-]?at|database[_-]?date|last[_-]?modified)$/i;

/** Property of a run with the time of the tool's vulnerability database, ISO 8601. */
const databaseTimeProperty = 'tekwire/databaseTime';

/** Notes the time of the tool's database in every run of a log. */
export function addDatabaseTime(log: SarifLog, time: string): SarifLog {
  return { ...log, runs: log.runs.map((run) => ({ ...run, properties: { ...run.properties, [databaseTimeProperty]: time } })) };
}

/** The time of a tool's vulnerability database, by the tool's name in lower case, from files beside the report. */
export type DatabaseTimes = ReadonlyMap<string, string>;

/**
 * Marks the scan of a tool as incomplete when its database is older than `maximumHours`: it misses what was published since.
 * The time is that of `times`, else what the tool writes into its report; a tool whose time is not known is left alone.
 * @param hoursSince the hours from a time to now; NaN when it is not a time
 */
export function checkDatabaseAge(
  log: SarifLog,
  maximumHours: number,
  hoursSince: (time: string) => number,
  times: DatabaseTimes = new Map(),
): SarifLog {
  const runs = log.runs.map((run) => {
    const time = times.get(run.tool.driver.name.toLowerCase()) ?? timeOf(run);
    const hours = time === undefined ? Number.NaN : hoursSince(time);
    if (time === undefined || !(hours > maximumHours)) return run;
    const age = hours < 72 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
    return markIncomplete(run, `its database is ${age} old (${time.slice(0, 10)}), so what was published since is missing`);
  });
  return { ...log, runs };
}

/** The time in a metadata file of a database, such as metadata.json of Trivy or Grype. */
export function timeInMetadata(value: unknown): string | undefined {
  return isObject(value) ? timeIn(value) : undefined;
}

function timeOf({ tool, ...run }: SarifRun): string | undefined {
  const noted = run.properties?.[databaseTimeProperty];
  if (typeof noted === 'string') return noted;
  const bags = [tool.driver, ...(tool.extensions ?? []), run].map((one) => ('properties' in one ? one.properties : undefined));
  return bags.flatMap((bag) => (isObject(bag) ? (timeIn(bag) ?? []) : []))[0];
}

function timeIn(bag: Readonly<Record<string, unknown>>): string | undefined {
  const [, time] =
    Object.entries(bag).find(([name, value]) => timeNames.test(name) && typeof value === 'string' && !value.startsWith('0001-')) ?? [];
  return typeof time === 'string' && /^\d{4}-\d{2}-\d{2}/.test(time) ? time : undefined;
}
