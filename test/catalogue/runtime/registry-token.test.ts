import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { RegistryClient, type Repository } from '../../../src/catalogue/runtime/io/registry';

const auth = Buffer.from('user:secret').toString('base64');
const blobs = new Map<string, Buffer>();
const seen: string[] = [];
let tag: Buffer | undefined;
let host = '';
let isRefused = false;

/** A registry that wants tokens by the distribution specification, and gives them for user and password. */
const server: Server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '', `http://${host}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { authorization = '' } = request.headers;
  seen.push(`${request.method} ${url.pathname} ${authorization.split(' ')[0]}`);
  if (url.pathname === '/token') {
    if (isRefused || authorization !== `Basic ${auth}`) response.writeHead(401).end();
    else response.end(JSON.stringify({ token: url.searchParams.get('scope') }));
    return;
  }
  const scope = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'pull,push';
  const token = authorization.replace('Bearer ', '');
  if (!token.startsWith('repository:a/b:') || (scope !== 'pull' && !token.endsWith('push'))) {
    response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="registry"` }).end();
  } else if (url.pathname.includes('/manifests/')) {
    if (request.method === 'PUT') tag = body;
    response.writeHead(request.method === 'PUT' ? 201 : tag ? 200 : 404).end(request.method === 'GET' ? tag : undefined);
  } else if (request.method === 'POST') response.writeHead(202, { location: '/v2/a/b/blobs/uploads/1?state=x' }).end();
  else if (request.method === 'PUT') {
    blobs.set(url.searchParams.get('digest') ?? '', body);
    response.writeHead(201).end();
  } else {
    const blob = blobs.get(url.pathname.split('/').at(-1) ?? '');
    response.writeHead(blob ? 200 : 404).end(request.method === 'HEAD' ? undefined : blob);
  }
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => server.close());

function client(more: Partial<Repository> = {}): RegistryClient {
  return new RegistryClient({ host, name: 'a/b', isInsecure: true, auth, ...more });
}

it('gets tokens to pull and to push with user and password, which only the token server sees', async () => {
  expect(await client().read('main')).toBeUndefined();
  await client().write('main', 'text', {});

  expect((await client().read('main'))?.text).toBe('text');
  expect(seen.filter((line) => line.includes('Basic')).every((line) => line.startsWith('GET /token'))).toBe(true);
  expect(await client().digestOf('main')).toBe(
    `sha256:${createHash('sha256')
      .update(tag ?? '')
      .digest('hex')}`,
  );
});

it('a token that is refused says so without the password', async () => {
  isRefused = true;
  const failure = await client()
    .read('main')
    .catch((error: Error) => error.message);
  isRefused = false;

  expect(failure).toBe(`the registry repository ${host}/a/b gives no token: ${host} responds with status 401`);
});

it('a token server without https gets no password', async () => {
  await expect(client({ isInsecure: false }).read('main')).rejects.toThrow('does not answer');
});
