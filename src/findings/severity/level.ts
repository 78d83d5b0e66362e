import { ruleFinder } from '../log/rule';
import type { SarifLevel, SarifLog } from '../log/sarif';
import { isFinding } from './kind';
import { trySeverityOf } from './severity-of';

/** Tools that write no severity although a finding of theirs, a leaked secret, is more than a warning. */
const secretScanners = /^(?:gitleaks|trufflehog)$/i;

/** Adds a level to every finding without a severity. @default - error for scanners of secrets, else SARIF's default, warning */
export function addMissingLevels(log: SarifLog, given?: SarifLevel): SarifLog {
  const runs = log.runs.map((run) => {
    const level = given ?? (secretScanners.test(run.tool.driver.name) ? 'error' : 'warning');
    const findRule = ruleFinder(run);
    const lacksSeverity = (result: (typeof run.results)[number]) =>
      isFinding(result) && trySeverityOf(result, findRule(result), run.tool.driver.name) === undefined;
    return { ...run, results: run.results.map((result) => (lacksSeverity(result) ? { ...result, level } : result)) };
  });
  return { ...log, runs };
}

/** Whether the string is a SARIF level. */
export function isSarifLevel(text: string): text is SarifLevel {
  return text === 'error' || text === 'warning' || text === 'note' || text === 'none';
}
