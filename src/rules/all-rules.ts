import { bindingRules } from './bindings';
import { claimRules } from './claims';
import { fieldRules } from './fields';
import { matrixRules } from './matrix';
import { metadataRules } from './metadata';
import { paramRules } from './params';
import { pipelineRules } from './pipeline';
import { pipelineParamRules } from './pipeline-params';
import { pipelineReferenceRules } from './pipeline-references';
import { pipelineResultRules } from './pipeline-results';
import { pipelineRunRules } from './pipeline-runs';
import { pipelineTaskRules } from './pipeline-tasks';
import { pipelineValueRules } from './pipeline-values';
import { pipelineWorkspaceRules } from './pipeline-workspaces';
import { referenceRules } from './references';
import { resultRules } from './results';
import type { Rule } from './rule';
import { runRules } from './runs';
import { stepRules } from './steps';
import { taskRules } from './task';
import { taskParamRules } from './task-params';
import { taskVariableRules } from './task-variables';
import { whenRules } from './when';

/** Every rule, by family. */
export const allRules: readonly Rule[] = [
  ...metadataRules,
  ...fieldRules,
  ...taskRules,
  ...paramRules,
  ...stepRules,
  ...taskParamRules,
  ...taskVariableRules,
  ...resultRules,
  ...pipelineRules,
  ...pipelineTaskRules,
  ...pipelineReferenceRules,
  ...pipelineParamRules,
  ...pipelineValueRules,
  ...pipelineWorkspaceRules,
  ...pipelineResultRules,
  ...matrixRules,
  ...whenRules,
  ...runRules,
  ...pipelineRunRules,
  ...bindingRules,
  ...claimRules,
  ...referenceRules,
];
