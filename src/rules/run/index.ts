import type { Rule } from '../contract/rule';
import { bindingVariablesRules } from './binding-variables';
import { bindingRules } from './bindings';
import { claimTemplateRules } from './claim-templates';
import { claimRules } from './claims';
import { emptyValueRules } from './empty-values';
import { extraValueRules } from './extra-values';
import { mountValuesRules } from './mount-values';
import { onErrorValueRules } from './on-error-values';
import { pacNamesRules } from './pac-names';
import { pacNeverStartsRules } from './pac-never-starts';
import { pipelineRunRules } from './pipeline-runs';
import { pipelinesAsCodeRules } from './pipelines-as-code';
import { referenceRules } from './references';
import { resolverParamRules } from './resolver-params';
import { runGateRules } from './run-gates';
import { runValueRules } from './run-values';
import { runRules } from './runs';
import { sharedNameRules } from './shared-names';
import { sharedVolumeRules } from './shared-volumes';
import { unboundWorkspaceRules } from './unbound-workspaces';
import { unknownStepRules } from './unknown-steps';
import { valueVariableRules } from './value-variables';

/** Rules for TaskRuns and PipelineRuns. */
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
  ...onErrorValueRules,
  ...emptyValueRules,
  ...extraValueRules,
  ...pipelinesAsCodeRules,
  ...pacNamesRules,
  ...pacNeverStartsRules,
  ...unboundWorkspaceRules,
  ...sharedVolumeRules,
  ...resolverParamRules,
  ...unknownStepRules,
  ...sharedNameRules,
  ...bindingVariablesRules,
  ...mountValuesRules,
];
