import type { SarifResult } from '../log/sarif';

/** Kinds of results that are only informational (SARIF 2.1.0 section 3.27.9): a check that passed, a check that does not apply, a remark. */
const informational: ReadonlySet<string> = new Set(['pass', 'notapplicable', 'informational']);

/** Whether a result's kind makes it a finding: `fail`, `open`, `review`, and kinds unknown to SARIF, so that no finding is lost. */
export function isFinding({ kind = 'fail' }: Pick<SarifResult, 'kind'>): boolean {
  return !informational.has(kind.toLowerCase());
}

/** Whether the kind is `fail`. All other kinds have the level `none` in SARIF, which does not express a severity. */
export function isProven({ kind = 'fail' }: Pick<SarifResult, 'kind'>): boolean {
  return kind.toLowerCase() === 'fail';
}
