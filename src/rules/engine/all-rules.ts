import { rules as adviceRules } from '../advice';
import type { Rule } from '../contract/rule';
import { rules as objectRules } from '../object';
import { rules as otherRules } from '../other';
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

/** Every rule, by its code and by its slug. */
export const rulesByName: ReadonlyMap<string, Rule> = new Map(
  allRules.flatMap((rule) => [
    [rule.code, rule],
    [rule.slug, rule],
  ]),
);
