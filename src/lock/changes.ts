import { isDeepStrictEqual } from 'node:util';
import type { Lock, LockEntry } from './entry';

/** What `now` has otherwise than `before`, a line for each thing, by URL. Entries of `before` that `now` has not are gone. */
export function lockChanges(before: Lock, now: Lock): string[] {
  const urls = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return urls.flatMap((url) => {
    const [old, fresh] = [before[url], now[url]];
    if (fresh === undefined) return [`- ${url}`];
    if (old === undefined) return [`+ ${url}: Task "${fresh.name}", ${fresh.digest}`];
    return entryChanges(old, fresh).map((change) => `~ ${url}: ${change}`);
  });
}

function entryChanges(old: LockEntry, fresh: LockEntry): string[] {
  const named = old.name === fresh.name ? [] : [`name "${old.name}" is now "${fresh.name}"`];
  const digest = old.digest === fresh.digest ? [] : [`digest ${old.digest} is now ${fresh.digest}`];
  const parts = (['params', 'results', 'workspaces'] as const).flatMap((part) => listChanges(part.slice(0, -1), old[part], fresh[part]));
  return [...named, ...digest, ...parts];
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
