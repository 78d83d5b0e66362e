import { suggestion } from '../diagnostics';
import { optionTable } from './option-table';

/** The type of an options object, by its name in the source. */
export type OptionType = keyof typeof optionTable;

/** An unknown key: its path in the options, and the message about it. */
export interface UnknownKey {
  readonly where: string;
  readonly message: string;
}

/** What a key holds: nothing to check, options, or an object of options by names that the user chooses. */
type Below = { readonly type: OptionType; readonly isRecord: boolean } | undefined;

interface Shape {
  readonly keys: ReadonlyMap<string, Below>;
}

const NONE: readonly UnknownKey[] = [];
const shapes = new Map<OptionType, Shape>();

/**
 * Finds the unknown keys of options and of options inside them. Only plain objects are checked, no class instances; a key whose value is
 * undefined is ignored.
 * @param isExtended - whether further keys of a subclass are allowed; then only a misspelt key at the top is an error
 */
export function unknownKeys(type: OptionType, options: unknown, isExtended = false): readonly UnknownKey[] {
  // nearly all options are valid, so the path of each key is computed only for an error
  if (options === undefined || areKnown(options, shapeOf(type))) return NONE;
  const found: UnknownKey[] = [];
  check(options, type, '', found, isExtended);
  return found;
}

/** Returns a copy of the options without unknown keys. */
export function withoutUnknown<T>(type: OptionType, options: T): T {
  return strip(options, type) as T;
}

/** The keys of a type of options, sorted. */
export function optionKeys(type: OptionType): readonly string[] {
  return [...shapeOf(type).keys.keys()].filter((key) => !key.startsWith('_'));
}

function areKnown(value: unknown, shape: Shape): boolean {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (!Array.isArray(value[at]) && !areKnown(value[at], shape)) return false;
    return true;
  }
  if (!isPlain(value)) return true;
  const { keys } = shape;
  for (const key in value) {
    const below = keys.get(key);
    const item = value[key];
    if (below === undefined) {
      if (!keys.has(key)) return false;
    } else if (typeof item === 'object' && item !== null && !areBelowKnown(item, below)) return false;
  }
  return true;
}

function areBelowKnown(value: object, { type, isRecord }: NonNullable<Below>): boolean {
  const shape = shapeOf(type);
  if (!isRecord) return areKnown(value, shape);
  if (isPlain(value)) for (const name in value) if (!areKnown(value[name], shape)) return false;
  return true;
}

function check(value: unknown, type: OptionType, where: string, found: UnknownKey[], isExtended = false): void {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (isPlain(value[at])) check(value[at], type, itemPlace(where, value[at], at), found);
    return;
  }
  if (!isPlain(value)) return;
  const { keys } = shapeOf(type);
  for (const key of Object.keys(value)) {
    const below = keys.get(key);
    const item = value[key];
    if (below !== undefined) checkBelow(item, below, `${where}${key}`, found);
    else if (item !== undefined && !keys.has(key) && !(isExtended && !isMisspelt(key, value, type)))
      found.push(unknownKey(type, where, key));
  }
}

function checkBelow(value: unknown, { type, isRecord }: NonNullable<Below>, where: string, found: UnknownKey[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (!isRecord) check(value, type, Array.isArray(value) ? where : `${where}.`, found);
  else if (isPlain(value)) for (const name of Object.keys(value)) check(value[name], type, `${where}.${name}.`, found);
}

/** Items of lists have their name, as in all messages. */
function itemPlace(list: string, item: Readonly<Record<string, unknown>>, at: number): string {
  return typeof item.name === 'string' && item.name !== '' ? `${list}.${item.name}.` : `${list}[${at}].`;
}

function unknownKey(type: OptionType, where: string, key: string): UnknownKey {
  return { where: `${where}${key}`, message: `unknown option "${key}"${suggestion(key, optionKeys(type))}` };
}

/** Whether the key resembles a missing one, and is therefore hardly an option of a subclass. */
function isMisspelt(key: string, options: Readonly<Record<string, unknown>>, type: OptionType): boolean {
  const missing = optionKeys(type).filter((known) => options[known] === undefined);
  return suggestion(key, missing).includes('did you mean');
}

/** Returns the same object when it has no unknown keys. */
function strip(value: unknown, type: OptionType): unknown {
  if (Array.isArray(value)) return mapped(value, (item) => strip(item, type));
  if (!isPlain(value)) return value;
  const { keys } = shapeOf(type);
  const entries = Object.entries(value);
  const kept = entries.filter(([key]) => keys.has(key)).map(([key, item]) => [key, stripBelow(item, keys.get(key))] as const);
  const isSame = kept.length === entries.length && kept.every(([key, item]) => item === value[key]);
  return isSame ? value : Object.fromEntries(kept);
}

function stripBelow(value: unknown, below: Below): unknown {
  if (below === undefined) return value;
  if (!below.isRecord) return strip(value, below.type);
  if (!isPlain(value)) return value;
  const kept = Object.entries(value).map(([name, item]) => [name, strip(item, below.type)] as const);
  return kept.every(([name, item]) => item === value[name]) ? value : Object.fromEntries(kept);
}

function mapped(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change);
  return changed.every((item, at) => item === list[at]) ? list : changed;
}

/** Whether the value is a plain object, of this or another realm, and not a class instance. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || (!Array.isArray(value) && Object.getPrototypeOf(prototype) === null);
}

function shapeOf(type: OptionType): Shape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const entries: readonly string[] = optionTable[type].split(' ');
  const made = { keys: new Map(entries.map(parseKey)) };
  shapes.set(type, made);
  return made;
}

function parseKey(entry: string): readonly [string, Below] {
  const [, key = '', sign, type] = /^([^>*]+)(?:([>*])(.+))?$/.exec(entry) ?? [];
  return [key, sign === undefined ? undefined : { type: type as OptionType, isRecord: sign === '*' }];
}
