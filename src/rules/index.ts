export { allowableNames, isAllowable, tryFindAllowable } from './advice/allow';
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
export { allRules, namesWith, textOf } from './engine/all-rules';
export { checkDocuments, type RuleOptions } from './engine/check-documents';
export { customRuleProblems } from './engine/custom-problem';
export { adviceProblem, optionalAdvice } from './engine/optional-advice';
export { tryParseQuantity } from './notation/quantity';
export { kustomizeRules } from './other/kustomize';
export type { RemoteObject } from './set/remote-objects';
export type { ExamineScripts, ScriptComment } from './set/script-comments';
export type { Document } from './view/document';
export type { Loose } from './view/view';
export { wiringRules } from './wiring';
