import { gitlab } from '../../../src/events';
import * as lab from '../../../src/simulate/samples/gitlab';
import { BEFORE, SHA } from '../../../src/simulate/samples/merge';
import { type EventCase, of, secret } from './case';

export const ofGitlab: readonly EventCase[] = [
  of(
    'gitlab.push',
    gitlab.push({ secret, branches: ['main'] }),
    [[lab.gitlabPush(), { sha: SHA, branch: 'main', sender: 'octocat', repository: 'acme/web' }]],
    [lab.gitlabDeletion(), lab.gitlabPush({ ref: 'refs/heads/next' }), lab.gitlabTag(), lab.gitlabMergeRequest()],
  ),
  of(
    'gitlab.push of files, of which a large push lists only some',
    gitlab.push({ secret, paths: ['services/web/'], authors: ['octocat'] }),
    [
      [lab.gitlabPush(), {}],
      [lab.gitlabPush({ commits: [{ added: ['docs/a'], modified: [], removed: [] }], total_commits_count: 21 }), {}],
    ],
    [lab.gitlabPush({ commits: [{ added: ['docs/a'], modified: [], removed: [] }] }), lab.gitlabPush({ user_username: 'hubot' })],
  ),
  of('gitlab.tag', gitlab.tag({ secret }), [[lab.gitlabTag(), { tag: 'v1.2.0', sha: SHA }]], [lab.gitlabPush()]),
  of(
    'gitlab.mergeRequest',
    gitlab.mergeRequest({ secret }),
    [
      [lab.gitlabMergeRequest(), { number: '1', sha: SHA, headRef: 'feature/hello', baseRef: 'main', headRepo: 'acme/web' }],
      [lab.gitlabMergeRequest({ object_attributes: { action: 'update', oldrev: BEFORE } }), {}],
    ],
    [
      lab.gitlabForkMergeRequest(),
      lab.gitlabMergeRequest({ object_attributes: { action: 'update' } }),
      lab.gitlabMergeRequest({ object_attributes: { action: 'approved' } }),
    ],
  ),
  of(
    'gitlab.mergeRequest from forks with label, branch and drafts',
    gitlab.mergeRequest({ secret, from: 'forks', labels: ['ready'], branches: ['main'], drafts: false, actions: ['open'] }),
    [[lab.gitlabForkMergeRequest(), { headUrl: 'https://gitlab.example/stranger/web.git' }]],
    [
      lab.gitlabMergeRequest(),
      lab.gitlabForkMergeRequest({ labels: [] }),
      lab.gitlabForkMergeRequest({ object_attributes: { draft: true } }),
      lab.gitlabForkMergeRequest({ object_attributes: { target_branch: 'next' } }),
    ],
  ),
  of(
    'gitlab.comment',
    gitlab.comment({ secret, command: '/test', authors: ['octocat'] }),
    [[lab.gitlabComment(), { number: '1', sha: SHA }]],
    [
      lab.gitlabComment({ user: { username: 'stranger' } }),
      lab.gitlabComment({ object_attributes: { noteable_type: 'Issue' }, merge_request: undefined }),
      lab.gitlabComment({ object_attributes: { action: 'update' } }),
    ],
  ),
  of(
    'gitlab.release',
    gitlab.release({ secret }),
    [[lab.gitlabRelease(), { tag: 'v1.2.0', sha: SHA }]],
    [lab.gitlabRelease({ action: 'update' })],
  ),
];
