import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { TarEntry } from '../../../package';
import { UsageError } from '../../command';
import { runProgram } from '../../fetch/program';

/** What a run takes of a directory. */
export interface LocalFiles {
  readonly entries: readonly TarEntry[];
  /** Of all files together. */
  readonly bytes: number;
  /** The commit that is checked out, with `-dirty` when files differ from it; `unknown` without Git. */
  readonly commit: string;
  /** What was left out, for messages. */
  readonly leftOut: readonly string[];
}

const LIMIT_MIB = 100;
const UNKNOWN = 'unknown';
const MIB = 1024 * 1024;

/**
 * Reads a directory. In a Git repository these are the files that Git has or would add, changes included: what `.gitignore` names is not
 * taken. Elsewhere it is everything. `.git` itself is never taken, nor are links that lead out of the directory.
 * @throws UsageError when it is not a directory, has no files, or has more than 100 MiB
 */
export async function readLocalFiles(directory: string): Promise<LocalFiles> {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--local-source: "${directory}" is not a directory`);
  const { paths, commit } = await listed(directory);
  const entries: TarEntry[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    const read = entryOf(directory, path);
    if (read === undefined) continue;
    if (typeof read === 'string') leftOut.push(read);
    else {
      bytes += read.bytes.length;
      if (bytes > LIMIT_MIB * MIB) throw new UsageError(tooLarge(directory, paths.length));
      entries.push(read);
    }
  }
  if (entries.length === 0) throw new UsageError(`--local-source: "${directory}" has no files`);
  return { entries, bytes, commit, leftOut };
}

function tooLarge(directory: string, count: number): string {
  return `--local-source: "${directory}" has more than ${LIMIT_MIB} MiB in ${count} files; name what the run does not need in .gitignore, choose a smaller directory, or let the run clone a repository`;
}

async function listed(directory: string): Promise<{ readonly paths: readonly string[]; readonly commit: string }> {
  if (!isInRepository(directory)) return { paths: walk(directory), commit: UNKNOWN };
  const git = async (...args: string[]) =>
    (await runProgram('git', { args: ['-C', directory, ...args], purpose: '--local-source' })).toString();
  const paths = (await git('ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z', '--', '.')).split('\0');
  const changes = await git('status', '--porcelain', '--', '.');
  const head = await headOf(() => git('rev-parse', '--verify', '--quiet', 'HEAD'));
  return { paths: paths.filter((path) => path !== '').sort(), commit: head === UNKNOWN || changes.trim() === '' ? head : `${head}-dirty` };
}

/** A repository without a commit has none. */
async function headOf(ask: () => Promise<string>): Promise<string> {
  try {
    return (await ask()).trim();
  } catch {
    return UNKNOWN;
  }
}

function isInRepository(directory: string): boolean {
  for (let at = resolve(directory); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}

function walk(directory: string): readonly string[] {
  const paths: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(directory, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '.git') visit(path);
      } else paths.push(path);
    }
  };
  visit('');
  return paths.sort();
}

/** The file or link; why it is left out; undefined when it is deleted. */
function entryOf(directory: string, path: string): TarEntry | string | undefined {
  const full = join(directory, path);
  const stats = lstatSync(full, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) {
    const link = readlinkSync(full);
    const target = relative(resolve(directory), resolve(dirname(full), link));
    const isInside = !link.startsWith('/') && target !== '..' && !target.startsWith(`..${sep}`);
    return isInside ? { path, bytes: Buffer.alloc(0), link } : `${path} (a link out of the directory)`;
  }
  if (stats.isDirectory()) return `${path} (a submodule)`;
  if (!stats.isFile()) return `${path} (not a file)`;
  // the group of the run's pods can write, as it can after a clone
  return { path, bytes: readFileSync(full), mode: (stats.mode & 0o100) === 0 ? 0o664 : 0o775 };
}
