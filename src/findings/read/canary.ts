import { listFailures } from '../log/completion';
import { markBlind } from '../log/failed-run';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog } from '../log/sarif';
import { isFinding } from '../severity/kind';

/** The scan of a canary: files with weaknesses that were planted for a scanner, outside of the sources. */
export interface CanaryScan {
  /** Rules that the scan must report, each with its alternatives. */
  readonly finds: readonly (readonly string[])[];
  /** What the scanner reported; undefined when it left no readable report. */
  readonly log?: SarifLog;
  /** Why there is no readable report. */
  readonly problem?: string;
  readonly exitCode?: number;
}

/** Property of a run with the rules by which the scanner found its canary. */
const canaryProperty = 'tekwire/canary';

/**
 * Marks the scan of the sources as blind when the scanner did not find its canary, whatever it reports about the sources; notes the rules that
 * found it otherwise. A scan that did not finish keeps its own reason.
 */
export function checkCanary(log: SarifLog, scan: CanaryScan): SarifLog {
  if (listFailures(log).some(({ state }) => state === 'did not finish')) return log;
  const found = rulesOf(scan.log);
  const missing = scan.finds.filter((rules) => !rules.some((rule) => found.some((id) => isSame(id, rule))));
  if (missing.length > 0) return { ...log, runs: log.runs.map((run) => markBlind(run, describe(missing, found, scan))) };
  const foundBy = scan.finds.map((rules) => rules.find((rule) => found.some((id) => isSame(id, rule))));
  return { ...log, runs: log.runs.map((run) => ({ ...run, properties: { ...run.properties, [canaryProperty]: foundBy } })) };
}

/** Semgrep puts the folder of the rules before their names. */
function isSame(id: string, rule: string): boolean {
  return id === rule || id.endsWith(`.${rule}`);
}

function rulesOf(log: SarifLog | undefined): readonly string[] {
  const ids = (log?.runs ?? []).flatMap((run) => {
    const findRule = ruleFinder(run);
    return run.results.filter(isFinding).map((result) => ruleIdOf(result, findRule(result)));
  });
  return [...new Set(ids)];
}

const advice = 'rules, a database or a program that it needs may be missing, or arguments or settings leave them out';

function describe(missing: readonly (readonly string[])[], found: readonly string[], { log, problem, exitCode }: CanaryScan): string {
  const names = missing.map(([rule = '']) => `"${rule}"`).join(', ');
  const failure = log && listFailures(log)[0]?.description;
  const others = found.length === 0 ? 'it reported nothing there' : `it reported only ${found.slice(0, 5).join(', ')} there`;
  const code = exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`;
  const why = problem ?? (failure === undefined ? others : `${others}: ${failure}`);
  return `it does not find the weakness that was planted for it (${names}): ${why} (${code}); ${advice}`;
}
