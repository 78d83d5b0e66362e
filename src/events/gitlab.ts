import { demandKnownNames } from '../diagnostics';
import { anyFile, commandCondition, matching, oneOf } from './conditions';
import type { Authentication, Condition, Event } from './event';
import { eventOf } from './event-options';
import { changes, implied, pushConditions, tagConditions } from './github-payload';
import { authentication } from './provider';
import { type PullRequestOrigin, type TrustOf, trustOf } from './pull-request';

/** Options of `gitlab.push`. */
export type GitlabPushProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** Globs of files, at least one of which must have changed; a folder ends with `/`. GitLab lists those of 20 commits: a larger push counts. @default - any */
  readonly paths?: readonly string[];
  /** User names of those who push. @default - anybody */
  readonly authors?: readonly string[];
};

/** Options of `gitlab.tag`. */
export type GitlabTagProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** Actions of a merge request that GitLab sends. */
export type GitlabMergeRequestAction = 'open' | 'update' | 'reopen' | 'close' | 'merge' | 'approved' | 'unapproved';

/** Options of `gitlab.mergeRequest`. */
export type GitlabMergeRequestProps<O extends PullRequestOrigin = PullRequestOrigin> = Authentication & {
  /** Whose merge requests count; a run for one from a fork gets none of the secrets and volumes of other runs (TW631). @default repository */
  readonly from?: O;
  /** @default - open and reopen, and update if it has a new commit */
  readonly actions?: readonly GitlabMergeRequestAction[];
  /** Target branches: names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** User names of those who cause the event. @default - anybody */
  readonly authors?: readonly string[];
  /** Labels, at least one of which the merge request must have. @default - any */
  readonly labels?: readonly string[];
  /** Whether drafts count. @default true */
  readonly drafts?: boolean;
};

/** Options of `gitlab.comment`. */
export type GitlabCommentProps = Authentication & {
  /** The command with which the comment begins, such as `/test`. */
  readonly command: string;
  /** User names of people whose comments count: the payload does not say who may write to the project. */
  readonly authors: readonly [string, ...string[]];
};

