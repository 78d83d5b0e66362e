export { type CommandLine, findRunValues } from './arguments';
export { findHazards } from './hazards';
export { dialectOf, type Shell, tryReadShell } from './masked';
export { readShell } from './script-reader';
export type { Value } from './source';
export type { Command, Hazard, Place, ShellScript, Word } from './syntax';
export { variablesIn } from './tekton-variables';
