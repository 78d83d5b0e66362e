import type { SarifResult } from './sarif';

/** Kinds of results that only inform (SARIF 2.1.0 section 3.27.9): a check that passed, one that does not apply, a remark. */
const informational: ReadonlySet<string> = new Set(['pass', 'notapplicable', 'informational']);

/** Says whether a result is a finding by its kind: `fail`, `open` and `review` are; so is a kind that SARIF does not have, for no finding may be lost. */
export function isFinding({ kind = 'fail' }: Pick<SarifResult, 'kind'>): boolean {
  return !informational.has(kind.toLowerCase());
}

/** Says whether a tool has proven its result. SARIF gives all other kinds the level `none`, which says nothing of how grave they are. */
export function isProven({ kind = 'fail' }: Pick<SarifResult, 'kind'>): boolean {
  return kind.toLowerCase() === 'fail';
}
