import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { CustomRule } from '../rules';
import { AppCheck } from './app-check';
import { reportValue } from './known';
import type { Emission } from './owned-object';
import { refuse } from './refuse';

/** Rewrites every manifest of the app with `change` before it is written; the rules check the rewritten manifests. A later call replaces
 *  an earlier one and discards what was rendered before. */
export function changeManifests(construct: IConstruct, change: Emission): void {
  AppCheck.of(construct).useEmission(change);
}

/** Adds diagnostics that are known only when all manifests of the construct's app are rendered. */
export function checkAtSynth(construct: IConstruct, check: () => readonly Diagnostic[]): void {
  AppCheck.of(construct).useCheck(check);
}

/** Prepares the app of the construct for rendering, as the first step of a synth does. */
export function prepareManifests(construct: IConstruct): void {
  AppCheck.of(construct).adoptForeign();
}

/** The result of `ask`, without source locations in the messages of the app, so that a test does not depend on its line numbers. */
export function withoutPlaces<T>(construct: IConstruct, ask: () => T): T {
  return AppCheck.of(construct).withoutLocations(ask);
}

/**
 * Adds your own rules to the whole app of the scope: they check every Tekton object of it at synth, in the form in which it is written,
 * after overrides and policies. Their errors stop the synth like those of tekwire; `problemsOf` in tests returns them too. A rule that has
 * been added before is not added again.
 * Reported at synth (TW288): a rule that is malformed, or whose code or slug is that of another rule; then none of `rules` is added.
 * @example
 * const app = new App();
 * addRules(app, [taskWithoutOwner]);
 */
export function addRules(scope: IConstruct, rules: readonly CustomRule[]): void {
  if (scope?.node === undefined) refuse({}, 'addRules', scope, 'an App or a Chart');
  const check = AppCheck.of(scope);
  const known = check.customRules;
  const all = Array.isArray(rules) ? [...known, ...rules.filter((rule) => !known.includes(rule))] : rules;
  // loaded when called, so that `import 'tekwire'` does not load the rules
  const { customRuleProblems } = require('../rules') as typeof import('../rules');
  const problems = customRuleProblems(all);
  if (problems.length === 0) check.useRules(all);
  for (const problem of problems) reportValue(scope, 'addRules', '', problem);
}
