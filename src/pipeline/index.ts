export type { FinallyTaskProps, MatrixProps, PipelineTaskProps } from './arguments';
export { EmbeddedPipeline } from './embedded-pipeline';
export { type Lift, lift } from './lift';
export { Pipeline, type PipelineProps } from './pipeline';
export type { PipelineResultValue } from './pipeline-body';
export type { LockedPipeline, PipelineReference, PipelineWorkspaces, RunnablePipeline } from './pipeline-reference';
export { PipelineTask, type ResultRefs } from './pipeline-task';
export { wiringDiagnostic } from './wiring';
export { type ClaimProps, type FilesProps, Workspace, type WorkspaceRef } from './workspace';
