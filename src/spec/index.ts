export type {
  CsiSource,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  ProjectedSource,
  ResourceRequirements,
  SecurityContext,
  Volume,
  VolumeMount,
} from './kubernetes';
export { MAX_ANNOTATION_BYTES, MAX_MATRIX_COMBINATIONS, MAX_NAME_LENGTH, MAX_SCRIPT_BYTES } from './limits';
export { type Manifest, type ObjectMeta, TEKTON_V1 } from './metadata';
export type { Param, ParamSpec, ParamType, ParamValue, PipelineResultSpec, ResultSpec } from './param';
export type {
  Matrix,
  PipelineManifest,
  PipelineSpec,
  PipelineTaskSpec,
  PipelineWorkspaceSpec,
  TaskRef,
  WorkspacePipelineTaskBinding,
} from './pipeline';
export type {
  PipelineRunManifest,
  PipelineRunSpec,
  PodTemplate,
  TaskRunSpec,
  WorkspaceBinding,
  WorkspaceSource,
} from './run';
export type { ContainerSpec, SidecarSpec, StepOnError, StepSpec } from './step';
export type { TaskSpec, WorkspaceSpec } from './task';
export type { WhenExpression } from './when';
