import { bitbucket, type Event, flux, gitea, github, gitlab } from '../../events';
import * as bucket from './bitbucket';
import * as tea from './gitea';
import * as hub from './github';
import * as lab from './gitlab';
import type { Sent } from './merge';
import * as others from './others';

/** A request as a provider sends it, and the event whose fields can be set in it. */
export interface Sample {
  readonly sent: Sent;
  readonly fields: Readonly<Record<string, { readonly cel: string; readonly isNumber?: boolean }>>;
  /** Where fields are that several paths of the payload, or an expression, give. */
  readonly paths: Readonly<Record<string, string>>;
}

const secret = { name: 'hook', key: 'token' };

function of(event: Event, sent: Sent, paths: Readonly<Record<string, string>> = {}): Sample {
  return { sent, fields: event.fields, paths };
}

/** @param event - of any fields */
function from(event: unknown): Event {
  return event as Event;
}

const samples: Readonly<Record<string, () => Sample>> = {
  'github.push': () => of(from(github.push({ secret })), hub.githubPush()),
  'github.tag': () => of(from(github.tag({ secret })), hub.githubTag()),
  'github.pullRequest': () => of(from(github.pullRequest({ secret })), hub.githubPullRequest()),
  'github.pullRequestFromFork': () => of(from(github.pullRequest({ secret, from: 'forks' })), hub.githubForkPullRequest()),
  'github.comment': () => of(from(github.comment({ secret, command: '/test' })), hub.githubComment()),
  'github.release': () => of(from(github.release({ secret })), hub.githubRelease()),
  'github.checkSuite': () => of(from(github.checkSuite({ secret })), hub.githubCheckSuite()),
  'gitlab.push': () => of(from(gitlab.push({ secret })), lab.gitlabPush()),
  'gitlab.tag': () => of(from(gitlab.tag({ secret })), lab.gitlabTag()),
  'gitlab.mergeRequest': () => of(from(gitlab.mergeRequest({ secret })), lab.gitlabMergeRequest()),
  'gitlab.mergeRequestFromFork': () => of(from(gitlab.mergeRequest({ secret, from: 'forks' })), lab.gitlabForkMergeRequest()),
  'gitlab.comment': () => of(from(gitlab.comment({ secret, command: '/test', authors: ['octocat'] })), lab.gitlabComment()),
  'gitlab.release': () => of(from(gitlab.release({ secret })), lab.gitlabRelease()),
  'gitea.push': () => of(from(gitea.push({ secret })), tea.giteaPush()),
  'gitea.tag': () => of(from(gitea.tag({ secret })), tea.giteaTag()),
  'gitea.pullRequest': () => of(from(gitea.pullRequest({ secret })), tea.giteaPullRequest()),
  'gitea.pullRequestFromFork': () => of(from(gitea.pullRequest({ secret, from: 'forks' })), tea.giteaForkPullRequest()),
  'gitea.comment': () => of(from(gitea.comment({ secret, command: '/test', authors: ['octocat'] })), tea.giteaComment()),
  'gitea.release': () => of(from(gitea.release({ secret })), tea.giteaRelease()),
  'bitbucket.cloud.push': () => of(from(bitbucket.cloud.push({ secret })), bucket.cloudPush(), cloudPaths),
  'bitbucket.cloud.tag': () => of(from(bitbucket.cloud.tag({ secret })), bucket.cloudTag(), cloudPaths),
  'bitbucket.cloud.pullRequest': () => of(from(bitbucket.cloud.pullRequest({ secret })), bucket.cloudPullRequest()),
  'bitbucket.cloud.pullRequestFromFork': () =>
    of(from(bitbucket.cloud.pullRequest({ secret, from: 'forks' })), bucket.cloudForkPullRequest()),
  'bitbucket.cloud.comment': () =>
    of(from(bitbucket.cloud.comment({ secret, command: '/test', authors: ['octocat'] })), bucket.cloudComment()),
  'bitbucket.dataCenter.push': () => of(from(bitbucket.dataCenter.push({ secret })), bucket.dataCenterPush(), centerPaths),
  'bitbucket.dataCenter.tag': () => of(from(bitbucket.dataCenter.tag({ secret })), bucket.dataCenterTag(), centerPaths),
  'bitbucket.dataCenter.pullRequest': () => of(from(bitbucket.dataCenter.pullRequest({ secret })), bucket.dataCenterPullRequest()),
  'bitbucket.dataCenter.pullRequestFromFork': () =>
    of(from(bitbucket.dataCenter.pullRequest({ secret, from: 'forks' })), bucket.dataCenterForkPullRequest()),
  'bitbucket.dataCenter.comment': () =>
    of(from(bitbucket.dataCenter.comment({ secret, command: '/test', authors: ['octocat'] })), bucket.dataCenterComment()),
  'flux.sourceChanged': () =>
    of(from(flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name: 'web' }] })), others.fluxEvent(), {
      revision: 'body.metadata.revision',
    }),
};

const cloudPaths = {
  branch: 'body.push.changes[0].new.name',
  tag: 'body.push.changes[0].new.name',
  sha: 'body.push.changes[0].new.target.hash',
};
const centerPaths = {
  branch: 'body.changes[0].ref.displayId',
  tag: 'body.changes[0].ref.displayId',
  sha: 'body.changes[0].toHash',
};

/** The events of which there are samples. */
export const sampleNames: readonly string[] = Object.keys(samples);

/** A request of an event, written after the provider's reference; undefined for an unknown name. */
export function tryFindSample(name: string): Sample | undefined {
  return Object.hasOwn(samples, name) ? samples[name]?.() : undefined;
}
