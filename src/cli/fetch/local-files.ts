import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { FILE, fileKey, localEntry } from '../../lock';
import { load, readYaml } from '../../reader';
import { UsageError } from '../command';
import { checkedObject, kindOf, type Locked } from '../lock-entry';

/** Whether the key of a lock is that of a local file. */
export const isLocal = (key: string): boolean => key.startsWith(FILE);

/** The keys of local files: of those that are named, and of all in folders that have exactly one object that can be locked. */
export function localKeys(
  lock: string,
  paths: readonly string[],
): { readonly keys: readonly string[]; readonly failures: readonly string[] } {
  const { sources, failures } = load(paths);
  const isLockable = (text: string, origin: string) => {
    const { objects } = readYaml(text, origin);
    return objects.length === 1 && kindOf(objects[0]?.document?.manifest ?? {}) !== undefined;
  };
  const keys = sources
    .filter(({ origin, text }) => paths.includes(origin) || isLockable(text, origin))
    .map(({ origin }) => fileKey(lock, origin));
  const outside = keys.find((key) => key.startsWith(`${FILE}../`));
  if (outside === undefined) return { keys, failures };
  const folder = dirname(resolve(lock));
  throw new UsageError(`${resolve(folder, outside.slice(FILE.length))} is outside of ${folder}, the folder of the lock file; use --file`);
}

/** Reads and checks the local file with the key; only its interface is locked. */
export function lockLocal(lock: string, key: string, features: Readonly<Record<string, string>>): Locked {
  const path = relative('.', join(dirname(resolve(lock)), key.slice(FILE.length)));
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return { address: key, failure: `${path}: cannot be read (${reason}); if it is gone, remove "${key}" from ${lock}` };
  }
  const found = checkedObject(path, text, { features });
  if ('mistakes' in found) return { address: key, mistakes: found.mistakes };
  return { address: key, entry: localEntry(found.kind, found.name, found.spec, sha256) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
