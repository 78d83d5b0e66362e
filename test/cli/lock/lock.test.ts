import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runAsync } from '../run';

const LINT = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec:
  params:
    - {name: proxy, properties: {http: {}, https: {type: string}}, default: {http: '', https: ''}}
    - {name: level, description: how strict}
    - {name: flags, default: []}
  results: [{name: report}]
  workspaces: [{name: source}, {name: cache, optional: true}]
  steps: [{name: lint, image: 'lint:1', args: ["$(params.level)", "$(params.flags[*])", "$(params.proxy.http)"]}]
`;
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

let server: Server;
let host: string;
let pages: Record<string, string | ((response: ServerResponse) => void)>;
let file: string;

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const page = pages[url];
    if (typeof page === 'function') return page(response);
    response.statusCode = page === undefined ? 404 : 200;
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  pages = { '/lint.yaml': LINT };
  file = join(mkdtempSync(join(tmpdir(), 'tekwire-lock-')), 'tekwire.lock');
});

function lock(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  return runAsync('lock', '--file', file, ...args);
}
const tasks = (): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')).objects;

describe('tekwire lock', () => {
  it('records the interface of a remote Task, with the digest of its bytes', async () => {
    const { code, out, err } = await lock(`${host}/lint.yaml`);

    expect({ code, out, err }).toEqual({
      code: 0,
      out: [`+ ${host}/lint.yaml: Task "lint", ${digestOf(LINT)}`, `${file}: 1 locked`],
      err: [],
    });
    expect(tasks()).toEqual({
      [`${host}/lint.yaml`]: {
        kind: 'Task',
        name: 'lint',
        digest: digestOf(LINT),
        reference: { resolver: 'http', params: { url: `${host}/lint.yaml`, digest: digestOf(LINT) } },
        params: [
          { name: 'flags', type: 'array', default: [] },
          { name: 'level', type: 'string', description: 'how strict' },
          { name: 'proxy', type: 'object', default: { http: '', https: '' }, properties: { http: {}, https: { type: 'string' } } },
        ],
        results: [{ name: 'report', type: 'string' }],
        workspaces: [{ name: 'cache', optional: true }, { name: 'source' }],
      },
    });
    expect(readFileSync(`${file}.d.ts`, 'utf8')).toContain("readonly proxy: ParamDeclaration<'object', true, 'http' | 'https'>;");
  });

  it('sorts the URLs, so that the order of calls does not matter', async () => {
    pages['/a.yaml'] = LINT;
    await lock(`${host}/lint.yaml`);
    await lock(`${host}/a.yaml`);
    const one = readFileSync(file, 'utf8');

    expect(Object.keys(tasks())).toEqual([`${host}/a.yaml`, `${host}/lint.yaml`]);
    expect((await lock(`${host}/lint.yaml`, `${host}/a.yaml`)).out).toEqual([`${file}: nothing changed`]);
    expect(readFileSync(file, 'utf8')).toBe(one);
  });

  it('refreshes all entries when called without URLs, and reports changes', async () => {
    await lock(`${host}/lint.yaml`);
    const changed = LINT.replace('name: level, description: how strict', "name: level, default: '1'").replace(
      '{name: report}',
      '{name: sarif}',
    );
    pages['/lint.yaml'] = changed;

    const { code, out } = await lock();

    expect(code).toBe(0);
    expect(out).toEqual([
      `~ ${host}/lint.yaml: digest ${digestOf(LINT)} is now ${digestOf(changed)}`,
      `~ ${host}/lint.yaml: param "level" is changed`,
      `~ ${host}/lint.yaml: result "report" is gone`,
      `~ ${host}/lint.yaml: result "sarif" is new`,
      `${file}: 1 locked`,
    ]);
  });

  it('fails with --check when something differs, and writes nothing', async () => {
    expect(await lock('--check', `${host}/lint.yaml`)).toMatchObject({ code: 1 });
    expect(existsSync(file)).toBe(false);
    await lock(`${host}/lint.yaml`);
    expect(await lock('--check')).toEqual({ code: 0, out: [], err: [] });
    const before = readFileSync(file, 'utf8');
    pages['/lint.yaml'] = `${LINT}# newer\n`;

    const { code, out } = await lock('--check');

    expect(code).toBe(1);
    expect(out[0]).toMatch(/^~ .*lint\.yaml: digest sha256:.* is now sha256:/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('restores declarations that were changed by hand, and --check finds them', async () => {
    await lock(`${host}/lint.yaml`);
    writeFileSync(`${file}.d.ts`, 'export {};\n');

    expect(await lock('--check')).toMatchObject({ code: 1, out: [`${file}.d.ts is out of date; run npx tekwire lock`] });
    await lock();
    expect((await lock('--check')).code).toBe(0);
  });

  it('also removes the declarations of a Task whose entry was removed', async () => {
    await lock(`${host}/lint.yaml`);
    writeFileSync(file, '{"version": 1, "objects": {}}');

    expect((await lock()).code).toBe(0);

    expect(readFileSync(`${file}.d.ts`, 'utf8')).not.toContain('lint.yaml');
  });

  it('keeps all entries when one of the URLs fails', async () => {
    await lock(`${host}/lint.yaml`);
    const before = readFileSync(file, 'utf8');
    pages['/lint.yaml'] = `${LINT}# newer\n`;

    const { code, err } = await lock(`${host}/lint.yaml`, `${host}/missing.yaml`);

    expect({ code, err }).toEqual({ code: 3, err: [`${host}/missing.yaml: the server responded with status 404`] });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(file, '..')).sort()).toEqual(['tekwire.lock', 'tekwire.lock.d.ts']);
  });

  it.each([
    ['a run', LINT.replace('kind: Task', 'kind: TaskRun'), /contains a tekton.dev\/v1 TaskRun; expected exactly one Task, Pipeline or/],
    ['an older version', LINT.replace('v1', 'v1beta1'), /contains a tekton.dev\/v1beta1 Task; expected exactly one/],
    ['two Tasks', `${LINT}---\n${LINT.replace('name: lint', 'name: b')}`, /contains 2 objects/],
    ['nothing', '', /contains 0 objects/],
    ['a web page', '<html><body>Sign in: <a href="x">here</a></body></html>', /lint\.yaml/],
    ['a Task with a mistake', LINT.replace('$(params.level)', '$(params.levl)'), /lint\.yaml:\d+:\d+: TW\d+ .*"levl"/],
    ['a key twice', `${LINT}kind: Task\n`, /lint\.yaml:12:1: TW09\d/],
  ])('refuses %s', async (_, page, message) => {
    pages['/lint.yaml'] = page;

    const { code, err } = await lock(`${host}/lint.yaml`);

    expect(code).toBe(1);
    expect(err[0]).toMatch(message);
    expect(existsSync(file)).toBe(false);
  });

  it('accepts features that are enabled in the cluster', async () => {
    pages['/lint.yaml'] = LINT.replace('{name: level,', '{name: level, enum: [low, high],');

    expect((await lock(`${host}/lint.yaml`)).code).toBe(1);
    expect((await lock(`${host}/lint.yaml`, '--feature', 'enable-param-enum=true')).code).toBe(0);
    expect(readFileSync(`${file}.d.ts`, 'utf8')).toContain("readonly level: ParamDeclaration<'string', false, 'low' | 'high'>;");
  });
});

