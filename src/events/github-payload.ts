import { celList, celString, matching } from './conditions';
import type { Condition } from './event';
import type { PullRequestOrigin } from './pull-request';

/** The fields of a push to a branch, in the payloads of GitHub. */
export const pushFields = {
  url: { cel: 'body.repository.clone_url' },
  sshUrl: { cel: 'body.repository.ssh_url' },
  repository: { cel: 'body.repository.full_name' },
  sender: { cel: 'body.sender.login' },
  sha: { cel: 'body.after' },
  before: { cel: 'body.before' },
  ref: { cel: 'body.ref' },
  branch: { cel: `body.ref.substring(${'refs/heads/'.length})` },
  message: { cel: 'body.head_commit.message' },
};

/** The fields of a pushed tag; `after` of an annotated tag is not the commit. */
export const tagFields = {
  url: { cel: 'body.repository.clone_url' },
  sshUrl: { cel: 'body.repository.ssh_url' },
  repository: { cel: 'body.repository.full_name' },
  sender: { cel: 'body.sender.login' },
  sha: { cel: 'body.head_commit.id' },
  ref: { cel: 'body.ref' },
  tag: { cel: `body.ref.substring(${'refs/tags/'.length})` },
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
