import type { IConstruct } from 'constructs';
import { hasNoted, isNoted, type NotedMistake, notedDiagnostic, noteMistake, takeNoted } from '../diagnostics';
import { AppCheck } from './app-check';
import { type OptionType, unknownKeys, withoutUnknown } from './option-keys';
import { isRecord, pathOf, remark, shown } from './refuse';
import { captureLocation } from './source-location';

/** An error in options, and where the program passed them. */
export type OptionMistake = NotedMistake;

/** A construct that has not been created yet. */
export interface FutureConstruct {
  readonly scope: IConstruct;
  readonly id: string;
}

/** A path from the owner to the checked value; computed only for a message. */
export type Where = string | (() => string);

/** Settings of `known`. */
export interface KnownSettings {
  /** Whether further keys are allowed, for subclasses of the user. @default false */
  readonly isExtended?: boolean;
  /** The path from the owner to the options. @default - the owner's own options */
  readonly where?: Where;
}

/**
 * Returns the options without unknown keys. Each of these (TW299), and null instead of options (TW288), is reported for the owner: a
 * construct, one that is about to be created, or any other object, whose errors are reported by the construct that uses it.
 */
export function known<T>(type: OptionType, options: T, owner: object, { isExtended = false, where = '' }: KnownSettings = {}): T {
  if (options === null) {
    reportValue(owner, where, '', 'expected an object of options, found null');
    return {} as T;
  }
  // its metadata are files of scanners
  const plain = type === 'DatabaseAgeProps' ? options : withPlainParts(options, owner, where);
  const unknown = unknownKeys(type, plain, isExtended);
  if (unknown.length === 0) return plain;
  const location = captureLocation(known);
  for (const one of unknown) reportMistake(owner, { code: 'TW299', where: joined(where, one.where), message: one.message, location });
  return isExtended ? plain : withoutUnknown(type, plain);
}

/** Options that are parts of the manifest, and what they hold; other values would vanish when they are joined with the rest of it. */
const PARTS = {
  metadata: "an object such as { labels: { team: 'web' } }",
  overrides: 'an object of fields of the manifest',
  podTemplate: "an object such as { nodeSelector: { disk: 'ssd' } }",
  resolverParams: 'an object of strings',
  spec: 'an object of fields',
} as const;
const PART_NAMES = Object.keys(PARTS) as readonly (keyof typeof PARTS)[];

/** Reports parts of the manifest that are not plain objects, and returns the options without them. */
function withPlainParts<T>(options: T, owner: object, where: Where): T {
  if (typeof options !== 'object' || options === null) return options;
  let kept: Record<string, unknown> | undefined;
  for (const part of PART_NAMES) {
    const value = (options as Readonly<Record<string, unknown>>)[part];
    if (value === undefined || value === null || (isRecord(value) && isBare(value))) continue;
    const found = isRecord(value) ? `an object of class "${className(value)}"` : shown(value);
    reportValue(owner, where, part, `expected ${PARTS[part]}, found ${found}`);
    kept ??= { ...options } as Record<string, unknown>;
    delete kept[part];
  }
  return (kept as T | undefined) ?? options;
}

function className(value: object): string {
  return (Object.getPrototypeOf(value) as object).constructor.name;
}

/** Like `known`, but options that are not an object are reported and replaced by an empty one. */
export function knownOptions<T extends object>(type: OptionType, options: T, owner: object, settings: KnownSettings = {}): T {
  if (isRecord(options)) return known(type, options, owner, settings);
  if (options !== undefined) reportValue(owner, settings.where ?? '', '', `expected an object of options, found ${shown(options)}`);
  return {} as T;
}

/** Reports a value that no manifest, or not this field, can hold; `path` leads from `where` to it. */
export function reportValue(owner: object, where: Where, path: string, message: string): void {
  reportMistake(owner, { code: 'TW288', where: joined(where, path), message, location: captureLocation(reportValue) });
}

/** Reports an unknown name under the code of the rule that would find it in manifests. */
export function reportName(owner: object, code: string, where: string, message: string): void {
  reportMistake(owner, { code, where, message, location: captureLocation(reportName) });
}

function joined(where: Where, path: string): string {
  const start = typeof where === 'string' ? where : where();
  const rest = path.replace(/^\./, '');
  return start === '' || rest === '' || start.endsWith(' ') || rest.startsWith('[') ? start + rest : `${start}.${rest}`;
}

/** Reports an error for the owner, see `known`. */
export function reportMistake(owner: object, { where: path, ...rest }: OptionMistake): void {
  const mistake = { ...rest, where: path.replace(/[. ]+$/, '') };
  const { scope = owner, id } = owner as Partial<FutureConstruct>;
  if (!isConstruct(scope)) {
    remark(pathOf(owner), mistake.message);
    noteMistake(owner, mistake);
    return;
  }
  const origin = id === undefined ? pathOf(scope) : [pathOf(scope), id].filter((part) => part !== '').join('/');
  AppCheck.of(scope).note(notedDiagnostic(origin, mistake));
  remark(origin, mistake.message);
}

/** The errors in the options of an object that is not a construct. */
export function mistakesOf(made: unknown): readonly OptionMistake[] {
  return takeNoted(made);
}

/** Passes the errors of other objects to the owner that uses them, with `where` before their own path. */
export function adoptMistakes(owner: object, where: string, made: unknown): void {
  for (const mistake of mistakesOf(made)) reportMistake(owner, { ...mistake, where: `${where}${mistake.where}` });
}

/**
 * Reports the errors of all objects inside a value, such as a lifted param or a text, under their paths. Nothing is searched while no error
 * has been noted.
 */
export function adoptWithin(owner: object, where: Where, value: unknown): void {
  if (hasNoted()) adoptNested(owner, where, '', value, 0);
}

function adoptNested(owner: object, where: Where, path: string, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  for (const mistake of takeNoted(value)) {
    const start = joined(where, path);
    reportMistake(owner, { ...mistake, where: mistake.where === '' ? start : `${start}.${mistake.where}` });
  }
  if (Array.isArray(value)) for (const [at, item] of value.entries()) adoptNested(owner, where, `${path}[${at}]`, item, depth + 1);
  else if (isBare(value))
    for (const key of Object.keys(value)) if (key !== 'script') adoptNested(owner, where, `${path}.${key}`, value[key], depth + 1);
}

/** Whether any object inside the value has a noted error. */
export function hasNotedWithin(value: unknown, depth = 0): boolean {
  if (!hasNoted() || typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  if (isNoted(value)) return true;
  if (!Array.isArray(value) && !isBare(value)) return false;
  return Object.entries(value).some(([key, item]) => key !== 'script' && hasNotedWithin(item, depth + 1));
}

// deeper than any option
const MAX_DEPTH = 20;

/** Whether the value is a plain object, of this or another realm, and not a class instance. */
export function isBare(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && 'node' in value;
}
