import { demandKnownNames } from '../diagnostics';
import { anyFile, commandCondition, matching, oneOf } from './conditions';
import { type Authentication, type Event, type Interceptor, interceptor, type SecretKey } from './event';
import { eventOf } from './event-options';
import {
  action,
  changes,
  commentFields,
  drafts,
  implied,
  labels,
  pullRequestFields,
  pushConditions,
  pushFields,
  releaseFields,
  repositoryFields,
  sameRepository,
  tagConditions,
  tagFields,
} from './github-payload';
import { authentication, nameOfKey, secretRefOf } from './provider';
import { type PullRequestOrigin, pullRequestKind, type TrustOf, trustOf } from './pull-request';

/** Options of `github.push`. */
export type GithubPushProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** Globs of files, at least one of which must have changed; a folder ends with `/`. @default - any */
  readonly paths?: readonly string[];
  /** Logins of those who push. @default - anybody */
  readonly authors?: readonly string[];
};

/** Options of `github.tag`. */
export type GithubTagProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** Actions of a pull request that GitHub sends. */
export type GithubPullRequestAction =
  | 'opened'
  | 'synchronize'
  | 'reopened'
  | 'ready_for_review'
  | 'labeled'
  | 'unlabeled'
  | 'closed'
  | 'edited'
  | 'converted_to_draft';

/** Who may start a run, as the interceptor of Triggers checks it: a name in OWNERS, or a member. */
export interface OwnersCheck {
  readonly members: 'orgMembers' | 'repoMembers' | 'all';
  /** A token that may read the members. */
  readonly token: SecretKey;
}

/** Options of `github.pullRequest`. */
export type GithubPullRequestProps<O extends PullRequestOrigin = PullRequestOrigin> = Authentication & {
  /**
   * Whose pull requests count. Anybody can open a pull request from a fork, so a run for it gets none of the secrets and volumes of other
   * runs (TW631). @default repository
   */
  readonly from?: O;
  /** @default - opened, synchronize and reopened: every new commit */
  readonly actions?: readonly GithubPullRequestAction[];
  /** Target branches: names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** Globs of files, at least one of which must have changed. Triggers asks GitHub's API for them. @default - any */
  readonly paths?: readonly string[];
  /** The token for `paths` in a private repository. @default - none, which is enough for public ones */
  readonly pathsToken?: SecretKey;
  /** Logins of the authors. @default - anybody */
  readonly authors?: readonly string[];
  /** Labels, at least one of which the pull request must have. @default - any */
  readonly labels?: readonly string[];
  /** Whether drafts count. @default true */
  readonly drafts?: boolean;
  /** Asks GitHub whether the author is an owner or a member. @default - not checked */
  readonly owners?: OwnersCheck;
};

/** How the author of a comment belongs to the repository. */
export type GithubAssociation = 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'FIRST_TIME_CONTRIBUTOR' | 'NONE';

/** Options of `github.comment`. */
export type GithubCommentProps = Authentication & {
  /** The command with which the comment begins, such as `/test`. */
  readonly command: string;
  /** Whether comments of pull requests or of issues count. @default pull-request */
  readonly on?: 'pull-request' | 'issue';
  /** @default - OWNER, MEMBER and COLLABORATOR: people who may write to the repository */
  readonly associations?: readonly GithubAssociation[];
  /** Asks GitHub whether the author is an owner or a member. @default - not checked */
  readonly owners?: OwnersCheck;
};

