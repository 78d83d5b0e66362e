export { FEATURES_ANNOTATION, parseFeatures, printFeatures } from './features';
export { type FieldPart, fieldTable, waysToImages } from './field-table';
export { fieldsWith, leadsInto, namesWith } from './field-uses';
export type {
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FieldSelector,
  HttpGet,
  KeySelector,
  LabelSelector,
  Lifecycle,
  LifecycleHandler,
  PodSecurityContext,
  Probe,
  ResourceFieldSelector,
  ResourceRequirements,
  SeccompProfile,
  SecurityContext,
  SeLinuxOptions,
  TcpSocket,
  Toleration,
  TopologySpreadConstraint,
  WindowsOptions,
} from './kubernetes';
export {
  MAX_ANNOTATION_BYTES,
  MAX_MATRIX_COMBINATIONS,
  MAX_MESSAGE_BYTES,
  MAX_NAME_LENGTH,
  MAX_OBJECT_BYTES,
  MAX_POD_MESSAGE_BYTES,
  MAX_SCRIPT_BYTES,
} from './limits';
export { type Manifest, type ObjectMeta, TEKTON_V1, TEKTON_V1ALPHA1, TEKTON_V1BETA1 } from './metadata';
export type { Param, ParamSpec, ParamType, ParamValue, PipelineResultSpec, ResultSpec } from './param';
export type {
  EmbeddedTaskSpec,
  Matrix,
  PipelineManifest,
  PipelineRef,
  PipelineSpec,
  PipelineTaskSpec,
  PipelineWorkspaceSpec,
  TaskRef,
  WorkspacePipelineTaskBinding,
} from './pipeline';
export type {
  ContainerOverride,
  Debug,
  PipelineRunManifest,
  PipelineRunSpec,
  PipelineTaskRunSpec,
  PodTemplate,
  TaskRunSpec,
  WorkspaceBinding,
  WorkspaceSource,
} from './run';
export { parseRunDefaults, printRunDefaults, RUN_ANNOTATION, type RunDefaults } from './run-defaults';
export type { ContainerSpec, SidecarSpec, StepOnError, StepRef, StepSpec, WorkspaceUsage } from './step';
export type { StepActionSpec } from './step-action';
export type { TaskSpec, WorkspaceSpec } from './task';
export type {
  CsiSource,
  DataSource,
  DownwardFile,
  KeyToPath,
  PodCertificate,
  ProjectedSource,
  Volume,
  VolumeClaimTemplate,
  VolumeMount,
} from './volume';
export type { WhenExpression } from './when';
