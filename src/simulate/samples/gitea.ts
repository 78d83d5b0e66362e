import { BEFORE, merge, type Payload, type Sent, SHA, ZERO } from './merge';

// written after go-gitea/gitea modules/structs/hook.go (PushPayload, PullRequestPayload, IssueCommentPayload, ReleasePayload)

const user = (login: string) => ({ id: 1, login, full_name: '', email: `${login}@acme.example`, username: login });
const repository = (owner = 'acme') => ({
  id: owner === 'acme' ? 1 : 2,
  owner: user(owner),
  name: 'web',
  full_name: `${owner}/web`,
  private: false,
  fork: owner !== 'acme',
  html_url: `https://git.acme.example/${owner}/web`,
  ssh_url: `git@git.acme.example:${owner}/web.git`,
  clone_url: `https://git.acme.example/${owner}/web.git`,
  default_branch: 'main',
});
const common = { repository: repository(), sender: user('octocat') };

function sent(event: string, payload: Payload, changes: Payload, type = event): Sent {
  const headers = { 'X-Gitea-Event': event, 'X-Gitea-Event-Type': type, 'X-GitHub-Event': event, 'X-GitHub-Event-Type': type };
  return { headers: { ...headers, 'Content-Type': 'application/json' }, payload: merge(payload, changes) };
}

const commit = {
  id: SHA,
  message: 'Say "hello"\n',
  url: `https://git.acme.example/acme/web/commit/${SHA}`,
  author: { name: 'Mona', email: 'mona@acme.example', username: 'octocat' },
  verification: null,
  timestamp: '2026-11-29T10:00:00Z',
  added: ['services/web/new.ts'],
  removed: null,
  modified: [],
};

export const giteaPush = (changes: Payload = {}) =>
  sent(
    'push',
    {
      ref: 'refs/heads/main',
      before: BEFORE,
      after: SHA,
      compare_url: 'https://git.acme.example/acme/web/compare/9d0e...4a1c',
      commits: [commit],
      total_commits: 1,
      head_commit: commit,
      pusher: user('octocat'),
      ...common,
    },
    changes,
  );

export const giteaTag = (changes: Payload = {}) =>
  giteaPush({ ref: 'refs/tags/v1.2.0', before: ZERO, commits: [], total_commits: 0, ...changes });

const branch = (owner: string, ref: string, sha: string) => ({
  label: ref,
  ref,
  sha,
  repo_id: owner === 'acme' ? 1 : 2,
  repo: repository(owner),
});

export const giteaPullRequest = (changes: Payload = {}) =>
  sent(
    'pull_request',
    {
      action: 'opened',
      number: 7,
      pull_request: {
        id: 3,
        number: 7,
        user: user('octocat'),
        title: 'Say "hello"',
        body: '',
        labels: [{ id: 1, name: 'ready', color: '00aabb' }],
        draft: false,
        html_url: 'https://git.acme.example/acme/web/pulls/7',
        head: branch('acme', 'feature/hello', SHA),
        base: branch('acme', 'main', BEFORE),
      },
      requested_reviewer: null,
      commit_id: '',
      review: null,
      ...common,
    },
    changes,
  );

export const giteaForkPullRequest = (changes: Payload = {}) =>
  giteaPullRequest(merge({ pull_request: { head: branch('stranger', 'main', SHA), user: user('stranger') } }, changes));

export const giteaComment = (changes: Payload = {}) =>
  sent(
    'issue_comment',
    {
      action: 'created',
      issue: { id: 3, number: 7, user: user('octocat'), title: 'Say "hello"', pull_request: { merged: false, draft: false } },
      comment: {
        id: 42,
        html_url: 'https://git.acme.example/acme/web/pulls/7#issuecomment-42',
        user: user('octocat'),
        body: '/test',
      },
      is_pull: true,
      ...common,
    },
    changes,
    'pull_request_comment',
  );

export const giteaRelease = (changes: Payload = {}) =>
  sent(
    'release',
    {
      action: 'published',
      release: {
        id: 1,
        tag_name: 'v1.2.0',
        target_commitish: 'main',
        name: 'v1.2.0',
        draft: false,
        prerelease: false,
        author: user('octocat'),
        html_url: 'https://git.acme.example/acme/web/releases/tag/v1.2.0',
      },
      ...common,
    },
    changes,
  );
