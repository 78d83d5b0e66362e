import type { RuleText } from '../../diagnostics';
import { rules as adviceRules } from '../advice';
import type { CustomRule } from '../contract/custom-rule';
import type { Rule } from '../contract/rule';
import { rules as objectRules } from '../object';
import { rules as otherRules } from '../other';
import { kustomizeRules } from '../other/kustomize';
import { rules as pipelineRules } from '../pipeline';
import { rules as runRules } from '../run';
import { rules as taskRules } from '../task';
import { rules as triggerRules } from '../trigger';

/** Every rule, by subject. */
export const allRules: readonly Rule[] = [
  ...objectRules,
  ...taskRules,
  ...pipelineRules,
  ...runRules,
  ...triggerRules,
  ...otherRules,
  ...adviceRules,
];

/** Every rule about manifests, by its code and by its slug. */
export const rulesByName: ReadonlyMap<string, Rule | RuleText> = byName<Rule | RuleText>([...allRules, ...kustomizeRules]);

/** Every rule, by its code and by its slug, including custom rules. */
export function namesWith(custom: readonly CustomRule[]): ReadonlyMap<string, RuleText> {
  return custom.length === 0 ? rulesByName : new Map<string, RuleText>([...rulesByName, ...byName(custom.map(textOf))]);
}

/** The description of a custom rule, as reports show it. */
export function textOf({ code, slug, title, why, severity, source = '' }: CustomRule): RuleText {
  return { code, slug, title, why, severity, source };
}

function byName<R extends RuleText>(rules: readonly R[]): Map<string, R> {
  return new Map(
    rules.flatMap((rule) => [
      [rule.code, rule],
      [rule.slug, rule],
    ]),
  );
}
