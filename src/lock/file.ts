import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lock } from './entry';
import { parseLock } from './text';

/** The lock file's name. */
const LOCK_NAME = 'tekwire.lock';

/** Where the lock file of a program that runs in `folder` is, whether it exists or not: in the nearest folder upwards that has one or a package.json, else in `folder`. */
export function lockPath(folder: string = process.cwd()): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, LOCK_NAME)) || existsSync(join(at, 'package.json'))) return join(at, LOCK_NAME);
    if (at === dirname(at)) return join(folder, LOCK_NAME);
  }
}

/**
 * Reads a lock file; undefined when there is none.
 * @throws Error when it cannot be read, or is not what `tekwire lock` writes
 */
export function tryReadLock(path: string): Lock | undefined {
  return existsSync(path) ? parseLock(readFileSync(path, 'utf8'), path) : undefined;
}
