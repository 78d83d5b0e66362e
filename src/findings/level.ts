import { isFinding } from './kind';
import { ruleFinder } from './rule';
import type { SarifLevel, SarifLog } from './sarif';
import { trySeverityOf } from './weigh';

/** The log with a level for every finding of which nothing says how grave it is. SARIF would take such a result for a warning. */
export function addMissingLevels(log: SarifLog, level: SarifLevel): SarifLog {
  const runs = log.runs.map((run) => {
    const findRule = ruleFinder(run);
    const isSilent = (result: (typeof run.results)[number]) =>
      isFinding(result) && trySeverityOf(result, findRule(result), run.tool.driver.name) === undefined;
    return { ...run, results: run.results.map((result) => (isSilent(result) ? { ...result, level } : result)) };
  });
  return { ...log, runs };
}

/** Whether the text is a level of SARIF. */
export function isSarifLevel(text: string): text is SarifLevel {
  return text === 'error' || text === 'warning' || text === 'note' || text === 'none';
}
