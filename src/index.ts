// Tasks

// Pipelines
export {
  type ClaimProps,
  type FinallyTaskProps,
  type Lift,
  lift,
  type MatrixProps,
  Pipeline,
  type PipelineProps,
  PipelineTask,
  type PipelineTaskProps,
  type PipelineWorkspaces,
  type ResultRefs,
  Workspace,
  type WorkspaceRef,
} from './pipeline';
// Values that exist only at run time
export { type ArrayRef, type Condition, type ObjectRef, type Ref, type StringRef, type Text, text } from './refs';
// Dracon's roles
export {
  type AnyConsumer,
  type AnyEnricher,
  type AnyProducer,
  type AnySource,
  Consumer,
  type ConsumerProps,
  Enricher,
  type EnricherProps,
  type Findings,
  Producer,
  type ProducerProps,
  type ScanContext,
  SecurityPipeline,
  type SecurityPipelineProps,
  Source,
  type SourceProps,
  type ToolProps,
} from './roles';

// Runs
export {
  PipelineRun,
  type PipelineRunProps,
  type RunParams,
  type RunTimeouts,
  type RunWorkspaces,
  TaskRun,
  type TaskRunProps,
} from './run';
// What overrides and pod settings are made of
export type {
  CsiSource,
  EnvVarSource,
  PipelineRunSpec,
  PipelineSpec,
  PipelineTaskSpec,
  PodTemplate,
  ProjectedSource,
  ResourceRequirements,
  SecurityContext,
  StepSpec,
  TaskRunSpec,
  TaskSpec,
  Volume,
  VolumeMount,
} from './spec';
export {
  bash,
  type ContainerProps,
  type EnvFrom,
  type EnvSource,
  type Named,
  node,
  type ParamDeclaration,
  type ParamDeclarations,
  type ParamRefs,
  param,
  python,
  type ResultDeclaration,
  type ResultDeclarations,
  result,
  type Script,
  type Sidecar,
  type Step,
  type StepChanges,
  type StepContext,
  type StepText,
  script,
  sh,
  Task,
  type TaskChanges,
  type TaskProps,
  type TaskSurface,
  type TaskVolume,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
  workspace,
} from './task';

// For cdk8s.yaml: judges what any app writes
export { TektonValidation, type TektonValidationProps, type ValidationContext, type Violation } from './plugin';
