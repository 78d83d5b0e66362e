import { bindingRules } from './bindings';
import { claimTemplateRules } from './claim-templates';
import { claimRules } from './claims';
import { containerRules } from './containers';
import { enumValueRules } from './enum-values';
import { eventListenerRules } from './event-listeners';
import { fieldRules } from './fields';
import { imageRules } from './images';
import { kindRules } from './kinds';
import { lintAllowRules } from './lint-allow';
import { lintAnnotationRules } from './lint-annotations';
import { lintContextRules } from './lint-context';
import { lintMissingRules } from './lint-missing';
import { lintPodRules } from './lint-pods';
import { lintResultRules } from './lint-results';
import { lintScriptRules } from './lint-scripts';
import { lintSecretRules } from './lint-secrets';
import { lintShellcheckRules } from './lint-shellcheck';
import { lintSkippedRules } from './lint-skipped';
import { lintSourceRules } from './lint-sources';
import { lintTimeoutRules } from './lint-timeouts';
import { lintTriggerRules } from './lint-triggers';
import { lintTrustRules } from './lint-trust';
import { lintUnusedRules } from './lint-unused';
import { listItemRules } from './list-items';
import { madeNameRules } from './made-names';
import { matrixRules } from './matrix';
import { metadataRules } from './metadata';
import { nestedTypeRules } from './nested-types';
import { objectSizeRules } from './object-size';
import { otherKindRules } from './other-kinds';
import { paramDefaultRules } from './param-defaults';
import { paramRules } from './params';
import { pipelineRules } from './pipeline';
import { pipelineContextRules } from './pipeline-context';
import { pipelineParamRules } from './pipeline-params';
import { pipelinePartRules } from './pipeline-parts';
import { pipelineReferenceRules } from './pipeline-references';
import { pipelineResultRules } from './pipeline-results';
import { pipelineRunRules } from './pipeline-runs';
import { pipelineTaskRules } from './pipeline-tasks';
import { pipelineValueRules } from './pipeline-values';
import { pipelineWorkspaceRules } from './pipeline-workspaces';
import { referenceRules } from './references';
import { resultRules } from './results';
import type { Rule } from './rule';
import { runGateRules } from './run-gates';
import { runValueRules } from './run-values';
import { runRules } from './runs';
import { stepActionRules } from './step-actions';
import { stepRules } from './steps';
import { taskRules } from './task';
import { taskParamRules } from './task-params';
import { taskVariableRules } from './task-variables';
import { triggerSetRules } from './trigger-sets';
import { triggerTemplateRules } from './trigger-templates';
import { triggerRules } from './triggers';
import { whenRules } from './when';

/** Every rule, by family. */
export const allRules: readonly Rule[] = [
  ...metadataRules,
  ...kindRules,
  ...fieldRules,
  ...objectSizeRules,
  ...taskRules,
  ...paramRules,
  ...paramDefaultRules,
  ...nestedTypeRules,
  ...stepRules,
  ...stepActionRules,
  ...taskParamRules,
  ...taskVariableRules,
  ...resultRules,
  ...containerRules,
  ...imageRules,
  ...pipelineRules,
  ...pipelineTaskRules,
  ...pipelineReferenceRules,
  ...pipelineParamRules,
  ...pipelineContextRules,
  ...pipelineValueRules,
  ...pipelineWorkspaceRules,
  ...pipelineResultRules,
  ...madeNameRules,
  ...listItemRules,
  ...pipelinePartRules,
  ...matrixRules,
  ...whenRules,
  ...runRules,
  ...runGateRules,
  ...runValueRules,
  ...enumValueRules,
  ...pipelineRunRules,
  ...bindingRules,
  ...claimRules,
  ...claimTemplateRules,
  ...referenceRules,
  ...eventListenerRules,
  ...triggerRules,
  ...triggerTemplateRules,
  ...triggerSetRules,
  ...otherKindRules,
  ...lintAllowRules,
  ...lintScriptRules,
  ...lintContextRules,
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
