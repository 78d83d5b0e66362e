export {
  CommitStatus,
  type CommitStatusParams,
  type CommitStatusProps,
  type GiteaStatus,
  type GithubStatus,
  type GitlabStatus,
  type ReportedCommit,
} from './commit-status';
export { Turn, type TurnProps } from './turn';
