import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { GitClone, type GitCloneProps } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { newChart } from '../support/app';

const RUN = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

let root: string;
let commits: readonly string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tekwire-clone-'));
  mkdirSync(join(root, 'workspace'));
  mkdirSync(join(root, 'home'));
  const origin = join(root, 'origin');
  git('init', '--quiet', '--initial-branch=main', origin);
  commits = ['one', 'two'].map((text) => {
    writeFileSync(join(origin, 'a.txt'), text);
    git('-C', origin, 'add', '--all');
    git('-C', origin, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', text);
    return git('-C', origin, 'rev-parse', 'HEAD');
  });
  git('-C', origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
});

afterEach(() => rmSync(root, { recursive: true }));

/** The script of the step in a shell of this machine, with Tekton's variables filled in. */
function clone(
  pod: {
    readonly run?: string;
    readonly task?: string;
    readonly uid: string;
    readonly revision?: string;
    readonly user?: object;
    readonly url?: string;
  },
  props: GitCloneProps = {},
) {
  const { steps } = new GitClone(newChart(), 'git-clone', props).spec as TaskSpec;
  const step = steps?.[0];
  const results = join(root, `results-${pod.uid}`);
  mkdirSync(results, { recursive: true });
  const fill = (text = '') =>
    text
      .replaceAll('$(workspaces.source.path)', join(root, 'workspace'))
      .replaceAll('$(context.taskRun.uid)', pod.uid)
      .replaceAll(/\$\(results\.(\w+)\.path\)/g, (_, name) => join(results, name))
      .replaceAll(/\$\(workspaces\.[\w-]+\.bound\)/g, 'false')
      .replaceAll('$(params.url)', pod.url ?? `file://${join(root, 'origin')}`)
      .replaceAll('$(params.revision)', pod.revision ?? 'HEAD')
      .replaceAll('$(params.depth)', '1')
      .replaceAll('$(params.submodules)', 'false');
  const env = Object.fromEntries((step?.env ?? []).map(({ name, value }) => [name, fill(value)]));
  const { status, stderr } = spawnSync('sh', ['-c', fill(step?.script).replace(/^#!.*\n/, '')], {
    encoding: 'utf8',
    ...pod.user,
    env: {
      PATH: process.env.PATH,
      HOME: join(root, 'home'),
      ...env,
      GIT_ALLOW_PROTOCOL: 'file',
      RUN_UID: pod.run ?? '',
      PIPELINE_TASK: pod.task ?? '',
    },
  });
  const path = existsSync(join(results, 'path')) ? readFileSync(join(results, 'path'), 'utf8') : '';
  return { status, stderr, path };
}

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();

const read = (...path: string[]) => readFileSync(join(root, 'workspace', ...path), 'utf8');

it('each run clones into a directory of its own, under the name of the task, and does not change others', () => {
  const first = clone({ run: RUN, task: 'git-clone', uid: 'a', revision: commits[0] });
  const second = clone({ run: OTHER, task: 'git-clone', uid: 'b' });

  expect([first.path, second.path]).toEqual([`${RUN}/sources/git-clone`, `${OTHER}/sources/git-clone`]);
  expect([read(first.path, 'a.txt'), read(second.path, 'a.txt')]).toEqual(['one', 'two']);
  expect(JSON.parse(read(`${first.path}.json`))).toEqual({ commit: commits[0], taskRun: 'a' });
});

it('a TaskRun without a pipeline has its own directory, too', () => {
  const first = clone({ uid: RUN, revision: commits[0] });
  const second = clone({ uid: OTHER });

  expect([first.path, second.path]).toEqual([`${RUN}/sources/source`, `${OTHER}/sources/source`]);
  expect([read(first.path, 'a.txt'), read(second.path, 'a.txt')]).toEqual(['one', 'two']);
});

it('two clones of one run have separate directories, even those of a matrix, which have one name', () => {
  const paths = [
    clone({ run: RUN, task: 'web', uid: 'a' }).path,
    clone({ run: RUN, task: 'docs', uid: 'b' }).path,
    clone({ run: RUN, task: 'docs', uid: 'c' }).path,
  ];

  expect(paths).toEqual([`${RUN}/sources/web`, `${RUN}/sources/docs`, `${RUN}/sources/docs-c`]);
  for (const path of paths) expect(read(path, 'a.txt')).toBe('two');
});

it('another attempt of the same TaskRun starts again in the directory of the first one', () => {
  const { path } = clone({ run: RUN, task: 'web', uid: 'a', revision: commits[0] });
  writeFileSync(join(root, 'workspace', path, 'left.txt'), '');

  expect(clone({ run: RUN, task: 'web', uid: 'a', revision: commits[1] }).path).toBe(path);
  expect(read(path, 'a.txt')).toBe('two');
  expect(existsSync(join(root, 'workspace', path, 'left.txt'))).toBe(false);
});

it('a failed clone is not marked as complete', () => {
  clone({ run: RUN, task: 'web', uid: 'a' });

  expect(clone({ run: RUN, task: 'web', uid: 'a', revision: 'nowhere' }).status).not.toBe(0);
  expect(existsSync(join(root, 'workspace', RUN, 'sources/web.json'))).toBe(false);
});

it('nothing is removed by default, and otherwise only directories of older runs', () => {
  const old = '33333333-3333-4333-8333-333333333333';
  for (const name of [old, OTHER, 'cache']) mkdirSync(join(root, 'workspace', name));
  const yesterday = Date.now() / 1000 - 86_400;
  for (const name of [old, 'cache']) utimesSync(join(root, 'workspace', name), yesterday, yesterday);

  clone({ run: RUN, task: 'web', uid: 'a' });
  const untouched = readdirSync(join(root, 'workspace'));
  clone({ run: RUN, task: 'web', uid: 'a' }, { removeAfter: Duration.hours(12) });

  expect(untouched).toEqual([RUN, OTHER, old, 'cache']);
  expect(readdirSync(join(root, 'workspace'))).toEqual([RUN, OTHER, 'cache']);
});

it('a workspace that is not writable is reported with a fix', () => {
  // root may write anywhere, and nobody else enters the folder of the tests
  for (const folder of [tmpdir(), root]) chmodSync(folder, statSync(folder).mode | 0o011);
  chmodSync(join(root, 'workspace'), 0o755);
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (nobody.uid === undefined) chmodSync(join(root, 'workspace'), 0o555);

  const { status, stderr } = clone({ run: RUN, task: 'web', uid: 'a', user: nobody });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^user \d+ cannot write to the workspace, which has owner and mode \d+:\d+ \d+\.$/m);
  expect(stderr).toMatch(/has no podTemplate\.securityContext\.fsGroup \d+, or the volume ignores it/);
});

