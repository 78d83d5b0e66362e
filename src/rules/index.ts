export type { Rule } from './contract/rule';
export { allRules } from './engine/all-rules';
export { judge } from './engine/judge';
export { adviceProblem, optionalAdvice } from './engine/optional-advice';
export type { JudgeOptions } from './set/options';
export type { RemoteObject } from './set/remote-objects';
export type { ExamineScripts, ScriptComment } from './set/script-comments';
export type { Document } from './view/document';
export { wiringRules } from './wiring';
