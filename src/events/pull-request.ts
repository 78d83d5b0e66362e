import type { Trust } from './event';

/** Whose pull requests count: those of branches of the repository, those of forks, or both. */
export type PullRequestOrigin = 'repository' | 'forks' | 'anywhere';

/** The trust of a pull request: anybody can open one from a fork. */
export type TrustOf<O extends PullRequestOrigin> = [O] extends ['repository'] ? 'trusted' : 'untrusted';

/** The trust of a pull request. */
export function trustOf(from: PullRequestOrigin): Trust {
  return from === 'repository' ? 'trusted' : 'untrusted';
}

/** The kind of the event, which is another one for forks, because their runs are others. */
export function pullRequestKind(from: PullRequestOrigin): string {
  return from === 'repository' ? 'pull-request' : from === 'forks' ? 'pull-request-fork' : 'pull-request-any';
}
