// The door `tekwire/events`: what starts runs. It is not part of `tekwire`, so that programs without events do not load it.

export {
  type BitbucketCommentProps,
  type BitbucketPullRequestProps,
  type BitbucketPushProps,
  type BitbucketTagProps,
  bitbucket,
} from './bitbucket';
export type { Authentication, Event, SecretKey, Trust } from './event';
export { EventListener, type EventListenerProps } from './event-listener';
export type { Exposed, IngressProps, RouteProps } from './exposure';
export { type EventScope, type EventValue, type EventValues, type Slug, slug } from './field';
export { type FluxSource, type FluxSourceChangedProps, type FluxWebhook, flux } from './flux';
export { type CloudEventProps, cloudEvent, type DeclaredField, type GenericProps, generic } from './generic';
export {
  type GiteaCommentProps,
  type GiteaPullRequestAction,
  type GiteaPullRequestProps,
  type GiteaPushProps,
  type GiteaReleaseProps,
  type GiteaTagProps,
  gitea,
} from './gitea';
export {
  type GithubAssociation,
  type GithubCheckSuiteProps,
  type GithubCommentProps,
  type GithubPullRequestAction,
  type GithubPullRequestProps,
  type GithubPushProps,
  type GithubReleaseProps,
  type GithubTagProps,
  github,
  type OwnersCheck,
} from './github';
export {
  type GitlabCommentProps,
  type GitlabMergeRequestAction,
  type GitlabMergeRequestProps,
  type GitlabPushProps,
  type GitlabReleaseProps,
  type GitlabTagProps,
  gitlab,
} from './gitlab';
export { type Definitions, type PacRepository, PipelinesAsCode, type PipelinesAsCodeProps } from './pac';
export {
  CommitStatus,
  type CommitStatusParams,
  type CommitStatusProps,
  type GiteaStatus,
  type GithubStatus,
  type GitlabStatus,
  type ReportedCommit,
  Turn,
  type TurnProps,
} from './parts';
export type { PullRequestOrigin, TrustOf } from './pull-request';
export type { EventRunMetadata, EventRunParams, EventRunProps, EventText } from './run-props';
export { Schedule, type ScheduleProps } from './schedule';
