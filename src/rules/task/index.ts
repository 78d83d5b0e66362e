import type { Rule } from '../contract/rule';
import { nestedTypeRules } from './nested-types';
import { paramDefaultRules } from './param-defaults';
import { paramRules } from './params';
import { resultRules } from './results';
import { stepActionRules } from './step-actions';
import { stepRules } from './steps';
import { taskRules } from './task';
import { taskParamRules } from './task-params';
import { taskVariableRules } from './task-variables';

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
  ...resultRules,
];
