import { BEFORE, merge, type Payload, type Sent, SHA, ZERO } from './merge';

// written after https://docs.github.com/en/webhooks/webhook-events-and-payloads

const user = (login: string) => ({ login, id: 583231, node_id: 'MDQ6VXNlcjE=', type: 'User', site_admin: false });
const repository = (owner = 'acme', name = 'web') => ({
  id: 186853002,
  name,
  full_name: `${owner}/${name}`,
  private: false,
  owner: { ...user(owner), name: owner, email: null },
  html_url: `https://github.com/${owner}/${name}`,
  description: null,
  fork: owner !== 'acme',
  clone_url: `https://github.com/${owner}/${name}.git`,
  ssh_url: `git@github.com:${owner}/${name}.git`,
  default_branch: 'main',
});
const common = { repository: repository(), sender: user('octocat') };

function sent(event: string, payload: Payload, changes: Payload): Sent {
  return { headers: { 'X-GitHub-Event': event, 'Content-Type': 'application/json' }, payload: merge(payload, changes) };
}

const commit = {
  id: SHA,
  tree_id: BEFORE,
  distinct: true,
  message: 'Say "hello"\n\n$(params.x) \\ €',
  timestamp: '2026-11-29T10:00:00Z',
  author: { name: 'Mona', email: 'mona@acme.example', username: 'octocat' },
  added: ['services/web/new.ts'],
  removed: [],
  modified: ['README.md'],
};

export const githubPush = (changes: Payload = {}) =>
  sent(
    'push',
    {
      ref: 'refs/heads/main',
      before: BEFORE,
      after: SHA,
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: 'https://github.com/acme/web/compare/9d0e1f2a3b4c...4a1c6f2d9b0e',
      commits: [commit],
      head_commit: commit,
      pusher: { name: 'octocat', email: 'octocat@acme.example' },
      ...common,
    },
    changes,
  );

export const githubDeletion = () => githubPush({ after: ZERO, deleted: true, head_commit: null, commits: [] });

/** An annotated tag: `after` is the tag object. */
export const githubTag = (changes: Payload = {}) =>
  githubPush({ ref: 'refs/tags/v1.2.0', before: ZERO, after: BEFORE, created: true, base_ref: 'refs/heads/main', commits: [], ...changes });

const branch = (owner: string, ref: string, sha: string) => ({
  label: `${owner}:${ref}`,
  ref,
  sha,
  user: user(owner),
  repo: repository(owner),
});

export const githubPullRequest = (changes: Payload = {}) =>
  sent(
    'pull_request',
    {
      action: 'opened',
      number: 1347,
      pull_request: {
        id: 1,
        number: 1347,
        state: 'open',
        locked: false,
        title: 'Say "hello"',
        user: user('octocat'),
        body: null,
        labels: [{ id: 208045946, name: 'ready', color: 'f29513', default: false }],
        draft: false,
        html_url: 'https://github.com/acme/web/pull/1347',
        head: branch('acme', 'feature/Hello_World', SHA),
        base: branch('acme', 'main', BEFORE),
        author_association: 'MEMBER',
      },
      ...common,
    },
    changes,
  );

export const githubForkPullRequest = (changes: Payload = {}) =>
  githubPullRequest(merge({ pull_request: { head: branch('stranger', 'main', SHA), user: user('stranger') } }, changes));

export const githubComment = (changes: Payload = {}) =>
  sent(
    'issue_comment',
    {
      action: 'created',
      issue: {
        number: 1347,
        title: 'Say "hello"',
        user: user('octocat'),
        pull_request: { url: 'https://api.github.com/repos/acme/web/pulls/1347' },
      },
      comment: {
        id: 99262140,
        body: '/test all',
        user: user('octocat'),
        author_association: 'MEMBER',
        html_url: 'https://github.com/acme/web/pull/1347#issuecomment-99262140',
      },
      ...common,
    },
    changes,
  );

export const githubRelease = (changes: Payload = {}) =>
  sent(
    'release',
    {
      action: 'published',
      release: {
        id: 17372790,
        tag_name: 'v1.2.0',
        target_commitish: 'main',
        name: null,
        draft: false,
        prerelease: false,
        author: user('octocat'),
        html_url: 'https://github.com/acme/web/releases/tag/v1.2.0',
      },
      ...common,
    },
    changes,
  );

export const githubCheckSuite = (changes: Payload = {}) =>
  sent(
    'check_suite',
    {
      action: 'rerequested',
      check_suite: { id: 118578147123, head_branch: 'main', head_sha: SHA, status: 'queued', conclusion: null, pull_requests: [] },
      ...common,
    },
    changes,
  );
