import { isFinding } from './kind';
import { ruleFinder } from './rule';
import type { SarifLevel, SarifLog } from './sarif';
import { trySeverityOf } from './weigh';

/** Adds a level to every finding without a severity. SARIF's default for these is `warning`. */
export function addMissingLevels(log: SarifLog, level: SarifLevel): SarifLog {
  const runs = log.runs.map((run) => {
    const findRule = ruleFinder(run);
    const isSilent = (result: (typeof run.results)[number]) =>
      isFinding(result) && trySeverityOf(result, findRule(result), run.tool.driver.name) === undefined;
    return { ...run, results: run.results.map((result) => (isSilent(result) ? { ...result, level } : result)) };
  });
  return { ...log, runs };
}

/** Whether the string is a SARIF level. */
export function isSarifLevel(text: string): text is SarifLevel {
  return text === 'error' || text === 'warning' || text === 'note' || text === 'none';
}
