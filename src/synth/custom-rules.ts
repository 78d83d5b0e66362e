import type { IConstruct } from 'constructs';
import { TekwireError } from '../diagnostics';
import type { CustomRule } from '../rules';
import { Judgement } from './judgement';
import { refuse } from './refuse';

/**
 * Adds rules of your own to the whole app of the scope: every Tekton object of it is checked by them at synth, in the form in which it is
 * written, after overrides and policies. Errors stop the synth beside those of tekwire; `problemsOf` in tests gives them too. A rule that is
 * there already is not added again.
 * @throws TekwireError when a rule is malformed, or its code or slug is that of another rule
 * @example
 * const app = new App();
 * addRules(app, [taskWithoutOwner]);
 */
export function addRules(scope: IConstruct, rules: readonly CustomRule[]): void {
  if (scope?.node === undefined) refuse({}, 'addRules', scope, 'pass the App or a Chart first');
  const judgement = Judgement.of(scope);
  const known = judgement.customRules;
  const all = Array.isArray(rules) ? [...known, ...rules.filter((rule) => !known.includes(rule))] : rules;
  // loaded when called: a program that only imports us does not pay for the rules
  const { customRuleProblem } = require('../rules') as typeof import('../rules');
  const problem = customRuleProblem(all);
  if (problem !== undefined) throw new TekwireError(`addRules: ${problem}`);
  judgement.useRules(all);
}
