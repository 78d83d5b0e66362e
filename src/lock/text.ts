import type { Lock, LockEntry } from './entry';

const VERSION = 1;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A lock file that cannot be used. */
export class LockError extends Error {}

/**
 * Reads the text of a lock file.
 * @throws LockError when it is not what `tekwire lock` writes; `path` stands in the message
 */
export function parseLock(text: string, path: string): Lock {
  const { version, tasks } = readJson(text, path);
  if (version !== VERSION)
    throw new LockError(`${path}: its version is ${JSON.stringify(version)}, but this tekwire reads version ${VERSION}`);
  if (!isRecord(tasks)) throw new LockError(`${path}: "tasks" must be an object of URLs; restore the file, or remove it and lock again`);
  for (const [url, entry] of Object.entries(tasks))
    if (!isEntry(entry)) throw new LockError(`${path}: the entry of "${url}" is broken; remove it and run npx tekwire lock ${url}`);
  return tasks as Lock;
}

/** The lock file's text: JSON, URLs sorted, so that the same Tasks give the same bytes. */
export function printLock(lock: Lock): string {
  return `${JSON.stringify({ version: VERSION, tasks: sortedLock(lock) }, undefined, 2)}\n`;
}

/** The entries, URLs sorted. */
export function sortedLock(lock: Lock): Lock {
  return Object.fromEntries(Object.entries(lock).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readJson(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new LockError(`${path}: is no JSON (${(error as Error).message}); after a merge conflict keep both sides' entries`);
  }
  throw new LockError(`${path}: is no lock file; it must hold an object`);
}

function isEntry(value: unknown): value is LockEntry {
  if (!isRecord(value)) return false;
  const lists = [value.params, value.results, value.workspaces];
  return typeof value.name === 'string' && DIGEST.test(String(value.digest)) && lists.every(isNamedList);
}

function isNamedList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.name === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
