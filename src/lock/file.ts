import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lock } from './entry';
import { parseLock } from './text';

/** The file name of the lock file. */
const LOCK_NAME = 'tekwire.lock';

/**
 * Returns the path of the lock file for a program that runs in `folder`, whether it exists or not: in the nearest parent folder that has
 * one or a package.json, else in `folder`.
 */
export function lockPath(folder: string = process.cwd()): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, LOCK_NAME)) || existsSync(join(at, 'package.json'))) return join(at, LOCK_NAME);
    if (at === dirname(at)) return join(folder, LOCK_NAME);
  }
}

/**
 * Reads a lock file; returns undefined when it does not exist.
 * @throws Error when it cannot be read, or is not in the format of `tekwire lock`
 */
export function tryReadLock(path: string): Lock | undefined {
  return existsSync(path) ? parseLock(readFileSync(path, 'utf8'), path) : undefined;
}
