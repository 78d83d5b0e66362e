import { gitea } from '../../../src/events';
import * as tea from '../../../src/simulate/samples/gitea';
import { SHA } from '../../../src/simulate/samples/merge';
import { type EventCase, of, secret } from './case';

export const ofGitea: readonly EventCase[] = [
  of(
    'gitea.push',
    gitea.push({ secret, branches: ['main'] }),
    [[tea.giteaPush(), { sha: SHA, branch: 'main', sender: 'octocat', url: 'https://git.acme.example/acme/web.git' }]],
    [tea.giteaPush({ ref: 'refs/heads/next' }), tea.giteaTag(), tea.giteaPullRequest()],
  ),
  of(
    'gitea.push of files, lists of which may be null',
    gitea.push({ secret, paths: ['services/web/'] }),
    [[tea.giteaPush(), {}]],
    [tea.giteaPush({ commits: [{ added: null, modified: null, removed: ['docs/a'] }] })],
  ),
  of('gitea.tag', gitea.tag({ secret }), [[tea.giteaTag(), { tag: 'v1.2.0', sha: SHA }]], [tea.giteaPush()]),
  of(
    'gitea.pullRequest',
    gitea.pullRequest({ secret }),
    [
      [tea.giteaPullRequest(), { number: '7', sha: SHA, headRef: 'feature/hello', headRepo: 'acme/web' }],
      [tea.giteaPullRequest({ action: 'synchronized' }), {}],
    ],
    [tea.giteaForkPullRequest(), tea.giteaPullRequest({ action: 'label_updated' })],
  ),
  of(
    'gitea.pullRequest from forks',
    gitea.pullRequest({ secret, from: 'forks' }),
    [[tea.giteaForkPullRequest(), { headRepo: 'stranger/web' }]],
    [tea.giteaPullRequest()],
  ),
  of(
    'gitea.comment',
    gitea.comment({ secret, command: '/test', authors: ['octocat'] }),
    [[tea.giteaComment(), { number: '7', commentId: '42' }]],
    [
      tea.giteaComment({ comment: { user: { login: 'stranger' } } }),
      tea.giteaComment({ is_pull: false }),
      tea.giteaComment({ action: 'edited' }),
    ],
  ),
  of(
    'gitea.release',
    gitea.release({ secret, tags: ['v*'] }),
    [[tea.giteaRelease(), { tag: 'v1.2.0' }]],
    [tea.giteaRelease({ action: 'updated' }), tea.giteaRelease({ release: { tag_name: 'x' } })],
  ),
];
