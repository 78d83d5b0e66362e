import { compareRegions, pathOf, regionOf } from '../log/location';
import { categoryOf, runKey } from '../log/run-key';
import type { SarifLog, SarifResult, SarifRun } from '../log/sarif';
import { compareText } from '../log/text';
import { joinRuns, joinWithItself } from './join-runs';

/**
 * Merges logs into one, with one run per tool and category (`automationDetails.id` up to its last `/`): runs are sorted by both, results by
 * file, location, rule and message. Invocations are kept, so a tool that failed once has failed.
 */
export function mergeLogs(logs: readonly SarifLog[]): SarifLog {
  const byKey = new Map<string, SarifRun>();
  for (const run of logs.flatMap((log) => log.runs)) {
    const key = runKey(run);
    const joined = byKey.get(key);
    byKey.set(key, joined ? joinRuns(joined, run) : joinWithItself(run));
  }
  const runs = [...byKey.values()].sort(compareRuns);
  const external = logs.flatMap((log) => log.inlineExternalProperties ?? []);
  const properties = Object.assign({}, ...logs.map((log) => log.properties ?? {}).reverse());
  return {
    version: '2.1.0',
    runs: runs.map((run) => ({ ...run, results: [...run.results].sort(compareResults) })),
    ...(external.length > 0 && { inlineExternalProperties: external }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}

function compareRuns(left: SarifRun, right: SarifRun): number {
  return compareText(left.tool.driver.name, right.tool.driver.name) || compareText(categoryOf(left), categoryOf(right));
}

function compareResults(left: SarifResult, right: SarifResult): number {
  return (
    compareText(pathOf(left), pathOf(right)) ||
    compareRegions(regionOf(left), regionOf(right)) ||
    compareText(left.ruleId ?? '', right.ruleId ?? '') ||
    compareText(left.message.text ?? '', right.message.text ?? '') ||
    compareText(JSON.stringify(left), JSON.stringify(right))
  );
}
