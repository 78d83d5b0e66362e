export { allRules } from './all-rules';
export type { JudgeOptions } from './context';
export type { Document } from './document';
export { judge } from './judge';
export type { RemoteTask } from './remote-tasks';
export type { Rule } from './rule';
