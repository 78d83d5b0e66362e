// The door `tekwire`: constructs, handles, script tags and policies, and the types that components and helper functions name. All other types
// of signatures are behind `tekwire/types`, types of manifests behind `tekwire/spec`, rules behind `tekwire/rules`.

export { type CelCondition, cel } from './cel';
export { TekwireError } from './diagnostics';
export { EmbeddedPipeline, lift, Pipeline, type PipelineProps, PipelineTask, Workspace, type WorkspaceRef } from './pipeline';
export { TektonValidation } from './plugin';
export {
  defaultPipelineTask,
  defaultResources,
  defaultServiceAccount,
  mirrorImages,
  Policy,
  type PolicyVisitor,
  pinImages,
  restrictSecurity,
  schedulePods,
  setMetadata,
} from './policy';
export { type ArrayRef, type Condition, type ObjectRef, type Ref, type StringRef, type Text, text } from './refs';
export {
  Consumer,
  type ConsumerProps,
  Enricher,
  type EnricherProps,
  type Findings,
  Producer,
  type ProducerProps,
  type Sbom,
  SecurityPipeline,
  type SecurityPipelineProps,
  Source,
  type SourceProps,
} from './roles';
export { PipelineRun, type PipelineRunProps, PipelineServiceAccount, TaskRun, type TaskRunProps, VerificationPolicy } from './run';
export { bash, integer, node, python, type Script, script, sh, words } from './script';
export type { Manifest } from './spec';
export { setFeatures } from './synth';
export {
  CustomTask,
  chains,
  EmbeddedTask,
  type ParamDeclaration,
  type ParamDeclarations,
  type PermissionRule,
  param,
  type ResultDeclaration,
  type ResultDeclarations,
  result,
  type Sidecar,
  type Step,
  StepAction,
  type StepActionProps,
  type StepContext,
  type StepWithResults,
  Task,
  type TaskBody,
  type TaskProps,
  type TaskVolume,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
  workspace,
} from './task';
// a compiler that writes declarations names types by a door that it has read
export type {} from './types';