describe('a server', () => {
  it('may redirect to another URL of its own', async () => {
    pages['/old.yaml'] = (response) => response.writeHead(302, { location: '/lint.yaml' }).end();

    expect((await lock(`${host}/old.yaml`)).code).toBe(0);
    expect(Object.keys(tasks())).toEqual([`${host}/old.yaml`]);
  });

  it.each([
    [
      'send on to a place without https',
      'http://tasks.acme.example/x.yaml',
      /redirected to "http:\/\/tasks.acme.example", which does not use https/,
    ],
    ['send on for ever', '/old.yaml', /more than 10 redirects/],
    ['send on to a file', 'file:///etc/passwd', /which does not use https/],
  ])('may not %s', async (_, location, message) => {
    pages['/old.yaml'] = (response) => response.writeHead(302, { location }).end();

    const { code, err } = await lock(`${host}/old.yaml`);

    expect(code).toBe(3);
    expect(err[0]).toMatch(message);
  });

  it('may not send more than 1 MiB, with or without Content-Length', async () => {
    pages['/lint.yaml'] = (response) => {
      response.write(LINT);
      response.end('#'.repeat(1024 * 1024));
    };

    expect(await lock(`${host}/lint.yaml`)).toMatchObject({ code: 3, err: [`${host}/lint.yaml: the file is larger than 1048576 bytes`] });
  });

  it('that closes the connection early is an error', async () => {
    pages['/lint.yaml'] = (response) => {
      response.writeHead(200, { 'content-length': '9999' });
      response.write(LINT, () => response.destroy());
    };

    expect((await lock(`${host}/lint.yaml`)).code).toBe(3);
    expect(existsSync(file)).toBe(false);
  });

  it('that is unreachable is named', async () => {
    const { code, err } = await lock('http://127.0.0.1:1/lint.yaml');

    expect(code).toBe(3);
    expect(err[0]).toMatch(/^http:\/\/127\.0\.0\.1:1\/lint\.yaml: no response \(/);
  });
});

describe('a call of tekwire lock', () => {
  it.each([
    ['http://tasks.acme.example/lint.yaml', /does not use https; http is allowed for localhost only/],
    ['file:///etc/passwd', /does not use https/],
    ['ftp://tasks.acme.example/lint.yaml', /does not use https/],
    ['https://me:secret@tasks.acme.example/lint.yaml', /^"tasks.acme.example": the URL has a user name or password/],
    ['https://tasks.acme.example/lint.yaml?private_token=x', /^"tasks.acme.example": the query has "private_token"/],
    ['https://tasks.acme.example/lint.yaml#v1', /has a fragment after "#"/],
  ])('refuses %s', async (url, message) => {
    const { code, err } = await lock(url);

    expect(code).toBe(2);
    expect(err[0]).toMatch(message);
  });

  it('without URLs needs a lock file', async () => {
    expect(await lock()).toMatchObject({
      code: 2,
      err: [expect.stringContaining(`${file} does not exist; pass an address to lock, such as the URL of a Task`)],
    });
  });

  it('does not change an unreadable lock file', async () => {
    writeFileSync(file, '<<<<<<< HEAD\n');

    expect(await lock(`${host}/lint.yaml`)).toMatchObject({ code: 3, err: [expect.stringMatching(/tekwire\.lock: invalid JSON/)] });
    expect(readFileSync(file, 'utf8')).toBe('<<<<<<< HEAD\n');
  });

  it('prints help', () => {
    expect(run('lock', '--help').out[0]).toContain('Exit code: 0 everything is locked, 1');
  });
});
