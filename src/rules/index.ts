export type {
  CheckedObject,
  CheckedPart,
  CheckedSet,
  CustomReport,
  CustomRule,
  CustomSubjects,
} from './contract/custom-rule';
export { retiredRules } from './contract/retired';
export type { Rule } from './contract/rule';
export { allRules, textOf } from './engine/all-rules';
export { customRuleProblem } from './engine/custom-problem';
export { type JudgeOptions, judge } from './engine/judge';
export { adviceProblem, optionalAdvice } from './engine/optional-advice';
export type { RemoteObject } from './set/remote-objects';
export type { ExamineScripts, ScriptComment } from './set/script-comments';
export type { Document } from './view/document';
export type { Loose } from './view/view';
export { wiringRules } from './wiring';
