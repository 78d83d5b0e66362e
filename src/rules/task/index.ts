import type { Rule } from '../contract/rule';
import { belowResultsRules } from './below-results';
import { bracedVariableRules } from './braced-variables';
import { comparedBindingsRules } from './compared-bindings';
import { fileRules } from './files';
import { mountRules } from './mounts';
import { nestedTypeRules } from './nested-types';
import { paramDefaultRules } from './param-defaults';
import { paramRules } from './params';
import { resultRules } from './results';
import { stepActionArrayRules } from './step-action-arrays';
import { stepActionMountsRules } from './step-action-mounts';
import { stepActionVariableRules } from './step-action-variables';
import { stepActionRules } from './step-actions';
import { stepParamVariableRules } from './step-param-variable';
import { stepRules } from './steps';
import { taskRules } from './task';
import { taskParamRules } from './task-params';
import { taskVariableRules } from './task-variables';
import { textVariableRules } from './text-variables';

/** Tasks and StepActions: their interface, steps and variables. */
export const rules: readonly Rule[] = [
  ...taskRules,
  ...paramRules,
  ...paramDefaultRules,
  ...nestedTypeRules,
  ...stepRules,
  ...stepActionRules,
  ...taskParamRules,
  ...taskVariableRules,
  ...textVariableRules,
  ...stepActionVariableRules,
  ...mountRules,
  ...fileRules,
  ...bracedVariableRules,
  ...resultRules,
  ...stepParamVariableRules,
  ...stepActionMountsRules,
  ...comparedBindingsRules,
  ...belowResultsRules,
  ...stepActionArrayRules,
];
