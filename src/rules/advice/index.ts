import type { Rule } from '../contract/rule';
import { lintAllowRules } from './allow';
import { lintAnnotationRules } from './annotations';
import { lintConditionRules } from './conditions';
import { lintContextRules } from './context';
import { lintMissingRules } from './missing';
import { lintPodRules } from './pods';
import { lintResultRules } from './results';
import { lintScriptRules } from './scripts';
import { lintSecretRules } from './secrets';
import { lintShellcheckRules } from './shellcheck';
import { lintSkippedRules } from './skipped';
import { lintSourceRules } from './sources';
import { lintTimeoutRules } from './timeouts';
import { lintTriggerRules } from './triggers';
import { lintTrustRules } from './trust';
import { lintUnusedRules } from './unused';

/** Advice, reported with `lint`. */
export const rules: readonly Rule[] = [
  ...lintAllowRules,
  ...lintScriptRules,
  ...lintContextRules,
  ...lintConditionRules,
  ...lintSourceRules,
  ...lintTrustRules,
  ...lintSecretRules,
  ...lintPodRules,
  ...lintTimeoutRules,
  ...lintAnnotationRules,
  ...lintResultRules,
  ...lintUnusedRules,
  ...lintShellcheckRules,
  ...lintMissingRules,
  ...lintTriggerRules,
  ...lintSkippedRules,
];
