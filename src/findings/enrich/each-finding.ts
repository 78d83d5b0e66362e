import { ruleFinder } from '../log/rule';
import type { SarifLog, SarifProperties, SarifResult, SarifRule } from '../log/sarif';
import { isFinding } from '../severity/kind';

/** What an enricher looks at: a finding with its rule and its tool. */
export interface Subject {
  readonly result: SarifResult;
  readonly rule: SarifRule | undefined;
  readonly tool: string;
}

/** Replaces every finding of a log; results that are not findings, or are only in the baseline, stay. */
export function mapResults(log: SarifLog, change: (subject: Subject) => SarifResult): SarifLog {
  const runs = log.runs.map((run) => {
    const findRule = ruleFinder(run);
    const results = run.results.map((result) => {
      if (!isFinding(result) || result.baselineState === 'absent') return result;
      return change({ result, rule: findRule(result), tool: run.tool.driver.name });
    });
    return { ...run, results };
  });
  return { ...log, runs };
}

/** The result with more properties. */
export function withProperties(result: SarifResult, added: SarifProperties): SarifResult {
  return { ...result, properties: { ...result.properties, ...added } };
}
