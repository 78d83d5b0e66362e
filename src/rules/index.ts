export { allRules } from './all-rules';
export type { JudgeOptions } from './context';
export type { Document } from './document';
export { judge } from './judge';
export { adviceProblem, optionalAdvice } from './optional-advice';
export type { RemoteObject } from './remote-objects';
export type { Rule } from './rule';
export type { ExamineScripts, ScriptComment } from './script-comments';
