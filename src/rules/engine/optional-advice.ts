import { suggestion } from '../../diagnostics';
import { allRules, rulesByName } from './all-rules';

/** The codes of advice that is given only by its code. */
export const optionalAdvice: readonly string[] = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));

/**
 * Describes the first name in the list that is neither the code nor the slug of opt-in advice, nor one of `others`; undefined when all are.
 * Beside `none`, which leaves out all other advice, every code of a warning may stand.
 */
export function adviceProblem(codes: readonly string[], others: readonly string[] = []): string | undefined {
  const advice = codes.includes('none') ? allRules.filter(({ lint }) => lint !== undefined).map(({ code }) => code) : optionalAdvice;
  const known = [...others, 'none', ...advice, ...advice.flatMap((code) => rulesByName.get(code)?.slug ?? [])];
  const unknown = codes.find((code) => !known.includes(code));
  return unknown === undefined ? undefined : `"${unknown}" is no optional advice${suggestion(unknown, known)}`;
}
