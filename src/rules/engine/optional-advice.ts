import { suggestion } from '../../diagnostics';
import { retiredRules } from '../contract/retired';
import { allRules, rulesByName } from './all-rules';

/** The codes of the opt-in rules. */
export const optionalAdvice: readonly string[] = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));

/**
 * Describes the first name in the array that is neither the code nor the slug of an opt-in rule, nor one of `others`; undefined
 * when all are known. With `none`, which leaves out all other rules, the code of every warning is accepted.
 */
export function adviceProblem(codes: readonly string[], others: readonly string[] = []): string | undefined {
  const advice = codes.includes('none') ? allRules.filter(({ lint }) => lint !== undefined).map(({ code }) => code) : optionalAdvice;
  const known = [...others, 'none', ...advice, ...advice.flatMap((code) => rulesByName.get(code)?.slug ?? [])];
  const unknown = codes.find((code) => !known.includes(code));
  const retired = retiredRules.find(({ code }) => code === unknown);
  if (retired !== undefined) return `${retired.code} is retired; ${retired.replacedBy} reports it now`;
  return unknown === undefined ? undefined : `unknown opt-in rule "${unknown}"${suggestion(unknown, known)}`;
}
