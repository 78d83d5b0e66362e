import { isDeepStrictEqual } from 'node:util';
import type { Lock, LockEntry } from './entry';

/**
 * Describes the differences between two locks, one line each, sorted by address. Entries of `before` that are missing in `now` are gone.
 */
export function lockChanges(before: Lock, now: Lock): string[] {
  const objects = changesOf(before.objects, now.objects, ({ kind, name, digest }) => `${kind} "${name}", ${digest}`, entryChanges);
  const images = changesOf(
    before.images,
    now.images,
    (digest) => digest,
    (old, fresh) => (old === fresh ? [] : [`digest ${old} is now ${fresh}`]),
  );
  return [...objects, ...images];
}

type ByAddress<T> = Readonly<Record<string, T>>;

function changesOf<T>(
  before: ByAddress<T>,
  now: ByAddress<T>,
  describe: (fresh: T) => string,
  compare: (old: T, fresh: T) => readonly string[],
): string[] {
  const addresses = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return addresses.flatMap((address) => {
    const [old, fresh] = [before[address], now[address]];
    if (fresh === undefined) return [`- ${address}`];
    if (old === undefined) return [`+ ${address}: ${describe(fresh)}`];
    return compare(old, fresh).map((change) => `~ ${address}: ${change}`);
  });
}

function entryChanges(old: LockEntry, fresh: LockEntry): string[] {
  const kind = old.kind === fresh.kind ? [] : [`${old.kind} is now a ${fresh.kind}`];
  const named = old.name === fresh.name ? [] : [`name "${old.name}" is now "${fresh.name}"`];
  const digest = old.digest === fresh.digest ? [] : [`digest ${old.digest} is now ${fresh.digest}`];
  const parts = (['params', 'results', 'workspaces'] as const).flatMap((part) => listChanges(part.slice(0, -1), old[part], fresh[part]));
  return [...kind, ...named, ...referenceChanges(old, fresh), ...digest, ...parts];
}

/**
 * Differences of the reference, such as another commit. A param that repeats the digest is left out, because the digest has a line of its
 * own.
 */
function referenceChanges({ reference: old, digest }: LockEntry, { reference: fresh }: LockEntry): string[] {
  const names = [...new Set([...Object.keys(old.params), ...Object.keys(fresh.params)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.params[name], fresh.params[name]];
    return was === is || was === digest ? [] : [`${name} ${was ?? 'nothing'} is now ${is ?? 'nothing'}`];
  });
}

type Items = readonly { readonly name: string }[];

function listChanges(kind: string, old: Items, fresh: Items): string[] {
  const names = [...new Set([...old, ...fresh].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [was, is] = [old, fresh].map((items) => items.find((item) => item.name === name));
    if (isDeepStrictEqual(was, is)) return [];
    return [`${kind} "${name}" is ${was === undefined ? 'new' : is === undefined ? 'gone' : 'changed'}`];
  });
}
