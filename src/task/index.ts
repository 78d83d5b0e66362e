export type { StepActionReference, UsableStepAction } from './action-step';
export type { Flat, Given, RequiredParam, Rest, TextValue, Value } from './arguments';
export { chains } from './chains';
export type { StepChanges, TaskChanges } from './changes';
export { checkSurface } from './check-surface';
export { demandItems } from './check-task';
export {
  type ContainerProps,
  type EnvFrom,
  type EnvSource,
  type Named,
  nameOf,
  type Sidecar,
  type WorkspaceUse,
} from './container';
export { CustomTask, type CustomTaskProps } from './custom-task';
export {
  type ParamDeclaration,
  type ParamDeclarations,
  param,
  type ResultDeclaration,
  type ResultDeclarations,
  type ResultFile,
  result,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
  workspace,
} from './declarations';
export { goDuration } from './duration';
export { EmbeddedTask, type EmbeddedTaskProps } from './embedded-task';
export { changeManifests, prepareManifests } from './emission';
export { type ClusterFeatures, setFeatures } from './features';
export { isOwned, isTektonObject, ownJsonOf } from './foreign';
export type { HelmTask } from './helm-task';
export { adoptMistakes, known, knownOf, mistakesOf, optionDiagnostic, reportMistake } from './known';
export { type FromUrlOptions, findLocked, type LockedAddress, type LockedObject, type LockedSurface, type LockOptions } from './locked';
export type { LockedStepAction } from './locked-step-action';
export type { LockedTask } from './locked-task';
export { optionKeys, unknownKeys } from './option-keys';
export type { PermissionRule, Verb } from './permissions';
export { capturePlace, notePlace } from './program-place';
export { demandDuration, demandList, demandRecord, isRecord, refuse } from './refuse';
export { defined } from './render-step';
export type { TaskBody } from './render-task';
export { renderWhen } from './render-when';
export { type Resolver, renderResolver, tryFindName } from './resolver';
export type { StepScope } from './scope';
export { bash, node, python, type Script, script, sh } from './script';
export type { ShellOptions } from './script-options';
export { integer, type ShellValue, words } from './script-value';
export type { Step, StepResultRefs, StepWithResults } from './step';
export { StepAction, type StepActionProps } from './step-action';
export {
  type EmbeddedStepContext,
  pipelineRunOf,
  type RunIdentity,
  type StepArtifacts,
  type StepContext,
  type StepWorkspace,
  type TaskResult,
} from './step-context';
export type { StepText } from './step-text';
export {
  nonEmpty,
  type ParamRefs,
  paramBody,
  paramRefs,
  paramSpecs,
  type RunnableTask,
  renderParams,
  type TaskSurface,
  type UsableTask,
} from './surface';
export { Task, type TaskProps } from './task';
export type { TaskReference } from './task-reference';
export { TektonObject } from './tekton-object';
export type { TaskVolume, TextVolume, TextVolumeMount } from './volume';
export { withoutPlaces } from './without-places';
