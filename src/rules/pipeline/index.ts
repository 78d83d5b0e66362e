import type { Rule } from '../contract/rule';
import { pipelineContextRules } from './context';
import { matrixRules } from './matrix';
import { pipelineParamRules } from './params';
import { pipelinePartRules } from './parts';
import { pipelineRules } from './pipeline';
import { pipelineReferenceRules } from './references';
import { pipelineResultRules } from './results';
import { pipelineTaskRules } from './tasks';
import { pipelineValueRules } from './values';
import { whenRules } from './when';
import { pipelineWorkspaceRules } from './workspaces';

/** Pipelines: their tasks, references, workspaces and conditions. */
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
];
