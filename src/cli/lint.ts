import { suggestion } from '../diagnostics';
import { allRules, type JudgeOptions } from '../rules';
import { UsageError } from './command';

/**
 * What `--lint CODE` asks for. Advice is given without it, too, as long as good pipelines follow it.
 * @throws UsageError when there is no such optional advice
 */
export function lintOf(codes: readonly string[]): JudgeOptions['lint'] {
  const optional = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));
  if (codes.includes('none')) return false;
  if (codes.includes('all')) return optional;
  const unknown = codes.find((code) => !optional.includes(code));
  if (unknown !== undefined)
    throw new UsageError(`--lint "${unknown}" is no optional advice${suggestion(unknown, ['all', 'none', ...optional])}`);
  return codes.length === 0 ? true : codes;
}
