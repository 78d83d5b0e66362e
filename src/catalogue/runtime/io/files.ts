import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/**
 * Resolves an untrusted path inside a directory; neither the path nor a symbolic link may lead out of it.
 * @throws Error when it does, or when the path does not exist
 */
export function resolveInside(root: string, path: string): string {
  checkRelative(path);
  const real = realpathSync(join(root, path));
  if (!isBelow(real, realpathSync(root))) throw new Error('is outside the workspace');
  return real;
}

/**
 * Writes a file inside a directory atomically, and creates its parent directories.
 * @throws Error when the path leads out of the directory or cannot be written
 */
export function writeInside(root: string, path: string, pieces: Iterable<string>): void {
  checkRelative(path);
  try {
    writeBelow(root, path, pieces);
  } catch (error) {
    throw isForbidden(error) ? new Error(`${reasonOf(error)}: ${forbiddenAdvice(root)}`) : error;
  }
}

function writeBelow(root: string, path: string, pieces: Iterable<string>): void {
  const target = join(root, path);
  makeFolders(root, path);
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    writePieces(draft, pieces);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Creates the parent directories of a path one by one: symbolic links out of the directory are refused, and an error names the directory that failed. */
function makeFolders(root: string, path: string): void {
  const real = realpathSync(root);
  let folder = root;
  for (const name of dirname(normalize(path)).split(sep)) {
    folder = join(folder, name);
    makeFolder(folder);
    if (!isBelow(realpathSync(folder), real)) throw new Error(`"${path}" is outside the workspace`);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // an existing directory may be on a read-only disk
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** The system's message for a file error, without the path that it repeats. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, \w+(?: '.*)?$/s, '');
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}

function forbiddenAdvice(root: string): string {
  const { uid, gid, mode } = statSync(root);
  const owner = `it belongs to ${uid}:${gid} with mode ${(mode & 0o7777).toString(8)}`;
  return `user ${process.getuid?.()} cannot write to the workspace, ${owner}; the run has no fsGroup, or the volume ignores it`;
}

function checkRelative(path: string): void {
  if (path === '') throw new Error('the path is empty');
  const isOutside = path.startsWith('/') || normalize(path).split(sep)[0] === '..';
  if (isOutside) throw new Error(`"${path}" is outside the workspace; expected a relative path`);
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

const bufferedCharacters = 1 << 20;

function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    let buffered = '';
    for (const piece of pieces) {
      buffered += piece;
      if (buffered.length < bufferedCharacters) continue;
      writeAll(file, buffered);
      buffered = '';
    }
    writeAll(file, buffered);
  } finally {
    closeSync(file);
  }
}

/** Writes all bytes; a single write may be partial. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
