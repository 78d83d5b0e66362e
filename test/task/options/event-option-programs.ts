import type { Chart } from 'cdk8s';
import * as tekwire from '../../../src';
import * as events from '../../../src/events';

const {
  bitbucket,
  cloudEvent,
  CommitStatus,
  EventListener,
  flux,
  generic,
  gitea,
  github,
  gitlab,
  Pipeline,
  PipelinesAsCode,
  Schedule,
  Turn,
  // biome-ignore lint/suspicious/noExplicitAny: a program that no compiler reads
} = { ...tekwire, ...events } as any;
const zz = { zz: 1 };
const secret = { name: 'hook', key: 'token' };
const gitHub = { kind: 'github', token: secret };

type Write = readonly [write: (chart: Chart) => unknown, where: string];

const listener = (chart: Chart, props: object = {}) => new EventListener(chart, 'hooks', props);
const on = (event: () => unknown, kind: string, where = 'zz', run: object = {}): Write => [
  (chart) => listener(chart).on(event(), { pipeline: new Pipeline(chart, 'ci'), ...run }),
  `app/hooks on ${kind} ${where}`,
];
const given = { secret, ...zz };

/** Programs that give options of events an unknown key, and where it is reported. */
export const eventPrograms = {
  BitbucketCommentProps: on(() => bitbucket.cloud.comment({ ...given, command: '/a', authors: ['a'] }), 'bitbucket-cloud-comment'),
  BitbucketPullRequestProps: on(() => bitbucket.cloud.pullRequest(given), 'bitbucket-cloud-pull-request'),
  BitbucketPushProps: on(() => bitbucket.dataCenter.push(given), 'bitbucket-data-center-push'),
  BitbucketTagProps: on(() => bitbucket.dataCenter.tag(given), 'bitbucket-data-center-tag'),
  CloudEventProps: on(() => cloudEvent(given), 'cloud-event'),
  CommitStatusProps: [(chart: Chart) => new CommitStatus(chart, 'status', { provider: gitHub, ...zz }), 'app/status zz'],
  'CommitStatusProps.provider': [
    (chart: Chart) => new CommitStatus(chart, 'status', { provider: { ...gitHub, ...zz } }),
    'app/status provider.zz',
  ],
  'CommitStatusProps.provider.app': [
    (chart: Chart) => new CommitStatus(chart, 'status', { provider: { kind: 'github', app: { id: '1', privateKey: secret, ...zz } } }),
    'app/status provider.app.zz',
  ],
  EventListenerProps: [(chart: Chart) => listener(chart, zz), 'app/hooks zz'],
  'EventListenerProps.exposed': [(chart: Chart) => listener(chart, { exposed: zz }), 'app/hooks exposed.zz'],
  EventRunMetadata: on(() => github.push({ secret }), 'github-push', 'metadata.zz', { metadata: zz }),
  EventRunProps: on(() => github.push({ secret }), 'github-push', 'zz', zz),
  FluxSourceChangedProps: on(() => flux.sourceChanged({ ...given, sources: [{ kind: 'Bucket', name: 'a' }] }), 'flux-source-changed'),
  FluxWebhook: on(
    () => flux.sourceChanged({ secret, sources: [{ kind: 'Bucket', name: 'a' }], webhook: { type: 'github', secret: 'hook', ...zz } }),
    'flux-source-changed',
    'webhook.zz',
  ),
  'FluxSourceChangedProps.sources': on(
    () => flux.sourceChanged({ secret, sources: [{ kind: 'Bucket', name: 'a', ...zz }] }),
    'flux-source-changed',
    'sources.a.zz',
  ),
  GenericProps: on(() => generic({ ...given, fields: {} }), 'generic'),
  GiteaCommentProps: on(() => gitea.comment({ ...given, command: '/a', authors: ['a'] }), 'gitea-comment'),
  GiteaPullRequestProps: on(() => gitea.pullRequest(given), 'gitea-pull-request'),
  GiteaPushProps: on(() => gitea.push(given), 'gitea-push'),
  GiteaReleaseProps: on(() => gitea.release(given), 'gitea-release'),
  GiteaTagProps: on(() => gitea.tag(given), 'gitea-tag'),
  GithubCheckSuiteProps: on(() => github.checkSuite(given), 'github-check-suite'),
  GithubCommentProps: on(() => github.comment({ ...given, command: '/a' }), 'github-comment'),
  GithubPullRequestProps: on(() => github.pullRequest(given), 'github-pull-request'),
  GithubPushProps: on(() => github.push(given), 'github-push'),
  GithubReleaseProps: on(() => github.release(given), 'github-release'),
  GithubTagProps: on(() => github.tag(given), 'github-tag'),
  GitlabCommentProps: on(() => gitlab.comment({ ...given, command: '/a', authors: ['a'] }), 'gitlab-comment'),
  GitlabMergeRequestProps: on(() => gitlab.mergeRequest(given), 'gitlab-merge-request'),
  GitlabPushProps: on(() => gitlab.push(given), 'gitlab-push'),
  GitlabReleaseProps: on(() => gitlab.release(given), 'gitlab-release'),
  GitlabTagProps: on(() => gitlab.tag(given), 'gitlab-tag'),
  IngressProps: [
    (chart: Chart) => listener(chart, { exposed: { ingress: { host: 'a.example', tlsSecret: 'tls', ...zz } } }),
    'app/hooks exposed.ingress.zz',
  ],
  OwnersCheck: on(
    () => github.pullRequest({ secret, owners: { members: 'all', token: secret, ...zz } }),
    'github-pull-request',
    'owners.zz',
  ),
  RouteProps: [
    (chart: Chart) =>
      listener(chart, { exposed: { route: { host: 'a.example', gateway: { name: 'a', namespace: 'b', section: 'c' }, ...zz } } }),
    'app/hooks exposed.route.zz',
  ],
  'RouteProps.gateway': [
    (chart: Chart) =>
      listener(chart, { exposed: { route: { host: 'a.example', gateway: { name: 'a', namespace: 'b', section: 'c', ...zz } } } }),
    'app/hooks exposed.route.gateway.zz',
  ],
  PacRepository: [(chart: Chart) => new PipelinesAsCode(chart, 'pac', { repository: { url: 'a', ...zz } }), 'app/pac repository.zz'],
  'PacRepository.provider': [
    (chart: Chart) =>
      new PipelinesAsCode(chart, 'pac', {
        repository: { url: 'a', provider: { type: 'gitea', token: secret, webhookSecret: secret, ...zz } },
      }),
    'app/pac repository.provider.zz',
  ],
  PipelinesAsCodeProps: [(chart: Chart) => new PipelinesAsCode(chart, 'pac', zz), 'app/pac zz'],
  'PipelinesAsCodeProps.concurrency': [
    (chart: Chart) => new PipelinesAsCode(chart, 'pac', { repository: { url: 'a' }, concurrency: { runs: 1, ...zz } }),
    'app/pac concurrency.zz',
  ],
  ReportedCommit: [
    (chart: Chart) =>
      new CommitStatus(chart, 'status', { provider: gitHub }).reportOn(new Pipeline(chart, 'ci'), { repository: 'a/b', sha: 'a', ...zz }),
    'app/status reportOn zz',
  ],
  TurnProps: [(chart: Chart) => new Turn(chart, 'turn', { policy: 'queue', ...zz }), 'app/turn zz'],
  ScheduleProps: [(chart: Chart) => new Schedule(chart, 'nightly', { cron: '@daily', ...zz }), 'app/nightly zz'],
  SecretKey: on(() => github.push({ secret: { ...secret, ...zz } }), 'github-push', 'secret.zz'),
} satisfies Readonly<Record<string, Write>>;
