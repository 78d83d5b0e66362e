import { configuration } from '../config';
import { type CustomRule, customRuleProblems } from '../rules';
import { UsageError } from './command';

const { rulesOf } = configuration();

/**
 * The user's own rules of `--rules FILE`.
 * @throws UsageError when a module cannot be loaded, or a rule is malformed
 */
export function ownRules(files: readonly string[]): readonly CustomRule[] {
  const rules = files.flatMap((file) => {
    try {
      return rulesOf(file, '--rules ');
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  });
  const problems = customRuleProblems(rules);
  if (problems.length > 0) throw new UsageError(`--rules: ${problems.join('; ')}`);
  return rules;
}
