export { PipelineRun, type PipelineRunProps, type RunTimeouts } from './pipeline-run';
export type { RunParams, RunWorkspaces } from './run-arguments';
export { TaskRun, type TaskRunProps } from './task-run';
