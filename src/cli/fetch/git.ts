import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '../address';
import type { Fetched } from './fetched';
import { runProgram } from './program';

type GitAddress = Extract<Address, { scheme: 'git' }>;

// git sets these for hooks; they would redirect our git to the repository of the hook
const OF_HOOKS = [
  'DIR',
  'WORK_TREE',
  'INDEX_FILE',
  'OBJECT_DIRECTORY',
  'ALTERNATE_OBJECT_DIRECTORIES',
  'COMMON_DIR',
  'NAMESPACE',
  'PREFIX',
];

/**
 * Fetches a file of a repository with the installed git and its credentials; the reference names the commit.
 * @throws DownloadError when git is not installed or cannot fetch
 */
export async function fetchGit({ url, path, revision }: GitAddress): Promise<Fetched> {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-git-'));
  const git = (...args: readonly string[]) =>
    runProgram('git', { args: ['--git-dir', folder, ...args], env: environment(url), purpose: `git+${url}//${path}` });
  try {
    await git('init', '--quiet', '--bare', folder);
    await git('fetch', '--quiet', '--depth=1', '--no-tags', '--', url, revision);
    const commit = (await git('rev-parse', '--verify', 'FETCH_HEAD^{commit}')).toString().trim();
    const bytes = await git('cat-file', 'blob', `${commit}:${path}`);
    // Tekton's git resolver does not verify a digest, but a commit cannot change
    return { bytes, reference: () => ({ resolver: 'git', params: { url, revision: commit, pathInRepo: path } }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(url: string): NodeJS.ProcessEnv {
  const { env } = process;
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_HOOKS.some((one) => name === `GIT_${one}`)));
  // redirects to other protocols are refused
  const GIT_ALLOW_PROTOCOL = url.startsWith('http:') ? 'http:https' : 'https:ssh';
  return {
    ...own,
    GIT_ALLOW_PROTOCOL,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -o BatchMode=yes',
  };
}
