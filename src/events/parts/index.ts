export { CommitStatus, type CommitStatusParams, type ReportedCommit } from './commit-status';
export type { CommitStatusProps, GiteaStatus, GithubStatus, GitlabStatus } from './status-provider';
export { Turn, type TurnProps } from './turn';
