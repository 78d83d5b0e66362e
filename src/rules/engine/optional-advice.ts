import { suggestion } from '../../diagnostics';
import { allRules } from './all-rules';

/** The codes of advice that is given only by its code. */
export const optionalAdvice: readonly string[] = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));

/** What is wrong with a list of codes that are to be optional advice; undefined when nothing is. `others` may stand there, too. */
export function adviceProblem(codes: readonly string[], others: readonly string[] = []): string | undefined {
  const known = [...others, ...optionalAdvice];
  const unknown = codes.find((code) => !known.includes(code));
  return unknown === undefined ? undefined : `"${unknown}" is no optional advice${suggestion(unknown, known)}`;
}
