import { expectOk, type Web } from './web';

/** The state of a run. */
export type State = 'pending' | 'success' | 'failure' | 'error';

/** What is reported to a provider. */
export interface Reported {
  /** `owner/name`; for GitLab the path or the number of the project. */
  readonly repository: string;
  readonly sha: string;
  /** The name under which it is shown; one for each pipeline. */
  readonly name: string;
  readonly state: State;
  readonly description: string;
  /** A page about the run; `''` for none. */
  readonly url: string;
  /** The number of the pull request to comment on; `''` for none. */
  readonly number: string;
}

/** A provider that shows the state of a commit. */
export interface Provider {
  readonly status: (api: Web, reported: Reported) => Promise<string>;
  readonly comment: (api: Web, reported: Reported) => Promise<string>;
}

// the longest descriptions that the providers accept
const MAX_DESCRIPTION = 140;
const SEGMENT = /^[\w.~-]+$/;

/** `/repos/owner/name`. @throws Error for anything else, which could name another resource of the API */
export function repositoryPath({ repository }: Pick<Reported, 'repository'>): string {
  const parts = repository.split('/');
  if (parts.length !== 2 || !parts.every((part) => SEGMENT.test(part) && !/^\.+$/.test(part)))
    throw new Error(`expected a repository as owner/name, found ${JSON.stringify(repository)}`);
  return `/repos/${parts.join('/')}`;
}

function commit({ sha }: Reported): string {
  if (!/^[0-9a-f]{7,64}$/.test(sha)) throw new Error(`expected the SHA of a commit, found ${JSON.stringify(sha)}`);
  return sha;
}

function numberOf({ number }: Reported): string {
  if (!/^[1-9][0-9]*$/.test(number)) throw new Error(`expected the number of a pull request, found ${JSON.stringify(number)}`);
  return number;
}

function shortened(text: string): string {
  return [...text].slice(0, MAX_DESCRIPTION).join('');
}

const marker = ({ name }: Reported) => `<!-- tekwire: ${name.replaceAll('--', '__')} -->`;
const WORDS: Readonly<Record<State, string>> = { pending: 'runs', success: 'succeeded', failure: 'failed', error: 'did not run' };

/** The comment about a run. Names and addresses come from the program, not from the payload. */
function commentText(reported: Reported): string {
  const { name, state, description, url, sha } = reported;
  const title = `**${name}** ${WORDS[state]} for ${sha.slice(0, 12)}`;
  return [
    marker(reported),
    `${title}${description === '' ? '' : `: ${description}`}`,
    ...(url === '' ? [] : ['', `[Show the run](${url})`]),
  ].join('\n');
}

interface Comment {
  readonly id: number;
  readonly body?: string;
}

/** Changes the comment of this name, or writes it. */
async function upsert(api: Web, reported: Reported, list: string, one: (id: number) => string, method: 'PATCH' | 'PUT'): Promise<string> {
  const comments = expectOk(
    await api('GET', `${list}${list.includes('?') ? '&' : '?'}per_page=100&limit=50`),
    'read the comments',
  ) as readonly Comment[];
  const own = comments.find(({ body }) => body?.startsWith(marker(reported)));
  const body = { body: commentText(reported) };
  if (own === undefined) expectOk(await api('POST', list, body), 'comment');
  else expectOk(await api(method, one(own.id), body), 'change the comment');
  return own === undefined ? 'commented' : 'changed the comment';
}

/** @see https://docs.github.com/en/rest/commits/statuses#create-a-commit-status; Gitea has the same requests */
const github: Provider = {
  status: async (api, reported) => {
    const { name, state, description, url } = reported;
    const body = { state, context: name, description: shortened(description), ...(url !== '' && { target_url: url }) };
    expectOk(await api('POST', `${repositoryPath(reported)}/statuses/${commit(reported)}`, body), 'set the status of the commit');
    return `the status ${name} is ${state}`;
  },
  comment: (api, reported) =>
    upsert(
      api,
      reported,
      `${repositoryPath(reported)}/issues/${numberOf(reported)}/comments`,
      (id) => `${repositoryPath(reported)}/issues/comments/${id}`,
      'PATCH',
    ),
};

const CONCLUSIONS: Readonly<Record<State, string | undefined>> = {
  pending: undefined,
  success: 'success',
  failure: 'failure',
  error: 'cancelled',
};

/** A check run, which only GitHub Apps may write. @see https://docs.github.com/en/rest/checks/runs */
const githubCheck: Provider = {
  ...github,
  status: async (api, reported) => {
    const { name, state, description, url } = reported;
    const [path, sha, conclusion] = [repositoryPath(reported), commit(reported), CONCLUSIONS[state]];
    const progress = conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion };
    const body = {
      name,
      ...progress,
      output: { title: shortened(description || WORDS[state]), summary: description || WORDS[state] },
      ...(url !== '' && { details_url: url }),
    };
    const found = expectOk(
      await api('GET', `${path}/commits/${sha}/check-runs?check_name=${encodeURIComponent(name)}&filter=latest`),
      'read the check runs',
    ) as { readonly check_runs: readonly { readonly id: number; readonly status: string }[] };
    const running = found.check_runs.find((one) => one.status !== 'completed');
    if (running === undefined) expectOk(await api('POST', `${path}/check-runs`, { ...body, head_sha: sha }), 'create the check run');
    else expectOk(await api('PATCH', `${path}/check-runs/${running.id}`, body), 'change the check run');
    return `the check ${name} is ${conclusion ?? 'in progress'}`;
  },
};

const GITLAB_STATES: Readonly<Record<State, string>> = { pending: 'running', success: 'success', failure: 'failed', error: 'canceled' };

/** @see https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
const gitlab: Provider = {
  status: async (api, reported) => {
    const { repository, name, state, description, url } = reported;
    const body = { state: GITLAB_STATES[state], name, description: shortened(description), ...(url !== '' && { target_url: url }) };
    const answer = await api('POST', `/projects/${encodeURIComponent(repository)}/statuses/${commit(reported)}`, body);
    // GitLab refuses a state that the commit has already
    if (answer.status !== 400 || !/Cannot transition status/.test(JSON.stringify(answer.body)))
      expectOk(answer, 'set the status of the commit');
    return `the status ${name} is ${GITLAB_STATES[state]}`;
  },
  comment: (api, reported) => {
    const notes = `/projects/${encodeURIComponent(reported.repository)}/merge_requests/${numberOf(reported)}/notes`;
    return upsert(api, reported, notes, (id) => `${notes}/${id}`, 'PUT');
  },
};

/** The providers by name. */
export const providers = { github, 'github-check': githubCheck, gitea: github, gitlab } as const satisfies Readonly<
  Record<string, Provider>
>;