describe('the url workspace:PATH', () => {
  const result = (uid: string, name: string) => readFileSync(join(root, `results-${uid}`, name), 'utf8');

  it('takes a directory that is in the workspace already', () => {
    mkdirSync(join(root, 'workspace', 'run', 'local'), { recursive: true });
    writeFileSync(join(root, 'workspace', 'run', 'local.commit'), `${commits[0]}-changed`);

    expect(clone({ run: RUN, task: 'git-clone', uid: 'a', url: 'workspace:run/local' })).toEqual({
      status: 0,
      stderr: '',
      path: 'run/local',
    });
    expect([result('a', 'commit'), result('a', 'url')]).toEqual([`${commits[0]}-changed`, 'workspace:run/local']);
  });

  it.each([
    ['missing', 'the workspace has no directory missing\n'],
    ['../outside', 'the url workspace:../outside names no directory inside the workspace\n'],
    ['a/../../outside', 'the url workspace:a/../../outside names no directory inside the workspace\n'],
    ['/etc', 'the url workspace:/etc names no directory inside the workspace\n'],
    ['', 'the url workspace: names no directory inside the workspace\n'],
  ])('"%s" is refused', (path, stderr) => {
    mkdirSync(join(root, 'outside'));

    expect(clone({ run: RUN, task: 'git-clone', uid: 'a', url: `workspace:${path}` })).toEqual({ status: 1, stderr, path: '' });
  });
});

