import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitClone, type GitCloneProps } from '../../src/catalogue';
import { runStep } from '../../src/testing';
import { newChart } from '../support/app';

let root: string;

// an application with three commits, and in it a library with three commits
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tekwire-submodules-'));
  for (const name of ['library', 'application']) {
    git('init', '--quiet', '--initial-branch=main', join(root, name));
    for (const text of ['one', 'two', 'three']) commit(name, text);
  }
  git('-C', join(root, 'application'), '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url('library'), 'library');
  commit('application', 'library');
});

afterEach(() => rmSync(root, { recursive: true }));

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const url = (name: string) => `file://${join(root, name)}`;

function commit(name: string, text: string): void {
  const folder = join(root, name);
  writeFileSync(join(folder, 'text.txt'), text);
  git('-C', folder, 'add', '--all');
  git('-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', text);
}

/** Clones with the real script and the real git; returns the oldest commit that the application and its library have. */
async function oldestOf(props: GitCloneProps, params: Readonly<Record<string, string>> = {}) {
  const { exitCode, results, files, stderr } = await runStep(new GitClone(newChart(), 'git-clone', props), 'clone', {
    params: { url: url('application'), ...params },
    env: { GIT_ALLOW_PROTOCOL: 'file', RUN_UID: '11111111-1111-4111-8111-111111111111', PIPELINE_TASK: 'git-clone' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const sources = `source/${results.path}`;
  expect(files[`${sources}/library/text.txt`]).toBe('three');
  // git lists there where it cut the history off
  const oldest = (name: string, path: string) => {
    const cut = files[`${sources}/.git/${path}`]?.trim();
    return cut === undefined ? 'one' : git('-C', join(root, name), 'log', '-1', '--format=%s', cut);
  };
  return { application: oldest('application', 'shallow'), library: oldest('library', 'modules/library/shallow') };
}

it.each<[string, GitCloneProps, Record<string, string>, { application: string; library: string }]>([
  ['submodules have the depth of the repository by default', {}, {}, { application: 'library', library: 'three' }],
  ['submodules follow the param depth', {}, { depth: '2' }, { application: 'three', library: 'two' }],
  ['submodules have a depth of their own', { submoduleDepth: '2' }, {}, { application: 'library', library: 'two' }],
  ['a submodule is shallow in a full repository', { depth: '0', submoduleDepth: '1' }, {}, { application: 'one', library: 'three' }],
  ['0 fetches all commits of submodules', { submoduleDepth: '0' }, {}, { application: 'library', library: 'one' }],
])('%s', async (_, props, params, oldest) => {
  expect(await oldestOf(props, params)).toEqual(oldest);
});
