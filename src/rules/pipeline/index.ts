import type { Rule } from '../contract/rule';
import { childTaskRules } from './child-tasks';
import { comparedStatusesRules } from './compared-statuses';
import { pipelineContextRules } from './context';
import { matrixRules } from './matrix';
import { mountValuesRules } from './mount-values';
import { neverTrueRules } from './never-true';
import { pipelineParamRules } from './params';
import { pipelinePartRules } from './parts';
import { pipelineRules } from './pipeline';
import { pipelineReferenceRules } from './references';
import { pipelineResultRules } from './results';
import { subPathRules } from './sub-paths';
import { pipelineTaskRules } from './tasks';
import { unreadVariableRules } from './unread-variables';
import { pipelineValueRules } from './values';
import { whenRules } from './when';
import { wholePipelineResultsRules } from './whole-pipeline-results';
import { pipelineWorkspaceRules } from './workspaces';

/** Rules for Pipelines: tasks, references, workspaces and conditions. */
export const rules: readonly Rule[] = [
  ...pipelineRules,
  ...pipelineTaskRules,
  ...pipelineReferenceRules,
  ...pipelineParamRules,
  ...pipelineContextRules,
  ...pipelineValueRules,
  ...pipelineWorkspaceRules,
  ...pipelineResultRules,
  ...pipelinePartRules,
  ...matrixRules,
  ...whenRules,
  ...unreadVariableRules,
  ...childTaskRules,
  ...neverTrueRules,
  ...subPathRules,
  ...wholePipelineResultsRules,
  ...mountValuesRules,
  ...comparedStatusesRules,
];
