import { adviceProblem, type JudgeOptions, optionalAdvice } from '../rules';
import { UsageError } from './command';

/**
 * The advice that `--lint CODE` selects. The recommended rules are on by default; a code adds an opt-in rule.
 * @throws UsageError when a code is not that of an opt-in rule
 */
export function lintOf(codes: readonly string[]): JudgeOptions['lint'] {
  if (codes.length > 0 && codes.every((code) => code === 'none')) return false;
  if (codes.includes('all')) return optionalAdvice;
  const problem = adviceProblem(codes, ['all']);
  if (problem !== undefined) throw new UsageError(`--lint ${problem}`);
  return codes.length === 0 ? true : codes;
}
