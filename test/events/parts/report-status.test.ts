import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportStatus } from '../../../src/catalogue/runtime/io/report-status';

const SHA = '4a1c6f2d9b0e47c58d3f6a7b8c9d0e1f2a3b4c5d';
const noPause = async () => {};
const NOW = Date.UTC(2026, 10, 29, 12);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: a body of JSON
  readonly body: any;
}

type Answer = readonly [status: number, body: unknown];

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of this test that answers as the provider's reference says, and remembers what it was asked. */
async function serverOf(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      asked.push(one);
      const [status, body] = answer(one);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const report = (env: Readonly<Record<string, string>>) =>
  reportStatus({ REPOSITORY: 'acme/web', SHA, NAME: 'ci', STATE: 'Succeeded', ...env }, noPause, () => NOW);

/** https://docs.github.com/en/rest/commits/statuses: the states, the longest description, the version of the API. */
function githubStatuses({ method, path, headers, body }: Asked): Answer {
  if (headers['user-agent'] === undefined) return [403, { message: 'Request forbidden by administrative rules' }];
  if (headers.authorization !== 'Bearer right') return [401, { message: 'Bad credentials' }];
  if (method !== 'POST' || path !== `/repos/acme/web/statuses/${SHA}`) return [404, { message: 'Not Found' }];
  const isValid =
    ['error', 'failure', 'pending', 'success'].includes(body.state) && body.description.length <= 140 && typeof body.context === 'string';
  return isValid && headers['x-github-api-version'] === '2022-11-28' ? [201, { id: 1 }] : [422, { message: 'Validation Failed' }];
}

describe('the state of a run', () => {
  it.each([
    ['pending', 'pending'],
    ['Succeeded', 'success'],
    ['Completed', 'success'],
    ['Failed', 'failure'],
    ['None', 'error'],
  ])('%s is the status %s at GitHub', async (state, wanted) => {
    const { asked, address } = await serverOf(githubStatuses);

    await report({
      PROVIDER: 'github',
      API: address,
      TOKEN: 'right\n',
      STATE: state,
      DASHBOARD: 'https://tekton.acme.example/',
      NAMESPACE: 'ci',
      PIPELINE_RUN: 'ci-x',
    });

    expect(asked.map(({ body }) => body)).toEqual([
      { state: wanted, context: 'ci', description: '', target_url: 'https://tekton.acme.example/#/namespaces/ci/pipelineruns/ci-x' },
    ]);
  });

  it('is a status at Gitea, with its header', async () => {
    const { asked, address } = await serverOf(({ headers, path }) =>
      headers.authorization === 'token right' && path === `/api/v1/repos/acme/web/statuses/${SHA}`
        ? [201, {}]
        : [401, { message: 'token is required' }],
    );

    expect(await report({ PROVIDER: 'gitea', API: `${address}/api/v1`, TOKEN: 'right' })).toEqual(['the status ci is success']);
    expect(asked[0]?.body.state).toBe('success');
  });

  it('is a status at GitLab, which refuses a state that the commit has', async () => {
    const transitions: string[] = [];
    const { address } = await serverOf(({ headers, path, body }) => {
      if (headers['private-token'] !== 'right') return [401, { message: '401 Unauthorized' }];
      if (path !== `/projects/acme%2Fweb/statuses/${SHA}`) return [404, { message: '404 Project Not Found' }];
      if (!['pending', 'running', 'success', 'failed', 'canceled', 'skipped'].includes(body.state))
        return [400, { error: 'state does not have a valid value' }];
      if (transitions.includes(body.state)) return [400, { message: 'Cannot transition status via :run from :running' }];
      transitions.push(body.state);
      return [201, {}];
    });

    for (const state of ['pending', 'pending', 'Failed']) await report({ PROVIDER: 'gitlab', API: address, TOKEN: 'right', STATE: state });
    expect(transitions).toEqual(['running', 'failed']);
  });

  it('is a check run with a token of the GitHub App, for one repository and for checks only', async () => {
    const runs: { id: number; status: string; conclusion?: string }[] = [];
    const { asked, address } = await serverOf(({ method, path, headers, body }) => {
      const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
      if (path.includes('/installation') || path.startsWith('/app/')) {
        const [head = '', content = '', signature = ''] = token.split('.');
        const isSigned = createVerify('RSA-SHA256')
          .update(`${head}.${content}`)
          .verify(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), signature, 'base64url');
        const { iat, exp, iss } = JSON.parse(Buffer.from(content, 'base64url').toString());
        // GitHub refuses tokens of more than ten minutes
        if (!isSigned || iss !== '42' || exp - iat > 600 || iat > NOW / 1000)
          return [401, { message: 'A JSON web token could not be decoded' }];
        if (method === 'GET') return [200, { id: 7 }];
        return path === '/app/installations/7/access_tokens' ? [201, { token: 'minted' }] : [404, { message: 'Not Found' }];
      }
      if (token !== 'minted') return [401, { message: 'Bad credentials' }];
      if (method === 'GET') return [200, { check_runs: runs }];
      if (body.status === 'completed' && body.conclusion === undefined) return [422, { message: 'Missing conclusion' }];
      if (method === 'POST') runs.push({ id: 1, ...body });
      else Object.assign(runs[0] as object, body);
      return [method === 'POST' ? 201 : 200, { id: 1 }];
    });
    const env = { PROVIDER: 'github-check', API: address, APP_ID: '42', APP_KEY: pem };

    await report({ ...env, STATE: 'pending' });
    await report({ ...env, STATE: 'Failed' });

    expect(runs).toEqual([expect.objectContaining({ name: 'ci', head_sha: SHA, status: 'completed', conclusion: 'failure' })]);
    expect(asked.find(({ path }) => path.startsWith('/app/'))?.body).toEqual({ repositories: ['web'], permissions: { checks: 'write' } });
  });

  it.each([
    ['github', '/repos/acme/web/issues/7/comments', 'PATCH', '/repos/acme/web/issues/comments/5'],
    ['gitea', '/repos/acme/web/issues/7/comments', 'PATCH', '/repos/acme/web/issues/comments/5'],
    ['gitlab', '/projects/acme%2Fweb/merge_requests/7/notes', 'PUT', '/projects/acme%2Fweb/merge_requests/7/notes/5'],
  ])('is one comment on the pull request at %s, which later runs change', async (provider, list, method, one) => {
    const comments: { id: number; body: string }[] = [{ id: 1, body: 'Looks good' }];
    const { asked, address } = await serverOf((request) => {
      const [path] = request.path.split('?');
      if (path === list && request.method === 'GET') return [200, comments];
      if (path === list && request.method === 'POST') comments.push({ id: 5, body: request.body.body });
      return [201, {}];
    });
    const env = { PROVIDER: provider, API: address, TOKEN: 'right', NUMBER: '7' };

    expect((await report(env))[1]).toBe('commented');
    expect((await report({ ...env, STATE: 'Failed' }))[1]).toBe('changed the comment');
    expect(comments).toHaveLength(2);
    expect(asked.at(-1)).toMatchObject({ method, path: one, body: { body: expect.stringContaining('**ci** failed for 4a1c6f2d9b0e') } });
  });

  it('is sent again when the provider is busy', async () => {
    let count = 0;
    const { address } = await serverOf((asked) => (count++ < 2 ? [502, { message: 'busy' }] : githubStatuses(asked)));

    expect(await report({ PROVIDER: 'github', API: address, TOKEN: 'right' })).toEqual(['the status ci is success']);
    expect(count).toBe(3);
  });

  it.each([
    [{ TOKEN: 'wrong' }, 'cannot set the status of the commit: 401 Bad credentials'],
    [{ TOKEN: 'right', REPOSITORY: 'acme/web/../../user' }, 'expected a repository as owner/name'],
    [{ APP_ID: '42', APP_KEY: pem, REPOSITORY: 'acme/web/../../user' }, 'expected a repository as owner/name'],
    [{ TOKEN: 'right', REPOSITORY: 'acme/..' }, 'expected a repository as owner/name'],
    [{ TOKEN: 'right', SHA: 'main' }, 'expected the SHA of a commit, found "main"'],
    [{ TOKEN: ' ' }, 'environment variable TOKEN is not set'],
    [{ TOKEN: 'right', STATE: 'Odd' }, 'expected a state of Tekton or "pending", found "Odd"'],
  ])('%j is an error', async (env, message) => {
    const { address } = await serverOf(githubStatuses);

    await expect(report({ PROVIDER: 'github', API: address, ...env })).rejects.toThrow(message);
  });
});
