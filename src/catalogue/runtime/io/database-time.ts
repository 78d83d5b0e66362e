import { statSync } from 'node:fs';
import { addDatabaseTime, type SarifLog, timeInMetadata } from '../../../findings';
import { optionalVariable } from './environment';
import { readText } from './read-text';

/** Maximum size of a file that notes the time; a larger one is the database. */
const largestNote = 4096;

/**
 * The log with the time of the tool's database: the time in its metadata or in a note of a Feed, both JSON, else the time when the database file was
 * written. Unchanged when the tool has no database or the file is missing.
 */
export function withDatabaseTime(log: SarifLog): SarifLog {
  const file = optionalVariable('DATABASE_FILE');
  const time = file === undefined ? undefined : timeOf(file);
  return time === undefined ? log : addDatabaseTime(log, time);
}

function timeOf(file: string): string | undefined {
  if (file.endsWith('.json')) return timeIn(readText(file).text);
  return timeIn(readText(file, largestNote).text) ?? statSync(file, { throwIfNoEntry: false })?.mtime.toISOString();
}

function timeIn(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : timeInMetadata(JSON.parse(text));
  } catch {
    return undefined;
  }
}
