import type { Rule } from '../contract/rule';
import { lintAllowRules } from './allow';
import { lintAnnotationRules } from './annotations';
import { lintConditionRules } from './conditions';
import { lintContextRules } from './context';
import { eventNameRules } from './event-names';
import { lintMissingRules } from './missing';
import { missingResultRules } from './missing-results';
import { optionalWorkspaceRules } from './optional-workspaces';
import { lintPodRules } from './pods';
import { resultLineEndRules } from './result-line-ends';
import { resultPathRules } from './result-paths';
import { lintResultRules } from './results';
import { lintScriptRules } from './scripts';
import { lintSecretRules } from './secrets';
import { lintShellcheckRules } from './shellcheck';
import { lintSkippedRules } from './skipped';
import { lintSourceRules } from './sources';
import { timeLeftRules } from './time-left';
import { lintTimeoutRules } from './timeouts';
import { lintTriggerRules } from './triggers';
import { lintTrustRules } from './trust';
import { unorderedRules } from './unordered';
import { lintUnusedRules } from './unused';

/** Recommended and opt-in rules, reported with `lint`. */
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
  ...missingResultRules,
  ...optionalWorkspaceRules,
  ...resultLineEndRules,
  ...resultPathRules,
  ...timeLeftRules,
  ...unorderedRules,
  ...eventNameRules,
  ...lintSkippedRules,
];
