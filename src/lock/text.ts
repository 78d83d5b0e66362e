import { TekwireError } from '../diagnostics';
import { isDigest } from '../image';
import { lockCommand } from './command';
import type { Lock, LockEntry } from './entry';
import { isRecord } from './record';

const VERSION = 1;
const KINDS: readonly unknown[] = ['Task', 'Pipeline', 'StepAction'];

/**
 * Reads the text of a lock file.
 * @throws TekwireError when it is not what `tekwire lock` writes; `path` stands in the message
 */
export function parseLock(text: string, path: string): Lock {
  const { version, objects, images = {} } = readJson(text, path);
  if (version !== VERSION)
    throw new TekwireError(`${path}: its version is ${JSON.stringify(version)}, but this tekwire reads version ${VERSION}`);
  if (!isRecord(objects))
    throw new TekwireError(`${path}: "objects" must be an object of addresses; restore the file, or remove it and lock again`);
  if (!isRecord(images))
    throw new TekwireError(`${path}: "images" must be an object of names; restore the file, or remove it and lock again`);
  for (const [address, entry] of Object.entries(objects))
    if (!isEntry(entry)) throw new TekwireError(`${path}: the entry of "${address}" is broken; remove it and run ${lockCommand(address)}`);
  for (const [name, digest] of Object.entries(images))
    if (!isDigest(String(digest)))
      throw new TekwireError(`${path}: the digest of "${name}" is broken; remove it and run ${lockCommand(`image://${name}`)}`);
  return { objects, images } as Lock;
}

/** The lock file's text: JSON, addresses sorted, so that the same objects give the same bytes. */
export function printLock({ objects, images }: Lock): string {
  return `${JSON.stringify({ version: VERSION, objects: byAddress(objects), images: byAddress(images) }, undefined, 2)}\n`;
}

/** The entries, addresses sorted. */
export function byAddress<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readJson(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new TekwireError(`${path}: is no JSON (${(error as Error).message}); after a merge conflict keep both sides' entries`);
  }
  throw new TekwireError(`${path}: is no lock file; it must hold an object`);
}

function isEntry(value: unknown): value is LockEntry {
  if (!isRecord(value)) return false;
  const lists = [value.params, value.results, value.workspaces];
  const isNamed = KINDS.includes(value.kind) && typeof value.name === 'string';
  return isNamed && isDigest(String(value.digest)) && isReference(value.reference) && lists.every(isNamedList);
}

function isReference(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.params)) return false;
  return typeof value.resolver === 'string' && Object.values(value.params).every((one) => typeof one === 'string');
}

function isNamedList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.name === 'string');
}
