import type { FieldPath } from '../../diagnostics';
import { BROKEN } from '../shape/broken';
import type { Document } from './document';

/** A part of a manifest that rules check. */
export interface View {
  readonly document: Document;
  /** The field path of the part in the manifest. Rules report field paths relative to it. */
  readonly field: FieldPath;
}

/** The type as an unchecked manifest may contain it: every field can be missing, and every string literal can be any string. */
export type Loose<T> = T extends string
  ? string
  : T extends number | boolean
    ? T
    : T extends readonly (infer U)[]
      ? readonly Loose<U>[]
      : T extends object
        ? { readonly [K in keyof T]?: Loose<T[K]> }
        : T;

/** An item of an array and its index. */
export interface Item<T> {
  readonly at: number;
  readonly item: T;
}

/** The items of an array with their indexes, without items of the wrong type. */
export function items<T>(list: readonly T[] | undefined): readonly Item<T>[] {
  if (list === undefined || list.length === 0) return NONE;
  const found: Item<T>[] = [];
  for (let at = 0; at < list.length; at++) {
    const item = list[at] as T;
    if (item !== BROKEN) found.push({ at, item });
  }
  return found;
}

const NONE: readonly never[] = [];

/** The items by name; the first of several with the same name. Items without a name are left out. */
export function byName<T extends { readonly name?: string }>(list: readonly T[] | undefined): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const { item } of items(list)) if (item.name !== undefined && item.name !== '' && !found.has(item.name)) found.set(item.name, item);
  return found;
}

/** The items with the name of an earlier item. `key` returns the name to compare. */
export function repeated<T>(list: readonly T[] | undefined, key: (item: T) => string | undefined): readonly Item<T>[] {
  if (list === undefined || list.length < 2) return NONE;
  const seen = new Set<string>();
  const found: Item<T>[] = [];
  for (let at = 0; at < list.length; at++) {
    const item = list[at] as T;
    const name = item === BROKEN ? undefined : key(item);
    if (name === undefined || name === '') continue;
    if (seen.has(name)) found.push({ at, item });
    else seen.add(name);
  }
  return found;
}
