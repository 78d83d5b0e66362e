import { demandKnownNames } from '../diagnostics';
import { anyFile, commandCondition, matching, oneOf } from './conditions';
import type { Authentication, Event } from './event';
import { eventOf } from './event-options';
import {
  action,
  changes,
  commentFields,
  drafts,
  labels,
  pullRequestFields,
  pushConditions,
  pushFields,
  releaseFields,
  sameRepository,
  tagConditions,
  tagFields,
} from './github-payload';
import { authentication } from './provider';
import { type PullRequestOrigin, pullRequestKind, type TrustOf, trustOf } from './pull-request';

/** Options of `gitea.push`. */
export type GiteaPushProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** Globs of files, at least one of which must have changed; a folder ends with `/`. @default - any */
  readonly paths?: readonly string[];
  /** Logins of those who push. @default - anybody */
  readonly authors?: readonly string[];
};

/** Options of `gitea.tag`. */
export type GiteaTagProps = Authentication & {
  /** Names and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** Actions of a pull request that Gitea sends; new commits are `synchronized`, unlike GitHub's `synchronize`. */
export type GiteaPullRequestAction = 'opened' | 'synchronized' | 'reopened' | 'closed' | 'edited' | 'label_updated';

/** Options of `gitea.pullRequest`. */
export type GiteaPullRequestProps<O extends PullRequestOrigin = PullRequestOrigin> = Authentication & {
  /** Whose pull requests count; a run for one from a fork gets none of the secrets and volumes of other runs (TW631). @default repository */
  readonly from?: O;
  /** @default - opened, synchronized and reopened: every new commit */
  readonly actions?: readonly GiteaPullRequestAction[];
  /** Target branches: names and globs; `!` excludes. @default - every branch */
  readonly branches?: readonly string[];
  /** Logins of the authors. @default - anybody */
  readonly authors?: readonly string[];
  /** Labels, at least one of which the pull request must have. @default - any */
  readonly labels?: readonly string[];
  /** Whether drafts count. @default true */
  readonly drafts?: boolean;
};

/** Options of `gitea.comment`. */
export type GiteaCommentProps = Authentication & {
  /** The command with which the comment begins, such as `/test`. */
  readonly command: string;
  /** Logins of people whose comments count: the payload does not say who may write to the repository. */
  readonly authors: readonly [string, ...string[]];
  /** Whether comments of pull requests or of issues count. @default pull-request */
  readonly on?: 'pull-request' | 'issue';
};

/** Options of `gitea.release`. */
export type GiteaReleaseProps = Authentication & {
  /** Names of tags and globs; `!` excludes. @default - every tag */
  readonly tags?: readonly string[];
};

/** A branch that is deleted is an event of another type; lists of files may be null. */
function pushedFiles(paths: readonly string[]): string {
  return `body.commits.exists(c, [c.added, c.modified, c.removed].exists(l, l != null && ${anyFile('l', paths)}))`;
}

/**
 * The events of Gitea's webhooks, which carry GitHub's headers and signature, so the interceptor is GitHub's.
 * @see go-gitea/gitea modules/structs/hook.go, services/webhook/deliver.go
 */
export const gitea = {
  /** A push to a branch. */
  push(props: GiteaPushProps): Event<keyof typeof pushFields, 'trusted'> {
    return eventOf('GiteaPushProps', props, ({ branches = [], paths, authors, ...auth }) => ({
      ...authentication('gitea', 'push', auth, ['push']),
      fields: pushFields,
      trust: 'trusted',
      conditions: [
        ...pushConditions(branches),
        ...(paths === undefined ? [] : [changes(pushedFiles(paths), paths)]),
        ...oneOf('body.sender.login', authors),
      ],
    }));
  },

  /** A new tag, or one that was moved. */
  tag(props: GiteaTagProps): Event<keyof typeof tagFields, 'trusted'> {
    return eventOf('GiteaTagProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('gitea', 'tag', auth, ['push']),
      fields: tagFields,
      trust: 'trusted',
      conditions: tagConditions(tags),
    }));
  },

  /** A pull request: by default every new commit of one from a branch of the repository itself. */
  pullRequest<const O extends PullRequestOrigin = 'repository'>(
    props: GiteaPullRequestProps<O>,
  ): Event<keyof typeof pullRequestFields, TrustOf<O>> {
    return eventOf('GiteaPullRequestProps', props, pullRequest) as Event<keyof typeof pullRequestFields, TrustOf<O>>;
  },

  /** A new comment with a command, by default on a pull request. The payload has no commit. */
  comment(props: GiteaCommentProps): Event<keyof typeof commentFields, 'trusted'> {
    return eventOf('GiteaCommentProps', props, ({ command, on, authors, ...auth }) => ({
      ...authentication('gitea', 'comment', auth, ['issue_comment']),
      fields: commentFields,
      trust: 'trusted',
      conditions: [
        "body.action == 'created'",
        on === 'issue' ? '!body.is_pull' : 'body.is_pull',
        commandCondition('body.comment.body', command),
        ...oneOf('body.comment.user.login', authors),
      ],
    }));
  },

  /** A published release. The payload has the tag, but no commit. */
  release(props: GiteaReleaseProps): Event<keyof typeof releaseFields, 'trusted'> {
    return eventOf('GiteaReleaseProps', props, ({ tags = [], ...auth }) => ({
      ...authentication('gitea', 'release', auth, ['release']),
      fields: releaseFields,
      trust: 'trusted',
      conditions: ["body.action == 'published'", ...matching('body.release.tag_name', tags)],
    }));
  },
};
demandKnownNames('gitea', gitea);

function pullRequest(given: GiteaPullRequestProps): Event {
  const { from = 'repository', actions = ['opened', 'synchronized', 'reopened'], branches = [] } = given;
  return {
    ...authentication('gitea', pullRequestKind(from), given, ['pull_request']),
    fields: pullRequestFields,
    trust: trustOf(from),
    conditions: [
      action(actions),
      ...sameRepository(from),
      ...matching('body.pull_request.base.ref', branches),
      ...oneOf('body.pull_request.user.login', given.authors),
      ...labels(given.labels),
      ...drafts(given.drafts),
    ],
  };
}
