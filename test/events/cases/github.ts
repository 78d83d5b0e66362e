import { github } from '../../../src/events';
import * as hub from '../../../src/simulate/samples/github';
import { BEFORE, SHA } from '../../../src/simulate/samples/merge';
import { type EventCase, of, secret } from './case';

const files = (...added: string[]) => ({ commits: [{ added, modified: [], removed: [] }] });
const head = { number: '1347', sha: SHA, headRef: 'feature/Hello_World', headRepo: 'acme/web', baseRef: 'main', author: 'octocat' };

export const ofGithub: readonly EventCase[] = [
  of(
    'github.push',
    github.push({ secret }),
    [
      [hub.githubPush(), { sha: SHA, before: BEFORE, branch: 'main', repository: 'acme/web', url: 'https://github.com/acme/web.git' }],
      [hub.githubPush({ ref: 'refs/heads/feature/x' }), { branch: 'feature/x' }],
    ],
    [hub.githubDeletion(), hub.githubTag(), hub.githubPullRequest()],
  ),
  of(
    'github.push to main, release/* and not release/old',
    github.push({ secret, branches: ['main', 'release/*', '!release/old'] }),
    [
      [hub.githubPush(), {}],
      [hub.githubPush({ ref: 'refs/heads/release/1.0' }), { branch: 'release/1.0' }],
    ],
    [
      hub.githubPush({ ref: 'refs/heads/main2' }),
      hub.githubPush({ ref: 'refs/heads/feature/main' }),
      hub.githubPush({ ref: 'refs/heads/release/1.0/hotfix' }),
      hub.githubPush({ ref: 'refs/heads/release/old' }),
      hub.githubPush({ ref: 'refs/tags/main' }),
      hub.githubDeletion(),
    ],
  ),
  of(
    'github.push of files',
    github.push({ secret, paths: ['services/web/', 'docs/**/*.md', 'Makefile', '!services/web/vendor/'] }),
    [
      [hub.githubPush(), {}],
      [hub.githubPush(files('docs/a.md')), {}],
      [hub.githubPush(files('docs/a/b/c.md')), {}],
      [hub.githubPush(files('Makefile')), {}],
      [hub.githubPush({ commits: [...files('a').commits, { added: [], modified: [], removed: ['services/web/x'] }] }), {}],
    ],
    [
      hub.githubPush(files('old/services/web/x')),
      hub.githubPush(files('services/website')),
      hub.githubPush(files('docs/a.mdx')),
      hub.githubPush(files('services/web/vendor/x')),
      hub.githubPush({ commits: [] }),
    ],
  ),
  of(
    'github.push by some people',
    github.push({ secret, authors: ['octocat'] }),
    [[hub.githubPush(), { sender: 'octocat' }]],
    [hub.githubPush({ sender: { login: 'hubot' } })],
  ),
  of(
    'github.tag',
    github.tag({ secret, tags: ['v*'] }),
    [[hub.githubTag(), { tag: 'v1.2.0', sha: SHA, ref: 'refs/tags/v1.2.0' }]],
    [hub.githubTag({ ref: 'refs/tags/nightly' }), hub.githubPush(), hub.githubTag({ deleted: true, head_commit: null })],
  ),
  of(
    'github.pullRequest',
    github.pullRequest({ secret }),
    [
      [hub.githubPullRequest(), head],
      [hub.githubPullRequest({ action: 'synchronize' }), { action: 'synchronize' }],
    ],
    [
      hub.githubForkPullRequest(),
      hub.githubPullRequest({ action: 'labeled' }),
      hub.githubPullRequest({ action: 'closed' }),
      hub.githubPullRequest({ pull_request: { head: { repo: null } } }),
    ],
  ),
  of(
    'github.pullRequest, new ones from forks',
    github.pullRequest({ secret, from: 'forks', actions: ['opened'] }),
    [[hub.githubForkPullRequest(), { headRepo: 'stranger/web', headUrl: 'https://github.com/stranger/web.git', author: 'stranger' }]],
    [hub.githubPullRequest(), hub.githubForkPullRequest({ action: 'synchronize' })],
  ),
  of(
    'github.pullRequest from anywhere with branch, author, label and drafts',
    github.pullRequest({
      secret,
      from: 'anywhere',
      branches: ['main'],
      authors: ['octocat', 'stranger'],
      labels: ['ready'],
      drafts: false,
    }),
    [
      [hub.githubPullRequest(), {}],
      [hub.githubForkPullRequest(), {}],
    ],
    [
      hub.githubPullRequest({ pull_request: { base: { ref: 'next' } } }),
      hub.githubPullRequest({ pull_request: { user: { login: 'hubot' } } }),
      hub.githubPullRequest({ pull_request: { labels: [] } }),
      hub.githubPullRequest({ pull_request: { draft: true } }),
    ],
  ),
  of(
    'github.comment',
    github.comment({ secret, command: '/test' }),
    [
      [hub.githubComment(), { number: '1347', author: 'octocat', commentId: '99262140' }],
      [hub.githubComment({ comment: { body: '  /test\nplease' } }), {}],
    ],
    [
      hub.githubComment({ comment: { body: '/tests' } }),
      hub.githubComment({ comment: { body: 'please /test' } }),
      hub.githubComment({ comment: { author_association: 'NONE' } }),
      hub.githubComment({ issue: { pull_request: undefined } }),
      hub.githubComment({ action: 'edited' }),
    ],
  ),
  of(
    'github.comment of an issue',
    github.comment({ secret, command: '/triage', on: 'issue' }),
    [[hub.githubComment({ issue: { pull_request: undefined }, comment: { body: '/triage' } }), {}]],
    [hub.githubComment({ comment: { body: '/triage' } })],
  ),
  of(
    'github.release',
    github.release({ secret }),
    [[hub.githubRelease(), { tag: 'v1.2.0', author: 'octocat' }]],
    [hub.githubRelease({ action: 'created' })],
  ),
  of(
    'github.checkSuite',
    github.checkSuite({ secret }),
    [
      [hub.githubCheckSuite(), { sha: SHA, branch: 'main', suiteId: '118578147123' }],
      [hub.githubCheckSuite({ check_suite: { head_branch: null } }), { branch: '' }],
    ],
    [hub.githubCheckSuite({ action: 'completed' })],
  ),
];
