import { demandKnownNames } from '../diagnostics';
import { anyOfChanges, commandCondition, matching, oneOf } from './conditions';
import type { Authentication, Event } from './event';
import { eventOf } from './event-options';
import { authentication } from './provider';
import { type PullRequestOrigin, pullRequestKind, type TrustOf, trustOf } from './pull-request';

/** Options of a push to Bitbucket. Its payloads list no files. */
export type BitbucketPushProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
};

/** Options of a tag in Bitbucket. */
export type BitbucketTagProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** Options of a pull request in Bitbucket. */
export type BitbucketPullRequestProps<O extends PullRequestOrigin = PullRequestOrigin> = Authentication & {
  /** Whose pull requests count; a run for one from a fork gets none of the secrets and volumes of other runs (TW631). @default repository */
  readonly from?: O;
  /** `opened` is a new pull request, `updated` one with new commits. @default - both */
  readonly actions?: readonly ('opened' | 'updated')[];
  /** Target branches: names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
};

/** Options of a comment in Bitbucket. */
export type BitbucketCommentProps = Authentication & {
  /** The command with which the comment begins, such as `/test`. */
  readonly command: string;
  /** People whose comments count: in the Cloud their nicknames, in Data Center their names. The payload does not say who may write. */
  readonly authors: readonly [string, ...string[]];
};

const cloudRepository = {
  url: { cel: "body.repository.links.html.href + '.git'" },
  repository: { cel: 'body.repository.full_name' },
  sender: { cel: 'body.actor.nickname' },
};

const CLOUD_CHANGE = "body.push.changes.filter(c, c.new != null && c.new.type == 'branch')[0].new";
const CLOUD_TAG = "body.push.changes.filter(c, c.new != null && c.new.type == 'tag')[0].new";

const cloudPull = {
  ...cloudRepository,
  number: { cel: 'body.pullrequest.id', isNumber: true },
  sha: { cel: 'body.pullrequest.source.commit.hash' },
  headRef: { cel: 'body.pullrequest.source.branch.name' },
  headRepo: { cel: 'body.pullrequest.source.repository.full_name' },
  baseRef: { cel: 'body.pullrequest.destination.branch.name' },
  author: { cel: 'body.pullrequest.author.nickname' },
  title: { cel: 'body.pullrequest.title' },
  pageUrl: { cel: 'body.pullrequest.links.html.href' },
};

const centerRepository = {
  url: { cel: "body.repository.links.clone.filter(l, l.name == 'http')[0].href" },
  sshUrl: { cel: "body.repository.links.clone.filter(l, l.name == 'ssh')[0].href" },
  repository: { cel: "body.repository.project.key + '/' + body.repository.slug" },
  sender: { cel: 'body.actor.name' },
};

const CENTER_CHANGE = "body.changes.filter(c, c.type != 'DELETE' && c.ref.type == 'BRANCH')[0]";
const CENTER_TAG = "body.changes.filter(c, c.type != 'DELETE' && c.ref.type == 'TAG')[0]";

const centerPull = {
  number: { cel: 'body.pullRequest.id', isNumber: true },
  sha: { cel: 'body.pullRequest.fromRef.latestCommit' },
  headRef: { cel: 'body.pullRequest.fromRef.displayId' },
  headRepo: { cel: "body.pullRequest.fromRef.repository.project.key + '/' + body.pullRequest.fromRef.repository.slug" },
  baseRef: { cel: 'body.pullRequest.toRef.displayId' },
  repository: { cel: "body.pullRequest.toRef.repository.project.key + '/' + body.pullRequest.toRef.repository.slug" },
  author: { cel: 'body.pullRequest.author.user.name' },
  sender: { cel: 'body.actor.name' },
  title: { cel: 'body.pullRequest.title' },
};

const cloudPush = { ...cloudRepository, sha: { cel: `${CLOUD_CHANGE}.target.hash` }, branch: { cel: `${CLOUD_CHANGE}.name` } };
const cloudTag = { ...cloudRepository, sha: { cel: `${CLOUD_TAG}.target.hash` }, tag: { cel: `${CLOUD_TAG}.name` } };
const cloudComment = { ...cloudPull, comment: { cel: 'body.comment.content.raw' } };
const centerPush = { ...centerRepository, sha: { cel: `${CENTER_CHANGE}.toHash` }, branch: { cel: `${CENTER_CHANGE}.ref.displayId` } };
const centerTag = { ...centerRepository, sha: { cel: `${CENTER_TAG}.toHash` }, tag: { cel: `${CENTER_TAG}.ref.displayId` } };
const centerComment = { ...centerPull, comment: { cel: 'body.comment.text' } };

/** The events of Bitbucket Cloud. A push that changes several branches starts one run, for the first of them that the filter names. */
const cloud = {
  /** A push to a branch. */
  push(props: BitbucketPushProps): Event<keyof typeof cloudPush, 'trusted'> {
    return eventOf('BitbucketPushProps', props, ({ branches = [], ...auth }) => ({
      ...authentication('bitbucket-cloud', 'push', auth, ['repo:push']),
      fields: chosen(cloudPush, CLOUD_CHANGE, 'c.new.name', branches),
      trust: 'trusted',
      conditions: [anyOfChanges('body.push.changes', ["c.new != null && c.new.type == 'branch'", ...matching('c.new.name', branches)])],
    }));
  },
  /** A new tag. */
  tag(props: BitbucketTagProps): Event<keyof typeof cloudTag, 'trusted'> {
    return eventOf('BitbucketTagProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('bitbucket-cloud', 'tag', auth, ['repo:push']),
      fields: chosen(cloudTag, CLOUD_TAG, 'c.new.name', tags),
      trust: 'trusted',
      conditions: [anyOfChanges('body.push.changes', ["c.new != null && c.new.type == 'tag'", ...matching('c.new.name', tags)])],
    }));
  },
  /** A pull request: by default every new commit of one from a branch of the repository itself. */
  pullRequest<const O extends PullRequestOrigin = 'repository'>(
    props: BitbucketPullRequestProps<O>,
  ): Event<keyof typeof cloudPull, TrustOf<O>> {
    const made = eventOf('BitbucketPullRequestProps', props, (given: BitbucketPullRequestProps) =>
      pull(given, 'bitbucket-cloud', cloudPull, {
        types: { opened: 'pullrequest:created', updated: 'pullrequest:updated' },
        branch: 'body.pullrequest.destination.branch.name',
        source: ['body.pullrequest.source.repository', 'full_name'],
        target: 'body.repository.full_name',
      }),
    );
    return made as Event<keyof typeof cloudPull, TrustOf<O>>;
  },
  /** A new comment with a command on a pull request. */
  comment(props: BitbucketCommentProps): Event<keyof typeof cloudComment, 'trusted'> {
    return eventOf('BitbucketCommentProps', props, ({ command, authors, ...auth }) => ({
      ...authentication('bitbucket-cloud', 'comment', auth, ['pullrequest:comment_created']),
      fields: cloudComment,
      trust: 'trusted',
      conditions: [commandCondition('body.comment.content.raw', command), ...oneOf('body.actor.nickname', authors)],
    }));
  },
};

