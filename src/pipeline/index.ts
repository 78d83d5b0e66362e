export type { FinallyTaskProps, MatrixProps, PipelineTaskProps } from './arguments';
export { type Lift, lift } from './lift';
export { Pipeline, type PipelineProps, type PipelineWorkspaces } from './pipeline';
export { PipelineTask, type ResultRefs } from './pipeline-task';
export { type ClaimProps, Workspace, type WorkspaceRef } from './workspace';
