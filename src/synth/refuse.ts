import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isTekwireError, quoted, TekwireError } from '../diagnostics';
import { callerOf } from './source-location';

/** The object that an error is about: a construct, shown by its path, or another object, shown by its name. */
export type Owner = object;

/**
 * Throws when an untyped (plain JavaScript) caller passes a value of the wrong type. `expected` describes the allowed values, and after
 * "; " how to write one; `found` describes the value if its type says too little.
 */
export function refuse(owner: Owner, field: string, value: unknown, expected: string, found = shown(value)): never {
  const [what, ...ways] = expected.split('; ');
  fail(owner, field, value, [`expected ${what}, found ${found}`, ...ways].join('; '), expected);
}

/** Throws when an untyped caller passes a value outside a closed set. */
export function refuseChoice(owner: Owner, field: string, value: unknown, allowed: readonly unknown[]): never {
  const expected = `expected one of: ${allowed.join(', ')}`;
  fail(owner, field, value, `unknown value ${shown(value)}; ${expected}`, expected);
}

function fail(owner: Owner, field: string, value: unknown, problem: string, fix: string): never {
  const hints = value === undefined ? (remarks.get(pathOf(owner)) ?? []) : [];
  const place = [pathOf(owner), field].filter((part) => part !== '').join(' ');
  const message = [`${place === '' ? '' : `${place}: `}${problem}`, ...hints].join('; ');
  throw new TekwireError(message, { code: 'TW288', where: field, problem, fix });
}

/** Errors in the options of an owner, by its place: an option that seems to be missing may be misspelt. */
const remarks = new Map<string, string[]>();

/** Records an error in the options of an owner, in case the owner cannot be constructed at all. */
export function remark(place: string, message: string): void {
  if (place !== '') remarks.set(place, [...(remarks.get(place) ?? []), message]);
}

/** Forgets all remarks, because a new app begins. */
export function forgetRemarks(): void {
  remarks.clear();
}

/** Returns the scope of a new construct. Without one, or without an id, there is no construct that could report the mistake. @throws TekwireError */
export function checkedScope<T extends object>(scope: T, id: unknown, kind: string): T {
  const call = `new ${kind}(chart, 'name', { ... })`;
  try {
    if ((scope as Partial<Record<'node', unknown>> | undefined)?.node === undefined)
      refuse({}, '', scope, `a Chart, or a construct in a Chart, as the first argument, as in ${call}`);
    if (typeof id !== 'string' || id === '') refuse(scope, '', id, `an id that is not empty as the second argument, as in ${call}`);
    const place = pathOf({ scope, id });
    if (!isInChart(scope as unknown as IConstruct))
      refuse(
        {},
        place,
        scope,
        `a Chart, or a construct in a Chart, as the first argument; make one: const chart = new Chart(app, 'ci')`,
        foundScope(scope as unknown as IConstruct),
      );
  } catch (error) {
    throw withoutOwnFrames(error);
  }
  return scope;
}

function foundScope({ node }: IConstruct): string {
  return node.scope === undefined ? 'the App' : 'a construct that is in no Chart';
}

/** Whether cdk8s finds the chart of a construct. */
function isInChart(scope: IConstruct): boolean {
  for (let one: IConstruct | undefined = scope; one !== undefined; one = one.node.scope) if (Chart.isChart(one)) return true;
  return false;
}

/** Removes the frames of packages and of Node from the stack, so that the line of the program follows the message. */
function withoutOwnFrames(error: unknown): unknown {
  if (!isTekwireError(error)) return error;
  error.stack = `${error.name}: ${error.message}${callerOf(error)}`;
  return error;
}

/** Throws for anything but an array or undefined. */
export function demandList(owner: Owner, field: string, value: unknown, expected: string): void {
  if (value !== undefined && !Array.isArray(value)) refuse(owner, field, value, expected);
}

/**
 * Throws for anything but undefined or an array of strings, and of values that become strings, such as params. An undefined item, most often
 * a name that is not declared, is left to `checkedCopy`, whose message says so.
 */
export function demandStrings(owner: Owner, field: string, value: unknown, expected: string): void {
  demandList(owner, field, value, expected);
  for (const [at, item] of ((value ?? []) as readonly unknown[]).entries())
    if (item !== undefined && typeof item !== 'string' && !isRecord(item))
      refuse(owner, field, item, expected, `${shown(item)} at index ${at}`);
}

/** Throws for anything but a plain object or undefined. */
export function demandRecord(owner: Owner, field: string, value: unknown, expected: string): void {
  if (value !== undefined && !isRecord(value)) refuse(owner, field, value, expected);
}

/** The form of an option, for untyped callers. */
export interface Form {
  readonly accepts: (value: unknown) => boolean;
  /** The allowed values, with an example. */
  readonly expected: string;
  /** Describes a value of another form. @default - the value, or its type */
  readonly found?: (value: unknown) => string;
}

export const booleanForm: Form = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' };

/** A string that is not empty. */
export function stringForm(example: string): Form {
  return { accepts: isText, expected: `a string that is not empty, such as ${example}` };
}

/** An array whose items all have the form; a message names the first that has not. */
export function arrayForm(expected: string, accepts: (item: unknown) => boolean = isText): Form {
  const found = (value: unknown): string => {
    if (!Array.isArray(value)) return shown(value);
    const at = value.findIndex((item) => !accepts(item));
    return at < 0 ? 'an empty array' : `${shown(value[at])} at index ${at}`;
  };
  return { accepts: (value) => Array.isArray(value) && value.every(accepts), expected, found };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Throws for a value of another form. */
export function demandForm(owner: Owner, field: string, value: unknown, { accepts, expected, found }: Form): void {
  if (!accepts(value)) refuse(owner, field, value, expected, found?.(value));
}

/** Returns the `Duration` of cdk8s, or undefined; throws for anything else. */
export function demandDuration<T>(owner: Owner, field: string, value: T): T {
  if (value !== undefined && typeof (value as { toMilliseconds?: unknown } | null)?.toMilliseconds !== 'function')
    refuse(owner, field, value, 'a Duration of cdk8s, such as Duration.minutes(5)');
  return value;
}

/** Whether the value is an object and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts the place before the location of the rule errors (TW19x) of `make`, as in `TW191 app/build steps.run.script: …`. */
export function located<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!isTekwireError(error) || error.code === undefined || error.code === 'TW288') throw error;
    throw Object.assign(moved(place, error), { others: error.others.map((other) => moved(place, other)) });
  }
}

function moved(place: string, { code, problem, fix, where, cause, location }: TekwireError): TekwireError {
  const whole = [place, where].filter((part) => part !== '');
  const path = whole.join(' ').replace(/:$/, '');
  const error = new TekwireError(`${code} ${path}: ${problem}`, { code, where: path, problem, cause, fix });
  return location === undefined ? error : Object.assign(error, { location });
}

/** The path of the construct, or of the one that is about to be made, or the name of any other object. */
export function pathOf(owner: Owner): string {
  const { node } = owner as { readonly node?: Node };
  // what has a path may not have a name yet
  if (node !== undefined) return node.path;
  const { scope, id, name } = owner as Partial<Record<'id' | 'name', string>> & { readonly scope?: { readonly node?: Node } };
  return scope?.node === undefined || id === undefined ? (name ?? '') : [scope.node.path, id].filter((part) => part !== '').join('/');
}

interface Node {
  readonly path: string;
}

/** Describes a value for a message. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean' || typeof value === 'symbol') return String(value);
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Promise) return 'a Promise';
  return typeof value === 'object' ? 'an object' : quoted(value);
}
