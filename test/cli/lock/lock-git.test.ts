import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, Task } from '../../../src';
import { mistakeOf, newChart, problemsOf, specOf } from '../../support/app';
import { serveGit } from '../git-server';
import { runAsync } from '../run';
import { stopServers } from '../servers';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-git-test-'));
const drafts = join(folder, 'drafts');
const work = join(folder, 'tasks.git');
const file = join(folder, 'tekwire.lock');
const LINT = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec:
  params: [{name: level}]
  steps: [{name: lint, image: 'lint:1', args: ["$(params.level)"]}]
`;
let repository: string;
let first: string;

function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', ['-C', work, '-c', 'user.name=me', '-c', 'user.email=me@acme.example', ...args], { env })
    .toString()
    .trim();
}

function commit(text: string): string {
  writeFileSync(join(work, 'lint/task.yaml'), text);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a change');
  return git('rev-parse', 'HEAD');
}

const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const objects = () => JSON.parse(readFileSync(file, 'utf8')).objects;

beforeAll(async () => {
  mkdirSync(drafts);
  process.env.TMPDIR = drafts;
  mkdirSync(join(work, 'lint'), { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  first = commit(LINT);
  git('tag', 'v1');
  repository = `git+http://${await serveGit(folder)}/tasks.git/.git`;
});
afterAll(stopServers);

describe('tekwire lock of a Git repository', () => {
  it('locks the commit of a branch, for runs and the compiler', async () => {
    const address = `${repository}//lint/task.yaml?ref=main`;
    expect(await lock(address)).toMatchObject({ code: 0, err: [] });
    const second = commit(`${LINT}# newer\n`);

    expect(objects()[address]).toMatchObject({
      kind: 'Task',
      name: 'lint',
      reference: { resolver: 'git', params: { url: repository.replace('git+', ''), revision: first, pathInRepo: 'lint/task.yaml' } },
      params: [{ name: 'level', type: 'string' }],
    });
    const check = await lock('--check');
    expect(check.code).toBe(1);
    expect(check.out[0]).toBe(`~ ${address}: revision ${first} is now ${second}`);
    expect(check.out[1]).toMatch(/: digest sha256:\w+ is now sha256:/);
  });

  it('accepts a tag and a commit, and defaults to main', async () => {
    for (const ref of ['?ref=v1', `?ref=${first}`, ''])
      expect(await lock(`${repository}//lint/task.yaml${ref}`)).toMatchObject({ code: 0 });

    const revision = (ref: string) => objects()[`${repository}//lint/task.yaml${ref}`].reference.params.revision;
    expect([revision('?ref=v1'), revision(`?ref=${first}`), revision('')]).toEqual([first, first, git('rev-parse', 'main')]);
  });

  it('is used by Tekton at the locked commit, with the Secret that the cluster needs', async () => {
    const address = `${repository}//lint/task.yaml?ref=v1`;
    await lock(address);
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    ci.add(Task.fromUrl(address, { lock: file, resolverParams: { gitToken: 'git-token' } }), { params: { level: 'high' } });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'lint',
        params: [{ name: 'level', value: 'high' }],
        taskRef: {
          resolver: 'git',
          params: [
            { name: 'url', value: repository.replace('git+', '') },
            { name: 'revision', value: first },
            { name: 'pathInRepo', value: 'lint/task.yaml' },
            { name: 'gitToken', value: 'git-token' },
          ],
        },
      },
    ]);
    expect(mistakeOf(() => Task.fromUrl(address, { lock: file, resolverParams: { revision: 'main' } }))).toMatch(
      `the param "revision" of the resolver is locked as "${first}"; remove it from resolverParams`,
    );
  });

  it.each([
    ['a branch that is not there', '//lint/task.yaml?ref=v9', /git says: fatal: .*v9/],
    ['a file that is not there', '//lint/tsk.yaml', /git says: fatal: path 'lint\/tsk.yaml' does not exist/],
    ['a folder', '//lint', /git says: fatal: .*bad file/],
  ])('shows the message of git for %s, and writes nothing', async (_, rest, message) => {
    const before = readFileSync(file, 'utf8');

    const { code, err } = await lock(`${repository}${rest}`);

    expect(code).toBe(3);
    expect(err[0]).toMatch(message);
    expect(err[0]?.startsWith(`${repository}//`)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(drafts)).toEqual([]);
  });

  it('reports a missing git, and an unreachable server', async () => {
    const { PATH } = process.env;
    expect((await lock('git+http://127.0.0.1:1/tasks.git//a.yaml')).err[0]).toMatch(/git says: fatal: unable to access/);

    process.env.PATH = folder;
    try {
      expect(await lock(`${repository}//lint/task.yaml`)).toMatchObject({
        code: 3,
        err: [`${repository}//lint/task.yaml: requires git, which is not on the PATH; install it`],
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  it.each([
    ['git+https://me:secret@git.acme.example/a.git//b.yaml', /^"git.acme.example": the URL has a user name or password/],
    ['git+ssh://git:secret@git.acme.example/a.git//b.yaml', /^"git.acme.example": the URL has a password/],
    ['git+ssh://-oProxyCommand=x/a.git//b.yaml', /has no host/],
    ['git+http://git.acme.example/a.git//b.yaml', /does not use https/],
    ['git+file:///a.git//b.yaml', /is not a valid address; expected git\+https:/],
    ['git+https://git.acme.example/a.git', /is not a valid address; expected git\+https:/],
    ['git+https://git.acme.example/a.git//../b.yaml', /the path "..\/b.yaml" must be relative to the root/],
    ['git+https://git.acme.example/a.git//b.yaml?ref=--upload-pack=x', /"--upload-pack=x" is not a valid branch, tag or commit name/],
    ['git+https://git.acme.example/a.git//b.yaml?ref=main:x', /"main:x" is not a valid branch, tag or commit name/],
  ])('refuses %s', async (address, message) => {
    const { code, err } = await lock(address);

    expect(code).toBe(2);
    expect(err[0]).toMatch(message);
    expect(err[0]).not.toContain('secret@');
  });
});
