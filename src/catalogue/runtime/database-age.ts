import { checkDatabaseAge, timeInMetadata } from '../../findings';
import { enrichStep, jsonVariable, NotEnriched, parseJson } from './io/enrich';
import { variable } from './io/environment';
import { readFeed } from './io/feed';

const msPerHour = 3_600_000;

// Takes the paths of findings files as arguments and marks the scans of tools with an old database as incomplete.
enrichStep('database-age', (log) => {
  const now = Date.now();
  const files = Object.entries(jsonVariable<Record<string, string>>('METADATA_FILES') ?? {});
  const times = new Map(files.map(([tool, file]) => [tool.toLowerCase(), timeOf(file)]));
  return checkDatabaseAge(log, Number(variable('MAXIMUM_HOURS')), (time) => (now - Date.parse(time)) / msPerHour, times);
});

function timeOf(file: string): string {
  const time = timeInMetadata(parseJson(readFeed(file), file));
  if (time === undefined) throw new NotEnriched(`${file} has no time of a database ("UpdatedAt" or "built")`);
  return time;
}
