export type { StepChanges, TaskChanges } from './changes';
export {
  type ParamDeclaration,
  type ParamDeclarations,
  param,
  type ResultDeclaration,
  type ResultDeclarations,
  result,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
  workspace,
} from './declarations';
export { goDuration } from './duration';
export { defined } from './render-step';
export { bash, node, python, type Script, script, sh } from './script';
export {
  type ContainerProps,
  type EnvFrom,
  type EnvSource,
  type Named,
  nameOf,
  type ParamRefs,
  type Sidecar,
  type Step,
  type StepContext,
  type StepScope,
  type StepText,
} from './step';
export { nonEmpty, paramBody, paramRefs, paramSpecs, type TaskSurface, type UsableTask } from './surface';
export { Task, type TaskProps, type TaskVolume } from './task';
export { TektonObject } from './tekton-object';
