import { bitbucket } from '../../../src/events';
import * as bucket from '../../../src/simulate/samples/bitbucket';
import { SHA } from '../../../src/simulate/samples/merge';
import { type EventCase, of, secret } from './case';

export const ofBitbucket: readonly EventCase[] = [
  of(
    'bitbucket.cloud.push',
    bitbucket.cloud.push({ secret, branches: ['main'] }),
    [
      [bucket.cloudPush(), { sha: SHA, branch: 'main', url: 'https://bitbucket.org/acme/web.git', sender: 'octocat' }],
      [bucket.cloudSeveral(), { sha: SHA, branch: 'main' }],
    ],
    [bucket.cloudDeletion(), bucket.cloudTag()],
  ),
  of('bitbucket.cloud.tag', bitbucket.cloud.tag({ secret, tags: ['v*'] }), [[bucket.cloudTag(), { tag: 'v1.2.0' }]], [bucket.cloudPush()]),
  of(
    'bitbucket.cloud.pullRequest',
    bitbucket.cloud.pullRequest({ secret }),
    [[bucket.cloudPullRequest(), { number: '12', sha: SHA.slice(0, 12), headRef: 'feature/hello', baseRef: 'main' }]],
    [bucket.cloudForkPullRequest(), bucket.cloudPullRequest({ pullrequest: { source: { repository: null } } })],
  ),
  of(
    'bitbucket.cloud.pullRequest from forks',
    bitbucket.cloud.pullRequest({ secret, from: 'forks', branches: ['main'] }),
    [[bucket.cloudForkPullRequest(), { headRepo: 'stranger/web' }]],
    [bucket.cloudPullRequest()],
  ),
  of(
    'bitbucket.cloud.comment',
    bitbucket.cloud.comment({ secret, command: '/test', authors: ['octocat'] }),
    [[bucket.cloudComment(), { number: '12' }]],
    [bucket.cloudComment({ actor: { nickname: 'stranger' } }), bucket.cloudComment({ comment: { content: { raw: 'no' } } })],
  ),
  of(
    'bitbucket.dataCenter.push',
    bitbucket.dataCenter.push({ secret, branches: ['main', 'release/*'] }),
    [
      [
        bucket.dataCenterPush(),
        { sha: SHA, branch: 'main', repository: 'ACME/web', url: 'https://bitbucket.acme.example/scm/acme/web.git' },
      ],
      [bucket.dataCenterPush('release/1'), { branch: 'release/1' }],
    ],
    [bucket.dataCenterDeletion(), bucket.dataCenterTag(), bucket.dataCenterPush('next')],
  ),
  of(
    'bitbucket.dataCenter.tag',
    bitbucket.dataCenter.tag({ secret }),
    [[bucket.dataCenterTag(), { tag: 'v1.2.0' }]],
    [bucket.dataCenterPush()],
  ),
  of(
    'bitbucket.dataCenter.pullRequest',
    bitbucket.dataCenter.pullRequest({ secret }),
    [[bucket.dataCenterPullRequest(), { number: '11', sha: SHA, headRef: 'feature/hello', repository: 'ACME/web' }]],
    [bucket.dataCenterForkPullRequest()],
  ),
  of(
    'bitbucket.dataCenter.pullRequest from forks',
    bitbucket.dataCenter.pullRequest({ secret, from: 'forks' }),
    [[bucket.dataCenterForkPullRequest(), { headRepo: '~STRANGER/web' }]],
    [bucket.dataCenterPullRequest()],
  ),
  of(
    'bitbucket.dataCenter.comment',
    bitbucket.dataCenter.comment({ secret, command: '/test', authors: ['octocat'] }),
    [[bucket.dataCenterComment(), { number: '11', comment: '/test' }]],
    [bucket.dataCenterComment('/testing')],
  ),
];
