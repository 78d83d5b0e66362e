export type { ShellOptions } from './options';
export { renderScript, variableName } from './render';
export type { StepResultScope, StepScope, StepValueScope } from './scope';
export { bash, isScript, node, python, type Script, script, sh } from './script';
export { integer, isShellValue, type ShellValue, words } from './value';
