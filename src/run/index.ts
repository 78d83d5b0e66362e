export { checkedPipelineRun } from './check-run';
export { PipelineRun, type PipelineRunProps } from './pipeline-run';
export { PipelineServiceAccount, type PipelineServiceAccountProps } from './pipeline-service-account';
export type { RunParams, RunWorkspaces } from './run-arguments';
export { type AnyRunProps, RunContent, type RunTimeouts } from './run-content';
export type { ContainerResources, TaskOfPipeline, TaskRunSettings } from './settings';
export { TaskRun, type TaskRunProps } from './task-run';
export { type VerificationKey, VerificationPolicy, type VerificationPolicyProps, type VerificationPolicySpec } from './verification-policy';
