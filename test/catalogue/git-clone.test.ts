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
  pod: { readonly run?: string; readonly task?: string; readonly uid: string; readonly revision?: string; readonly user?: object },
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
      .replaceAll('$(params.url)', `file://${join(root, 'origin')}`)
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

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

const read = (...path: string[]) => readFileSync(join(root, 'workspace', ...path), 'utf8');

it('each run clones into a directory of its own, under the name of the task, and leaves those of others alone', () => {
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

it('two clones of one run stand side by side, also those of a matrix, which have one name', () => {
  const paths = [
    clone({ run: RUN, task: 'web', uid: 'a' }).path,
    clone({ run: RUN, task: 'docs', uid: 'b' }).path,
    clone({ run: RUN, task: 'docs', uid: 'c' }).path,
  ];

  expect(paths).toEqual([`${RUN}/sources/web`, `${RUN}/sources/docs`, `${RUN}/sources/docs-c`]);
  for (const path of paths) expect(read(path, 'a.txt')).toBe('two');
});

it('another attempt of the same TaskRun begins anew where the first one was', () => {
  const { path } = clone({ run: RUN, task: 'web', uid: 'a', revision: commits[0] });
  writeFileSync(join(root, 'workspace', path, 'left.txt'), '');

  expect(clone({ run: RUN, task: 'web', uid: 'a', revision: commits[1] }).path).toBe(path);
  expect(read(path, 'a.txt')).toBe('two');
  expect(existsSync(join(root, 'workspace', path, 'left.txt'))).toBe(false);
});

it('a clone that fails leaves no mark of a complete one', () => {
  clone({ run: RUN, task: 'web', uid: 'a' });

  expect(clone({ run: RUN, task: 'web', uid: 'a', revision: 'nowhere' }).status).not.toBe(0);
  expect(existsSync(join(root, 'workspace', RUN, 'sources/web.json'))).toBe(false);
});

it('nothing is removed unless the program says when, and then only directories of runs that are older', () => {
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

it('a workspace that it may not write to is told of with what would help', () => {
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
