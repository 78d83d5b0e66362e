import { messageOf } from './message';
import { pathOf, regionOf } from './place';
import { ruleFinder, ruleIdOf } from './rule';
import type { SarifLog, SarifRun } from './sarif';
import type { FindingSeverity } from './severity';
import { type FindingState, tryStateOf } from './state';
import { severityOf } from './weigh';

/** One result in the form that reports show. */
export interface Finding {
  readonly severity: FindingSeverity;
  readonly state: FindingState;
  readonly tool: string;
  /** Id of the rule; empty when the result has none. */
  readonly rule: string;
  /** Relative to the sources; empty when the finding has no file. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** The tool's message, unchanged: untrusted text of any length. */
  readonly message: string;
}

/** Every finding of a log, in its order, without results that are not findings. */
export function listFindings(log: SarifLog): readonly Finding[] {
  return log.runs.flatMap(findingsOf);
}

function findingsOf(run: SarifRun): readonly Finding[] {
  const findRule = ruleFinder(run);
  const { driver } = run.tool;
  const findings: Finding[] = [];
  for (const result of run.results) {
    const state = tryStateOf(result);
    if (state === undefined) continue;
    const rule = findRule(result);
    findings.push({
      severity: severityOf(result, rule, driver.name),
      state,
      tool: driver.name,
      rule: ruleIdOf(result, rule),
      path: pathOf(result),
      line: regionOf(result).startLine,
      message: messageOf(result, rule, driver),
    });
  }
  return findings;
}