/** Options of `gitlab.release`. */
export type GitlabReleaseProps = Authentication & {
  /** @default - create */
  readonly actions?: readonly ('create' | 'update')[];
  /** Names of tags and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

const project = {
  url: { cel: 'body.project.git_http_url' },
  sshUrl: { cel: 'body.project.git_ssh_url' },
  repository: { cel: 'body.project.path_with_namespace' },
};

const pushFields = {
  ...project,
  sender: { cel: 'body.user_username' },
  sha: { cel: 'body.checkout_sha' },
  before: { cel: 'body.before' },
  ref: { cel: 'body.ref' },
  branch: { cel: `body.ref.substring(${'refs/heads/'.length})` },
};

const tagFields = {
  ...project,
  sender: { cel: 'body.user_username' },
  sha: { cel: 'body.checkout_sha' },
  ref: { cel: 'body.ref' },
  tag: { cel: `body.ref.substring(${'refs/tags/'.length})` },
};

const mergeRequestFields = {
  ...project,
  number: { cel: 'body.object_attributes.iid', isNumber: true },
  sha: { cel: 'body.object_attributes.last_commit.id' },
  headRef: { cel: 'body.object_attributes.source_branch' },
  headRepo: { cel: 'body.object_attributes.source.path_with_namespace' },
  headUrl: { cel: 'body.object_attributes.source.git_http_url' },
  baseRef: { cel: 'body.object_attributes.target_branch' },
  sender: { cel: 'body.user.username' },
  title: { cel: 'body.object_attributes.title' },
  action: { cel: 'body.object_attributes.action' },
  pageUrl: { cel: 'body.object_attributes.url' },
};

const commentFields = {
  ...project,
  number: { cel: 'body.merge_request.iid', isNumber: true },
  sha: { cel: 'body.merge_request.last_commit.id' },
  author: { cel: 'body.user.username' },
  comment: { cel: 'body.object_attributes.note' },
  pageUrl: { cel: 'body.object_attributes.url' },
};

const releaseFields = {
  ...project,
  tag: { cel: 'body.tag' },
  sha: { cel: 'body.commit.id' },
  action: { cel: 'body.action' },
  pageUrl: { cel: 'body.url' },
};

/**
 * The events of GitLab's webhooks. GitLab sends its secret as it is, so the listener must be behind TLS.
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events
 */
export const gitlab = {
  /** A push to a branch. The deletion of a branch does not count. */
  push(props: GitlabPushProps): Event<keyof typeof pushFields, 'trusted'> {
    return eventOf('GitlabPushProps', props, ({ branches = [], paths, authors, ...auth }) => ({
      ...authentication('gitlab', 'push', auth, ['Push Hook']),
      fields: pushFields,
      trust: 'trusted',
      conditions: [
        ...pushConditions(branches),
        implied('body.checkout_sha != null'),
        ...(paths === undefined ? [] : [changes(pushedFiles(paths), paths)]),
        ...oneOf('body.user_username', authors),
      ],
    }));
  },

  /** A new tag. */
  tag(props: GitlabTagProps): Event<keyof typeof tagFields, 'trusted'> {
    return eventOf('GitlabTagProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('gitlab', 'tag', auth, ['Tag Push Hook']),
      fields: tagFields,
      trust: 'trusted',
      conditions: [...tagConditions(tags), implied('body.checkout_sha != null')],
    }));
  },

  /** A merge request: by default every new commit of one from a branch of the project itself. */
  mergeRequest<const O extends PullRequestOrigin = 'repository'>(
    props: GitlabMergeRequestProps<O>,
  ): Event<keyof typeof mergeRequestFields, TrustOf<O>> {
    return eventOf('GitlabMergeRequestProps', props, mergeRequest) as Event<keyof typeof mergeRequestFields, TrustOf<O>>;
  },

  /** A new comment with a command on a merge request. */
  comment(props: GitlabCommentProps): Event<keyof typeof commentFields, 'trusted'> {
    return eventOf('GitlabCommentProps', props, ({ command, authors, ...auth }) => ({
      ...authentication('gitlab', 'comment', auth, ['Note Hook']),
      fields: commentFields,
      trust: 'trusted',
      conditions: [
        "body.object_attributes.noteable_type == 'MergeRequest'",
        "!has(body.object_attributes.action) || body.object_attributes.action == 'create'",
        commandCondition('body.object_attributes.note', command),
        ...oneOf('body.user.username', authors),
      ],
    }));
  },

  /** A release. */
  release(props: GitlabReleaseProps): Event<keyof typeof releaseFields, 'trusted'> {
    return eventOf('GitlabReleaseProps', props, ({ actions = ['create'], tags = [], ...auth }) => ({
      ...authentication('gitlab', 'release', auth, ['Release Hook']),
      fields: releaseFields,
      trust: 'trusted',
      conditions: [...oneOf('body.action', actions), ...matching('body.tag', tags)],
    }));
  },
};
demandKnownNames('gitlab', gitlab);

/** GitLab lists at most 20 commits; what a larger push changed is unknown, so it counts. */
function pushedFiles(paths: readonly string[]): string {
  const files = anyFile('(c.added + c.modified + c.removed)', paths);
  return `body.total_commits_count > 20.0 || body.commits.exists(c, ${files})`;
}

const EVERY_COMMIT: readonly Condition[] = [
  {
    cel: "body.object_attributes.action in ['open', 'reopen'] || body.object_attributes.action == 'update' && has(body.object_attributes.oldrev)",
    // it starts no runs for updates without a new commit, and its payload always has the field
    pac: "body.object_attributes.action in ['open', 'reopen', 'update']",
  },
];

function mergeRequest(given: GitlabMergeRequestProps): Event {
  const { from = 'repository', actions, branches = [], labels } = given;
  const [source, target] = ['body.object_attributes.source_project_id', 'body.object_attributes.target_project_id'];
  const kind = { repository: 'merge-request', forks: 'merge-request-fork', anywhere: 'merge-request-any' }[from];
  return {
    ...authentication('gitlab', kind, given, ['Merge Request Hook']),
    fields: mergeRequestFields,
    trust: trustOf(from),
    conditions: [
      ...(actions === undefined ? EVERY_COMMIT : oneOf('body.object_attributes.action', actions)),
      ...(from === 'anywhere' ? [] : [`${source} ${from === 'repository' ? '==' : '!='} ${target}`]),
      ...matching('body.object_attributes.target_branch', branches),
      ...oneOf('body.user.username', given.authors),
      ...(labels === undefined ? [] : [`body.labels.exists(l, ${oneOf('l.title', labels).join('')})`]),
      ...(given.drafts === false ? ['!body.object_attributes.draft'] : []),
    ],
  };
}