/** Options of `github.release`. */
export type GithubReleaseProps = Authentication & {
  /** @default - published */
  readonly actions?: readonly ('published' | 'created' | 'released' | 'prereleased' | 'edited')[];
  /** Names of tags and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** Options of `github.checkSuite`. */
export type GithubCheckSuiteProps = Authentication & {
  /** @default - requested and rerequested */
  readonly actions?: readonly ('requested' | 'rerequested' | 'completed')[];
};

const checkSuiteFields = {
  ...repositoryFields,
  sha: { cel: 'body.check_suite.head_sha' },
  branch: { cel: "body.check_suite.head_branch == null ? '' : body.check_suite.head_branch" },
  suiteId: { cel: 'string(int(body.check_suite.id))' },
  action: { cel: 'body.action' },
};

/**
 * The events of GitHub's webhooks, with the fields that each of them has.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 * @example
 * github.push({ secret: { name: 'github-webhook', key: 'token' }, branches: ['main'], paths: ['services/web/'] })
 */
export const github = {
  /** A push to a branch. The deletion of a branch does not count. */
  push(props: GithubPushProps): Event<keyof typeof pushFields, 'trusted'> {
    return eventOf('GithubPushProps', props, ({ branches = [], paths, authors, ...auth }) => ({
      ...authentication('github', 'push', auth, ['push']),
      fields: pushFields,
      trust: 'trusted',
      conditions: [
        ...pushConditions(branches),
        implied('!body.deleted'),
        ...(paths === undefined ? [] : [changes(pushedFiles(paths), paths)]),
        ...oneOf('body.sender.login', authors),
      ],
    }));
  },

  /** A new tag, or one that was moved. */
  tag(props: GithubTagProps): Event<keyof typeof tagFields, 'trusted'> {
    return eventOf('GithubTagProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('github', 'tag', auth, ['push']),
      fields: tagFields,
      trust: 'trusted',
      conditions: [...tagConditions(tags), implied('!body.deleted')],
    }));
  },

  /** A pull request: by default every new commit of one from a branch of the repository itself. */
  pullRequest<const O extends PullRequestOrigin = 'repository'>(
    props: GithubPullRequestProps<O>,
  ): Event<keyof typeof pullRequestFields, TrustOf<O>> {
    return eventOf('GithubPullRequestProps', props, pullRequest) as Event<keyof typeof pullRequestFields, TrustOf<O>>;
  },

  /**
   * A new comment with a command, by default on a pull request. The payload has no commit: a run gets the number, and a step must ask
   * GitHub for the commit, and show it to people before it runs the code of others.
   */
  comment(props: GithubCommentProps): Event<keyof typeof commentFields, 'trusted'> {
    return eventOf('GithubCommentProps', props, ({ command, on, associations = WRITERS, owners, ...auth }) => {
      const made = authentication('github', 'comment', auth, ['issue_comment']);
      return {
        ...made,
        fields: commentFields,
        trust: 'trusted',
        interceptors: [...made.interceptors, ...ownersCheck(owners, 'issue_comment', auth)],
        conditions: [
          implied("body.action == 'created'"),
          on === 'issue' ? '!has(body.issue.pull_request)' : implied('has(body.issue.pull_request)'),
          { cel: commandCondition('body.comment.body', command), command },
          ...oneOf('body.comment.author_association', associations).map((one) => (associations === WRITERS ? implied(one) : one)),
        ],
      };
    });
  },

  /** A release. The payload has the tag, but no commit. */
  release(props: GithubReleaseProps): Event<keyof typeof releaseFields, 'trusted'> {
    return eventOf('GithubReleaseProps', props, ({ actions = ['published'], tags = [], ...auth }) => ({
      ...authentication('github', 'release', auth, ['release']),
      fields: releaseFields,
      trust: 'trusted',
      conditions: [action(actions), ...matching('body.release.tag_name', tags)],
    }));
  },

  /** A check suite that GitHub asks an app to run again. */
  checkSuite(props: GithubCheckSuiteProps): Event<keyof typeof checkSuiteFields, 'trusted'> {
    return eventOf('GithubCheckSuiteProps', props, ({ actions = ['requested', 'rerequested'], ...auth }) => ({
      ...authentication('github', 'check-suite', auth, ['check_suite']),
      fields: checkSuiteFields,
      trust: 'trusted',
      conditions: [action(actions)],
    }));
  },
};
demandKnownNames('github', github);

const WRITERS: readonly GithubAssociation[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

function pullRequest(given: GithubPullRequestProps): Event {
  const { from = 'repository', actions = ['opened', 'synchronize', 'reopened'], branches = [], paths } = given;
  const made = authentication('github', pullRequestKind(from), given, ['pull_request']);
  return {
    ...made,
    fields: pullRequestFields,
    trust: trustOf(from),
    interceptors: [
      ...made.interceptors,
      ...ownersCheck(given.owners, 'pull_request', given),
      ...changedFiles(paths, given.pathsToken, given),
    ],
    conditions: [
      action(actions),
      ...sameRepository(from),
      ...matching('body.pull_request.base.ref', branches),
      ...oneOf('body.pull_request.user.login', given.authors),
      ...labels(given.labels),
      ...drafts(given.drafts),
      ...(paths === undefined ? [] : [changes(anyFile("extensions.changed_files.split(',')", paths), paths)]),
    ],
  };
}

/** Files of any commit of the push, which its payload lists. */
function pushedFiles(paths: readonly string[]): string {
  return `body.commits.exists(c, ${anyFile('(c.added + c.modified + c.removed)', paths)})`;
}

/** An interceptor of its own: together with `addChangedFiles` Triggers would skip the check. */
function ownersCheck(owners: OwnersCheck | undefined, event: string, auth: Partial<Authentication>): Interceptor[] {
  if (owners === undefined) return [];
  const { members, token } = owners;
  const githubOwners = { enabled: true, checkType: members, personalAccessToken: nameOfKey(token) };
  return [interceptor('github', { secretRef: secretRefOf(auth), eventTypes: [event], githubOwners })];
}

function changedFiles(paths: readonly string[] | undefined, token: SecretKey | undefined, auth: Partial<Authentication>): Interceptor[] {
  if (paths === undefined) return [];
  const personalAccessToken = token && nameOfKey(token);
  const addChangedFiles = { enabled: true, ...(personalAccessToken && { personalAccessToken }) };
  return [interceptor('github', { secretRef: secretRefOf(auth), eventTypes: ['pull_request'], addChangedFiles })];
}
