import { TekwireError, throwAll } from '../diagnostics';
import { isDigest } from '../image';
import { lockCommand } from './command';
import type { Lock, LockEntry } from './entry';
import { isRecord } from './record';

const VERSION = 1;
const KINDS: readonly unknown[] = ['Task', 'Pipeline', 'StepAction'];

/**
 * Parses a lock file.
 * @throws TekwireError when it is not in the format of `tekwire lock`, with every malformed entry; the messages name `path`
 */
export function parseLock(text: string, path: string): Lock {
  const { version, objects, images = {} } = readJson(text, path);
  if (version !== VERSION)
    throw new TekwireError(`${path}: unknown version ${JSON.stringify(version)}; this tekwire reads version ${VERSION}`);
  if (!isRecord(objects))
    throw new TekwireError(`${path}: "objects" must be an object with addresses as keys; restore the file, or remove it and lock again`);
  if (!isRecord(images))
    throw new TekwireError(`${path}: "images" must be an object with image names as keys; restore the file, or remove it and lock again`);
  const entries = Object.keys(objects).filter((address) => !isEntry(objects[address]));
  const digests = Object.keys(images).filter((name) => !isDigest(String(images[name])));
  throwAll([
    ...entries.map((address) => malformed(path, `the entry of "${address}"`, address)),
    ...digests.map((name) => malformed(path, `the digest of "${name}"`, `image://${name}`)),
  ]);
  return { objects, images } as Lock;
}

/** Prints a lock as JSON. Addresses are sorted, so that the same objects give the same bytes. */
export function printLock({ objects, images }: Lock): string {
  return `${JSON.stringify({ version: VERSION, objects: byAddress(objects), images: byAddress(images) }, undefined, 2)}\n`;
}

/** The entries, sorted by address. */
export function byAddress<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function malformed(path: string, what: string, address: string): TekwireError {
  return new TekwireError(`${path}: ${what} is malformed; remove it and run ${lockCommand(address)}`);
}

function readJson(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new TekwireError(`${path}: invalid JSON (${(error as Error).message}); after a merge conflict keep both sides' entries`);
  }
  throw new TekwireError(`${path}: not a lock file; expected a JSON object`);
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