/** The events of Bitbucket Data Center. */
const dataCenter = {
  /** A push to a branch. */
  push(props: BitbucketPushProps): Event<keyof typeof centerPush, 'trusted'> {
    return eventOf('BitbucketPushProps', props, ({ branches = [], ...auth }) => ({
      ...authentication('bitbucket-data-center', 'push', auth, ['repo:refs_changed']),
      fields: chosen(centerPush, CENTER_CHANGE, 'c.ref.displayId', branches),
      trust: 'trusted',
      conditions: [
        anyOfChanges('body.changes', ["c.type != 'DELETE'", "c.ref.type == 'BRANCH'", ...matching('c.ref.displayId', branches)]),
      ],
    }));
  },
  /** A new tag. */
  tag(props: BitbucketTagProps): Event<keyof typeof centerTag, 'trusted'> {
    return eventOf('BitbucketTagProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('bitbucket-data-center', 'tag', auth, ['repo:refs_changed']),
      fields: chosen(centerTag, CENTER_TAG, 'c.ref.displayId', tags),
      trust: 'trusted',
      conditions: [anyOfChanges('body.changes', ["c.type != 'DELETE'", "c.ref.type == 'TAG'", ...matching('c.ref.displayId', tags)])],
    }));
  },
  /** A pull request: by default every new commit of one from a branch of the repository itself. Its payload has no address to clone. */
  pullRequest<const O extends PullRequestOrigin = 'repository'>(
    props: BitbucketPullRequestProps<O>,
  ): Event<keyof typeof centerPull, TrustOf<O>> {
    const made = eventOf('BitbucketPullRequestProps', props, (given: BitbucketPullRequestProps) =>
      pull(given, 'bitbucket-data-center', centerPull, {
        types: { opened: 'pr:opened', updated: 'pr:from_ref_updated' },
        branch: 'body.pullRequest.toRef.displayId',
        source: ['body.pullRequest.fromRef.repository', 'id'],
        target: 'body.pullRequest.toRef.repository.id',
      }),
    );
    return made as Event<keyof typeof centerPull, TrustOf<O>>;
  },
  /** A new comment with a command on a pull request. */
  comment(props: BitbucketCommentProps): Event<keyof typeof centerComment, 'trusted'> {
    return eventOf('BitbucketCommentProps', props, ({ command, authors, ...auth }) => ({
      ...authentication('bitbucket-data-center', 'comment', auth, ['pr:comment:added']),
      fields: centerComment,
      trust: 'trusted',
      conditions: [commandCondition('body.comment.text', command), ...oneOf('body.actor.name', authors)],
    }));
  },
};

