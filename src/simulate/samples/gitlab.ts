import { BEFORE, merge, type Payload, type Sent, SHA, ZERO } from './merge';

// written after https://docs.gitlab.com/user/project/integrations/webhook_events

const project = (namespace = 'acme', id = 15) => ({
  id,
  name: 'web',
  description: '',
  web_url: `https://gitlab.example/${namespace}/web`,
  git_ssh_url: `git@gitlab.example:${namespace}/web.git`,
  git_http_url: `https://gitlab.example/${namespace}/web.git`,
  namespace,
  visibility_level: 0,
  path_with_namespace: `${namespace}/web`,
  default_branch: 'main',
});
const user = { id: 1, name: 'Mona', username: 'octocat', email: 'mona@acme.example' };
const lastCommit = {
  id: SHA,
  message: 'Say "hello"',
  timestamp: '2026-11-29T10:00:00+00:00',
  author: { name: 'Mona', email: 'm@acme.example' },
};

function sent(event: string, payload: Payload, changes: Payload): Sent {
  return { headers: { 'X-Gitlab-Event': event, 'Content-Type': 'application/json' }, payload: merge(payload, changes) };
}

const push = {
  object_kind: 'push',
  event_name: 'push',
  before: BEFORE,
  after: SHA,
  ref: 'refs/heads/main',
  ref_protected: true,
  checkout_sha: SHA,
  message: null,
  user_id: 4,
  user_name: 'Mona',
  user_username: 'octocat',
  project_id: 15,
  project: project(),
  commits: [{ ...lastCommit, added: ['services/web/new.ts'], modified: ['README.md'], removed: [] }],
  total_commits_count: 1,
};

export const gitlabPush = (changes: Payload = {}) => sent('Push Hook', push, changes);
export const gitlabDeletion = () => gitlabPush({ after: ZERO, checkout_sha: null, commits: [], total_commits_count: 0 });
export const gitlabTag = (changes: Payload = {}) =>
  sent(
    'Tag Push Hook',
    { ...push, object_kind: 'tag_push', event_name: 'tag_push', ref: 'refs/tags/v1.2.0', before: ZERO, commits: [] },
    changes,
  );

export const gitlabMergeRequest = (changes: Payload = {}) =>
  sent(
    'Merge Request Hook',
    {
      object_kind: 'merge_request',
      event_type: 'merge_request',
      user,
      project: project(),
      labels: [{ id: 206, title: 'ready', color: '#ffffff', type: 'ProjectLabel' }],
      object_attributes: {
        id: 99,
        iid: 1,
        target_branch: 'main',
        source_branch: 'feature/hello',
        source_project_id: 15,
        target_project_id: 15,
        author_id: 51,
        title: 'Say "hello"',
        state: 'opened',
        draft: false,
        action: 'open',
        url: 'https://gitlab.example/acme/web/-/merge_requests/1',
        source: project(),
        target: project(),
        last_commit: lastCommit,
      },
    },
    changes,
  );

export const gitlabForkMergeRequest = (changes: Payload = {}) =>
  gitlabMergeRequest(merge({ object_attributes: { source_project_id: 16, source: project('stranger', 16) } }, changes));

export const gitlabComment = (changes: Payload = {}) =>
  sent(
    'Note Hook',
    {
      object_kind: 'note',
      event_type: 'note',
      user,
      project_id: 15,
      project: project(),
      object_attributes: {
        id: 1244,
        note: '/test',
        noteable_type: 'MergeRequest',
        author_id: 1,
        action: 'create',
        url: 'https://gitlab.example/acme/web/-/merge_requests/1#note_1244',
      },
      merge_request: { id: 7, iid: 1, target_branch: 'main', source_branch: 'feature/hello', last_commit: lastCommit },
    },
    changes,
  );

export const gitlabRelease = (changes: Payload = {}) =>
  sent(
    'Release Hook',
    {
      object_kind: 'release',
      id: 1,
      name: 'v1.2.0',
      tag: 'v1.2.0',
      description: '',
      url: 'https://gitlab.example/acme/web/-/releases/v1.2.0',
      action: 'create',
      project: project(),
      commit: lastCommit,
    },
    changes,
  );
