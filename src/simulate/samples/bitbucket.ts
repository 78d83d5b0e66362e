import { merge, type Payload, type Sent, SHA } from './merge';

// written after https://support.atlassian.com/bitbucket-cloud/docs/event-payloads and
// https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html

function sent(event: string, payload: Payload, changes: Payload): Sent {
  return { headers: { 'X-Event-Key': event, 'Content-Type': 'application/json' }, payload: merge(payload, changes) };
}

const actor = { type: 'user', nickname: 'octocat', display_name: 'Mona', uuid: '{673a6070}' };
const repository = (owner = 'acme') => ({
  type: 'repository',
  name: 'web',
  full_name: `${owner}/web`,
  uuid: `{${owner}}`,
  is_private: true,
  links: {
    self: { href: `https://api.bitbucket.org/2.0/repositories/${owner}/web` },
    html: { href: `https://bitbucket.org/${owner}/web` },
  },
});
const change = (type: string, name: string) => ({
  old: null,
  new: { type, name, target: { type: 'commit', hash: SHA, message: 'Say "hello"\n' } },
  created: true,
  closed: false,
  forced: false,
});

export const cloudPush = (changes: Payload = {}) =>
  sent('repo:push', { actor, repository: repository(), push: { changes: [change('branch', 'main')] } }, changes);
export const cloudTag = (changes: Payload = {}) => cloudPush({ push: { changes: [change('tag', 'v1.2.0')] }, ...changes });
export const cloudDeletion = () => cloudPush({ push: { changes: [{ old: { type: 'branch', name: 'main' }, new: null, closed: true }] } });
/** Deletes one branch and changes two others in one push. */
export const cloudSeveral = () =>
  cloudPush({ push: { changes: [{ old: { type: 'branch' }, new: null }, change('branch', 'feature/x'), change('branch', 'main')] } });

const cloudPull = {
  actor,
  repository: repository(),
  pullrequest: {
    id: 12,
    title: 'Say "hello"',
    state: 'OPEN',
    author: actor,
    source: { branch: { name: 'feature/hello' }, commit: { hash: SHA.slice(0, 12) }, repository: repository() },
    destination: { branch: { name: 'main' }, commit: { hash: SHA.slice(12, 24) }, repository: repository() },
    links: { html: { href: 'https://bitbucket.org/acme/web/pull-requests/12' } },
  },
};
export const cloudPullRequest = (changes: Payload = {}) => sent('pullrequest:created', cloudPull, changes);
export const cloudForkPullRequest = () => cloudPullRequest({ pullrequest: { source: { repository: repository('stranger') } } });
export const cloudComment = (changes: Payload = {}) =>
  sent('pullrequest:comment_created', { ...cloudPull, comment: { id: 17, content: { raw: '/test', markup: 'markdown' } } }, changes);

const centerActor = {
  name: 'octocat',
  emailAddress: 'mona@acme.example',
  id: 1,
  displayName: 'Mona',
  active: true,
  slug: 'octocat',
  type: 'NORMAL',
};
const centerRepository = (key = 'ACME', id = 84) => ({
  slug: 'web',
  id,
  name: 'web',
  scmId: 'git',
  state: 'AVAILABLE',
  project: { key, id: 84, name: key, public: false, type: 'NORMAL' },
  public: false,
  links: {
    clone: [
      { href: 'ssh://git@bitbucket.acme.example:7999/acme/web.git', name: 'ssh' },
      { href: 'https://bitbucket.acme.example/scm/acme/web.git', name: 'http' },
    ],
  },
});
const centerChange = (type: string, displayId: string, kind = 'BRANCH') => ({
  ref: { id: `refs/heads/${displayId}`, displayId, type: kind },
  refId: `refs/heads/${displayId}`,
  fromHash: '0'.repeat(40),
  toHash: type === 'DELETE' ? '0'.repeat(40) : SHA,
  type,
});
const centerPush = (changes: readonly unknown[]) =>
  sent(
    'repo:refs_changed',
    { eventKey: 'repo:refs_changed', date: '2026-11-29T10:00:00+0000', actor: centerActor, repository: centerRepository(), changes },
    {},
  );

export const dataCenterPush = (branch = 'main') => centerPush([centerChange('UPDATE', branch)]);
export const dataCenterTag = () => centerPush([centerChange('ADD', 'v1.2.0', 'TAG')]);
export const dataCenterDeletion = () => centerPush([centerChange('DELETE', 'main')]);

const ref = (displayId: string, repositoryOf = centerRepository()) => ({
  id: `refs/heads/${displayId}`,
  displayId,
  latestCommit: SHA,
  repository: repositoryOf,
});
const centerPull = (fork: boolean) => ({
  date: '2026-11-29T10:00:00+0000',
  actor: centerActor,
  pullRequest: {
    id: 11,
    version: 1,
    title: 'Say "hello"',
    state: 'OPEN',
    open: true,
    fromRef: ref('feature/hello', fork ? centerRepository('~STRANGER', 85) : centerRepository()),
    toRef: ref('main'),
    author: { user: centerActor, role: 'AUTHOR', approved: false, status: 'UNAPPROVED' },
  },
});
export const dataCenterPullRequest = () => sent('pr:opened', { eventKey: 'pr:opened', ...centerPull(false) }, {});
export const dataCenterForkPullRequest = () => sent('pr:opened', { eventKey: 'pr:opened', ...centerPull(true) }, {});
export const dataCenterComment = (text = '/test') =>
  sent(
    'pr:comment:added',
    { eventKey: 'pr:comment:added', ...centerPull(false), comment: { id: 62, version: 0, text, author: centerActor } },
    {},
  );
