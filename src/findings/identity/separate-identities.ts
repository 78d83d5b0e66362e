import { compareRegions, pathOf, regionOf } from '../log/location';
import type { SarifLog, SarifResult } from '../log/sarif';
import { compareText } from '../log/text';
import { identityKey } from './identity';

interface Position {
  readonly run: number;
  readonly index: number;
  readonly tool: string;
  readonly result: SarifResult;
}

/**
 * Makes the identities in a deduplicated log unique: two tools, or two runs of one tool, that report equal findings at different locations
 * of a file have numbered them separately. Such results are renumbered from the top of the file; all others keep their identity.
 */
export function separateIdentities(log: SarifLog): SarifLog {
  const groups = new Map<string, Position[]>();
  for (const [run, { tool, results }] of log.runs.entries()) {
    for (const [index, result] of results.entries()) {
      const key = keyOf(result);
      if (key === undefined) continue;
      const group = groups.get(key);
      const position = { run, index, tool: tool.driver.name, result };
      if (group) group.push(position);
      else groups.set(key, [position]);
    }
  }
  const renamed = new Map<SarifResult, SarifResult>();
  for (const [key, group] of groups) {
    if (new Set(group.map(({ result }) => result.fingerprints?.[identityKey])).size === group.length) continue;
    for (const [at, { result }] of [...group].sort(compareResults).entries()) {
      const { guid: _formerGuid, ...rest } = result;
      renamed.set(result, { ...rest, fingerprints: { ...result.fingerprints, [identityKey]: `${key}:${at + 1}` } });
    }
  }
  if (renamed.size === 0) return log;
  return { ...log, runs: log.runs.map((run) => ({ ...run, results: run.results.map((result) => renamed.get(result) ?? result) })) };
}

/** The identity without its ordinal. */
function keyOf({ fingerprints }: SarifResult): string | undefined {
  return fingerprints?.[identityKey]?.replace(/:\d+$/, '');
}

function compareResults(left: Position, right: Position): number {
  return (
    compareText(pathOf(left.result), pathOf(right.result)) ||
    compareRegions(regionOf(left.result), regionOf(right.result)) ||
    compareText(left.tool, right.tool) ||
    compareText(JSON.stringify(left.result), JSON.stringify(right.result))
  );
}
