import type { SarifLevel, SarifLog } from './sarif';

/** The log with a level for every result that has none, neither itself nor from its rule. SARIF would take such a result for a warning. */
export function addMissingLevels(log: SarifLog, level: SarifLevel): SarifLog {
  const runs = log.runs.map((run) => {
    const levelled = new Set(
      (run.tool.driver.rules ?? []).filter((rule) => rule.defaultConfiguration?.level !== undefined).map(({ id }) => id),
    );
    const results = run.results.map((result) =>
      result.level !== undefined || levelled.has(result.ruleId ?? '') ? result : { ...result, level },
    );
    return { ...run, results };
  });
  return { ...log, runs };
}

/** Whether the text is a level of SARIF. */
export function isSarifLevel(text: string): text is SarifLevel {
  return text === 'error' || text === 'warning' || text === 'note' || text === 'none';
}
