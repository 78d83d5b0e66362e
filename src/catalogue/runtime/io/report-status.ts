import { appToken, installationToken } from './github-app';
import { providers, type Reported, type State } from './statuses';
import { web } from './web';

/** What a step reads from its environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const AGGREGATED: Readonly<Record<string, State>> = {
  pending: 'pending',
  Succeeded: 'success',
  // some tasks were skipped, the others succeeded
  Completed: 'success',
  Failed: 'failure',
  None: 'error',
};
const HEADERS = {
  github: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  'github-check': { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  gitea: {},
  gitlab: {},
};

/** Reports the state of a run to a provider, and returns what was done. @throws Error when the provider refuses it */
export async function reportStatus(env: Environment, pause: (seconds: number) => Promise<unknown>, now: () => number): Promise<string[]> {
  const name = demand(env, 'PROVIDER') as keyof typeof providers;
  const address = demand(env, 'API');
  const state = AGGREGATED[demand(env, 'STATE')];
  if (state === undefined) throw new Error(`expected a state of Tekton or "pending", found ${JSON.stringify(env.STATE)}`);
  const reported: Reported = {
    repository: demand(env, 'REPOSITORY'),
    sha: demand(env, 'SHA'),
    name: demand(env, 'NAME'),
    state,
    description: env.DESCRIPTION ?? '',
    url: pageOf(env),
    number: env.NUMBER ?? '',
  };
  const hasComment = reported.number !== '' && state !== 'pending';
  const api = web(address, { ...HEADERS[name], ...(await credentials(env, name, reported.repository, address, pause, now)) }, pause);
  const lines = [await providers[name].status(api, reported)];
  if (hasComment) lines.push(await providers[name].comment(api, reported));
  return lines;
}

/** The page of the run in a Tekton Dashboard. */
function pageOf({ DASHBOARD: dashboard, NAMESPACE: namespace, PIPELINE_RUN: run }: Environment): string {
  if (!dashboard || !namespace || !run) return '';
  return `${dashboard.replace(/\/+$/, '')}/#/namespaces/${namespace}/pipelineruns/${run}`;
}

async function credentials(
  env: Environment,
  name: keyof typeof providers,
  repository: string,
  address: string,
  pause: (seconds: number) => Promise<unknown>,
  now: () => number,
): Promise<Readonly<Record<string, string>>> {
  const { TOKEN: token, APP_ID: id, APP_KEY: privateKey, APP_INSTALLATION: installation } = env;
  if (id !== undefined && privateKey !== undefined) {
    const jwt = appToken({ id, privateKey }, Math.floor(now() / 1000));
    const app = web(address, { ...HEADERS.github, authorization: `Bearer ${jwt}` }, pause);
    const permissions = {
      ...(name === 'github-check' ? { checks: 'write' as const } : { statuses: 'write' as const }),
      ...(env.NUMBER !== undefined && { pull_requests: 'write' as const }),
    };
    return { authorization: `Bearer ${await installationToken(app, repository, installation || undefined, permissions)}` };
  }
  const given = (token ?? '').trim();
  if (given === '') throw new Error('environment variable TOKEN is not set');
  if (name === 'gitlab') return { 'private-token': given };
  return { authorization: name === 'gitea' ? `token ${given}` : `Bearer ${given}` };
}

function demand(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}
