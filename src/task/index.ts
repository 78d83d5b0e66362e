export type { StepActionReference, UsableStepAction } from './action-step';
export type { Flat, Given, RequiredParam, Rest, TextValue, Value } from './arguments';
export { chains } from './chains';
export type { StepChanges, TaskChanges } from './changes';
export { checkedSurface } from './check-surface';
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
export { checkTypes, readFileOf } from './external/from-file';
export type { HelmTask } from './external/helm-task';
export {
  type FileSurface,
  type FromUrlOptions,
  findLocked,
  type LockedAddress,
  type LockedObject,
  type LockedPath,
  type LockedSurface,
  type LockOptions,
} from './external/locked';
export type { LockedStepAction } from './external/locked-step-action';
export type { LockedTask } from './external/locked-task';
export { type Resolver, renderResolver, tryFindName } from './external/resolver';
export type { TaskReference } from './external/task-reference';
export { checkedInterface, checkedName, isUnread, markUnread, unreadName } from './external/unread';
export { declaredNames } from './handles/declared-names';
export { isStandIn, standInForPipeline } from './handles/stand-in';
export type { StepArtifacts, StepWorkspace, TaskResult } from './handles/step-handles';
export type { PermissionRule, Verb } from './permissions';
export { defined } from './render-step';
export type { TaskBody } from './render-task';
export { renderWhen } from './render-when';
export type { Step, StepResultRefs, StepWithResults } from './step';
export { StepAction, type StepActionProps } from './step-action';
export { type EmbeddedStepContext, pipelineRunOf, type RunIdentity, type StepContext } from './step-context';
export type { StepText } from './step-text';
export {
  nonEmpty,
  type ParamRefs,
  paramBody,
  paramRefs,
  paramSpecs,
  type RunnableTask,
  renderParams,
  resultSpecs,
  type TaskSurface,
  type UsableTask,
} from './surface';
export { Task, type TaskProps } from './task';
export type { TaskVolume, TextVolume, TextVolumeMount } from './volume';