it('tells which languages the files have, also in folders and with odd names, but not those of .git', () => {
  const origin = join(root, 'origin');
  for (const path of ['cmd/main.go', 'web/a b.tsx', 'Dockerfile.release', 'notes.md', 'lib.rs.txt', 'ops/main.tf', "it's\n.py"]) {
    mkdirSync(join(origin, path, '..'), { recursive: true });
    writeFileSync(join(origin, path), '');
  }
  git('-C', origin, 'add', '--all');
  git('-C', origin, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'more');

  const { path } = clone({ run: RUN, task: 'web', uid: 'a' });

  expect(path).not.toBe('');
  const found = JSON.parse(readFileSync(join(root, 'results-a', 'languages'), 'utf8')) as Record<string, string>;
  expect(Object.keys(found).filter((language) => found[language] === 'true')).toEqual([
    'go',
    'typescript',
    'python',
    'docker',
    'terraform',
  ]);
  expect(new Set(Object.values(found))).toEqual(new Set(['true', 'false']));
});

describe('what is fetched', () => {
  const origin = () => join(root, 'origin');
  const commit = (message: string) =>
    git('-C', origin(), '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', message);
  const files = (path: string) =>
    readdirSync(join(root, 'workspace', path), { recursive: true }).filter((name) => !`${name}`.startsWith('.git'));

  it('is only the directories that are wanted, and the files on the way to them', () => {
    for (const path of ['shop/cart/a.go', 'shop/b.go', 'docs/c.md']) {
      mkdirSync(join(origin(), path, '..'), { recursive: true });
      writeFileSync(join(origin(), path), path);
    }
    git('-C', origin(), 'add', '--all');
    commit('more');
    git('-C', origin(), 'config', 'uploadpack.allowFilter', 'true');

    const { path, stderr } = clone({ run: RUN, task: 'web', uid: 'a' }, { directories: ['shop/cart'] });

    expect([stderr, files(path).sort()]).toEqual(['', ['a.txt', 'shop', 'shop/b.go', 'shop/cart', 'shop/cart/a.go']]);
    expect(git('-C', join(root, 'workspace', path), 'rev-list', '--objects', '--missing=print', 'HEAD')).toMatch(/^\?/m);
  });

  it('is a tag only if tags are wanted', () => {
    git('-C', origin(), 'tag', 'v1');
    const tags = (uid: string, props: GitCloneProps) =>
      git('-C', join(root, 'workspace', clone({ run: RUN, task: uid, uid }, props).path), 'tag');

    expect([tags('a', {}), tags('b', { tags: true })]).toEqual(['', 'v1']);
  });

  it('is the repository of the program when it has one', () => {
    const { params } = new GitClone(newChart(), 'git-clone', { url: 'https://git.acme.example/web' }).spec as TaskSpec;

    expect(params?.find(({ name }) => name === 'url')?.default).toBe('https://git.acme.example/web');
  });

  it('comes through a proxy', () => {
    const { steps } = new GitClone(newChart(), 'git-clone', {
      proxy: 'http://proxy.acme.example:3128',
      noProxy: ['.acme.example', 'localhost'],
    }).spec as TaskSpec;

    expect(Object.fromEntries((steps[0]?.env ?? []).map(({ name, value }) => [name, value]))).toMatchObject({
      http_proxy: 'http://proxy.acme.example:3128',
      https_proxy: 'http://proxy.acme.example:3128',
      no_proxy: '.acme.example,localhost',
    });
  });

  const hasLfs = spawnSync('git', ['lfs', 'version']).status === 0;
  (hasLfs ? it : it.skip)('is a file of Git LFS if these are wanted, else its pointer', () => {
    git('-C', origin(), 'lfs', 'install', '--local');
    git('-C', origin(), 'lfs', 'track', '*.bin');
    writeFileSync(join(origin(), 'a.bin'), 'content of a.bin');
    git('-C', origin(), 'add', '--all');
    commit('large');
    const content = (uid: string, props: GitCloneProps) => read(clone({ run: RUN, task: uid, uid }, props).path, 'a.bin');

    expect(content('a', {})).toContain('version https://git-lfs.github.com/spec/v1');
    expect(content('b', { lfs: true })).toBe('content of a.bin');
  });

  (hasLfs ? it.skip : it)('fails when files of Git LFS are wanted and the image has no git-lfs', () => {
    expect(clone({ run: RUN, task: 'web', uid: 'a' }, { lfs: true })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the image has no git-lfs'),
    });
  });
});
