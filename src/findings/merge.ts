import { joinRuns } from './join-runs';
import { compareRegions, pathOf, regionOf } from './place';
import type { SarifLog, SarifResult, SarifRun } from './sarif';
import { compareText } from './text';

/**
 * One log out of many, with one run for each tool: the runs sorted by tool, their results by file, place, rule and message. Invocations
 * are kept, so a tool that failed once has failed.
 */
export function mergeLogs(logs: readonly SarifLog[]): SarifLog {
  const byTool = new Map<string, SarifRun>();
  for (const run of logs.flatMap((log) => log.runs)) {
    const { name } = run.tool.driver;
    const joined = byTool.get(name);
    byTool.set(name, joined ? joinRuns(joined, run) : run);
  }
  const runs = [...byTool.values()].sort((left, right) => compareText(left.tool.driver.name, right.tool.driver.name));
  const external = logs.flatMap((log) => log.inlineExternalProperties ?? []);
  const properties = Object.assign({}, ...logs.map((log) => log.properties ?? {}).reverse());
  return {
    version: '2.1.0',
    runs: runs.map((run) => ({ ...run, results: [...run.results].sort(compareResults) })),
    ...(external.length > 0 && { inlineExternalProperties: external }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
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