/**
 * The events of Bitbucket's webhooks.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/event-payloads
 * @see https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html
 */
export const bitbucket = { cloud, dataCenter };
demandKnownNames('bitbucket', bitbucket);
demandKnownNames('bitbucket.cloud', cloud);
demandKnownNames('bitbucket.dataCenter', dataCenter);

/** The fields of the change that the filter selects, instead of those of the first change. */
function chosen<T extends Event['fields']>(fields: T, change: string, name: string, patterns: readonly string[]): T {
  const wanted = matching(name, patterns).map((one) => ` && ${one.includes(' || ') ? `(${one})` : one}`);
  // a function, because a pattern may contain $'
  const narrowed = change.replace(/\)\[0\]/, () => `${wanted.join('')})[0]`);
  return Object.fromEntries(
    Object.entries(fields).map(([key, { cel, ...more }]) => [key, { cel: cel.replace(change, () => narrowed), ...more }]),
  ) as T;
}

interface PullPaths {
  readonly types: { readonly opened: string; readonly updated: string };
  readonly branch: string;
  readonly source: readonly [repository: string, id: string];
  readonly target: string;
}

function pull(
  given: BitbucketPullRequestProps,
  provider: 'bitbucket-cloud' | 'bitbucket-data-center',
  fields: Event['fields'],
  { types, branch, source: [repository, id], target }: PullPaths,
): Event {
  const { from = 'repository', actions = ['opened', 'updated'], branches = [] } = given;
  const side = `${repository}.${id} ${from === 'repository' ? '==' : '!='} ${target}`;
  return {
    ...authentication(
      provider,
      pullRequestKind(from),
      given,
      actions.map((one) => types[one]),
    ),
    fields,
    trust: trustOf(from),
    conditions: [`${repository} != null`, ...(from === 'anywhere' ? [] : [side]), ...matching(branch, branches)],
  };
}
