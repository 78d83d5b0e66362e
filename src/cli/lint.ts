import { adviceProblem, type JudgeOptions, optionalAdvice } from '../rules';
import { UsageError } from './command';

/**
 * What `--lint CODE` asks for. Advice is given without it, too, as long as good pipelines follow it.
 * @throws UsageError when there is no such optional advice
 */
export function lintOf(codes: readonly string[]): JudgeOptions['lint'] {
  if (codes.length > 0 && codes.every((code) => code === 'none')) return false;
  if (codes.includes('all')) return optionalAdvice;
  const problem = adviceProblem(codes, ['all']);
  if (problem !== undefined) throw new UsageError(`--lint ${problem}`);
  return codes.length === 0 ? true : codes;
}
