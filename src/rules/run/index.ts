import type { Rule } from '../contract/rule';
import { bindingRules } from './bindings';
import { claimTemplateRules } from './claim-templates';
import { claimRules } from './claims';
import { pipelineRunRules } from './pipeline-runs';
import { referenceRules } from './references';
import { runGateRules } from './run-gates';
import { runValueRules } from './run-values';
import { runRules } from './runs';
import { valueVariableRules } from './value-variables';

/** TaskRuns and PipelineRuns, and what they bind. */
export const rules: readonly Rule[] = [
  ...runRules,
  ...runGateRules,
  ...runValueRules,
  ...valueVariableRules,
  ...pipelineRunRules,
  ...bindingRules,
  ...claimRules,
  ...claimTemplateRules,
  ...referenceRules,
];
