import { adoptWithin, hasNotedWithin, isBare, reportValue, type Where } from './known';

/** A value that no manifest can hold, and where it was found. */
interface Mismatch {
  readonly path: string;
  readonly message: string;
}

// four times as deep as any field of Tekton or Kubernetes
const MAX_DEPTH = 80;

/**
 * Returns a copy of the value that later changes of the program do not affect, without values that no manifest can hold: BigInt, symbols,
 * functions, NaN and infinite numbers, cycles, and undefined in an array. Each of these is reported for the owner (TW288).
 * Handles and other class instances are kept.
 */
export function checkedCopy<T>(value: T, owner: object, where: Where = ''): T {
  adoptWithin(owner, where, value);
  const quick = quickCopy(value, 0);
  if (quick !== NOT_PLAIN) return quick as T;
  const found: Mismatch[] = [];
  const copied = copy(value, '', [], found) as T;
  for (const { path, message } of found) reportValue(owner, where, path, message);
  return copied;
}

/** Like `checkedCopy`, but returns undefined when there is something to report. */
export function tryCheckedCopy<T>(value: T): T | undefined {
  if (hasNotedWithin(value)) return undefined;
  const quick = quickCopy(value, 0);
  return quick === NOT_PLAIN ? undefined : (quick as T);
}

/** Like `checkedCopy`, but returns the value itself when there is nothing to report; for values that are rendered at once. */
export function checkedInPlace<T>(value: T, owner: object, where: Where): T {
  return !hasNotedWithin(value) && isRenderable(value, 0) ? value : checkedCopy(value, owner, where);
}

const NOT_PLAIN = Symbol('no manifest can hold it');

/** A fast copy without paths, for the usual case without errors. A cycle exceeds the maximum depth. */
function quickCopy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return isScalar(value) ? value : NOT_PLAIN;
  if (depth > MAX_DEPTH) return NOT_PLAIN;
  if (Array.isArray(value)) {
    const list: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at++) {
      const item = value[at] === undefined ? NOT_PLAIN : quickCopy(value[at], depth + 1);
      if (item === NOT_PLAIN) return NOT_PLAIN;
      list[at] = item;
    }
    return list;
  }
  if (!isBare(value)) return isBuiltIn(value) ? NOT_PLAIN : value;
  // copies the marks of handles too, which are symbols
  const copied: Record<string, unknown> = { ...value };
  for (const key in copied) {
    const item = copied[key];
    if (typeof item === 'string' || key === 'script') continue;
    const inner = quickCopy(item, depth + 1);
    if (inner === NOT_PLAIN) return NOT_PLAIN;
    copied[key] = inner;
  }
  return copied;
}

function copy(value: unknown, path: string, within: readonly object[], found: Mismatch[]): unknown {
  const problem = problemOf(value, within);
  if (problem !== undefined) {
    found.push({ path, message: problem });
    return undefined;
  }
  if (Array.isArray(value)) return copyList(value, path, [...within, value], found);
  if (typeof value !== 'object' || value === null || !isBare(value)) return value;
  const inner = [...within, value];
  const copied: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copied)) if (key !== 'script') copied[key] = copy(copied[key], `${path}.${key}`, inner, found);
  return copied;
}

function copyList(list: readonly unknown[], path: string, within: readonly object[], found: Mismatch[]): unknown[] {
  return list.flatMap((item, at) => {
    if (item === undefined)
      found.push({
        path: `${path}[${at}]`,
        message: `expected ${ALLOWED}, found undefined; a name that is not declared, such as a misspelt param, is undefined`,
      });
    const copied = copy(item, `${path}[${at}]`, within, found);
    return copied === undefined ? [] : [copied];
  });
}

const ALLOWED = 'a string, number, boolean, array or object';

function problemOf(value: unknown, within: readonly object[]): string | undefined {
  if (typeof value === 'bigint') return `expected a string or a number, found the BigInt ${value}n, which no manifest can hold`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `expected a finite number, found ${value}`;
  if (typeof value === 'symbol' || typeof value === 'function') return `expected ${ALLOWED}, found a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return undefined;
  const name = builtInName(value);
  if (name === 'Date') return `expected ${ALLOWED}, found a Date; write date.toISOString()`;
  if (name !== undefined) return `expected ${ALLOWED}, found an object of class "${name}"`;
  if (within.includes(value)) return 'the value contains itself, which is impossible in a manifest; copy it';
  return within.length > MAX_DEPTH ? `the value is nested more than ${MAX_DEPTH} deep` : undefined;
}

/** Whether a manifest can hold the value. */
function isRenderable(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return isScalar(value);
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (value[at] === undefined || !isRenderable(value[at], depth + 1)) return false;
    return true;
  }
  if (!isBare(value)) return !isBuiltIn(value);
  for (const key in value) if (key !== 'script' && !isRenderable(value[key], depth + 1)) return false;
  return true;
}

/** Whether the value is an object of JavaScript itself that no manifest can hold; other classes may be handles or values of cdk8s. */
function isBuiltIn(value: object): boolean {
  return builtInName(value) !== undefined;
}

function builtInName(value: object): string | undefined {
  if (Array.isArray(value)) return undefined;
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return BUILT_IN.has(name) ? name : undefined;
}

const BUILT_IN: ReadonlySet<string> = new Set(['Date', 'Map', 'Set', 'RegExp', 'Error', 'Promise', 'Uint8Array', 'URL']);

function isScalar(value: unknown): boolean {
  const type = typeof value;
  return type === 'string' || type === 'boolean' || type === 'undefined' || value === null || (type === 'number' && Number.isFinite(value));
}
