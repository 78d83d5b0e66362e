import { celList, celString, matching } from './conditions';
import type { Condition } from './event';
import type { PullRequestOrigin } from './pull-request';

/** The fields that every payload of GitHub has, and of Gitea, which copies them. */
export const repositoryFields = {
  url: { cel: 'body.repository.clone_url' },
  sshUrl: { cel: 'body.repository.ssh_url' },
  repository: { cel: 'body.repository.full_name' },
  sender: { cel: 'body.sender.login' },
};

/** The fields of a push to a branch, in the payloads of GitHub. */
export const pushFields = {
  ...repositoryFields,
  sha: { cel: 'body.after' },
  before: { cel: 'body.before' },
  ref: { cel: 'body.ref' },
  branch: { cel: `body.ref.substring(${'refs/heads/'.length})` },
  message: { cel: 'body.head_commit.message' },
};

/** The fields of a pushed tag; `after` of an annotated tag is not the commit. */
export const tagFields = {
  ...repositoryFields,
  sha: { cel: 'body.head_commit.id' },
  ref: { cel: 'body.ref' },
  tag: { cel: `body.ref.substring(${'refs/tags/'.length})` },
};

/** The fields of a pull request. */
export const pullRequestFields = {
  ...repositoryFields,
  number: { cel: 'body.number', isNumber: true },
  sha: { cel: 'body.pull_request.head.sha' },
  headRef: { cel: 'body.pull_request.head.ref' },
  headRepo: { cel: 'body.pull_request.head.repo.full_name' },
  headUrl: { cel: 'body.pull_request.head.repo.clone_url' },
  baseRef: { cel: 'body.pull_request.base.ref' },
  baseSha: { cel: 'body.pull_request.base.sha' },
  author: { cel: 'body.pull_request.user.login' },
  title: { cel: 'body.pull_request.title' },
  action: { cel: 'body.action' },
  pageUrl: { cel: 'body.pull_request.html_url' },
};

/** The fields of a comment on an issue or a pull request. */
export const commentFields = {
  ...repositoryFields,
  number: { cel: 'body.issue.number', isNumber: true },
  author: { cel: 'body.comment.user.login' },
  comment: { cel: 'body.comment.body' },
  commentId: { cel: 'string(int(body.comment.id))' },
  pageUrl: { cel: 'body.comment.html_url' },
};

/** The fields of a release. */
export const releaseFields = {
  ...repositoryFields,
  tag: { cel: 'body.release.tag_name' },
  author: { cel: 'body.release.author.login' },
  pageUrl: { cel: 'body.release.html_url' },
};

/** Conditions for a push to one of the branches. */
export function pushConditions(branches: readonly string[]): Condition[] {
  return refConditions(branches, 'refs/heads/');
}

/** Conditions for a push of one of the tags. */
export function tagConditions(tags: readonly string[]): Condition[] {
  return refConditions(tags, 'refs/tags/');
}

function refConditions(patterns: readonly string[], prefix: string): Condition[] {
  const hasOwn = patterns.some((pattern) => !pattern.startsWith('!'));
  const all = [...(hasOwn ? [] : [`body.ref.startsWith(${celString(prefix)})`]), ...matching('body.ref', patterns, prefix)];
  return all.map((cel) => ({ cel, refs: { prefix, patterns } }));
}

/** A condition that a push changed one of the files. */
export function changes(cel: string, paths: readonly string[]): Condition {
  return { cel, paths };
}

/** A condition that Pipelines-as-Code checks itself. */
export function implied(cel: string): Condition {
  return { cel, pac: '' };
}

/** A condition on the action of the payload. */
export function action(actions: readonly string[]): string {
  return `body.action in ${celList(actions)}`;
}

/** Whose pull requests count. The repository of a fork that was deleted is null. */
export function sameRepository(from: PullRequestOrigin, head = 'body.pull_request.head.repo'): string[] {
  const exists = `${head} != null`;
  const name = `${head}.full_name`;
  if (from === 'anywhere') return [exists];
  return [exists, `${name} ${from === 'repository' ? '==' : '!='} body.repository.full_name`];
}

/** A condition that a pull request has one of the labels. */
export function labels(names: readonly string[] | undefined): string[] {
  return names === undefined ? [] : [`body.pull_request.labels.exists(l, l.name in ${celList(names)})`];
}

/** A condition that leaves out drafts. */
export function drafts(count: boolean | undefined): string[] {
  return count === false ? ['!body.pull_request.draft'] : [];
}
