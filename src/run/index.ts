export { PipelineRun, type PipelineRunProps, type RunTimeouts } from './pipeline-run';
export { PipelineServiceAccount, type PipelineServiceAccountProps } from './pipeline-service-account';
export type { RunParams, RunWorkspaces } from './run-arguments';
export type { ContainerResources, TaskRunSettings } from './settings';
export { TaskRun, type TaskRunProps } from './task-run';
export { type VerificationKey, VerificationPolicy, type VerificationPolicyProps, type VerificationPolicySpec } from './verification-policy';
