import { reportValue, type Where } from './known';

/** What no manifest can hold, and where it was found. */
interface Misfit {
  readonly path: string;
  readonly message: string;
}

// no field of Tekton or Kubernetes is a quarter as deep
const MAX_DEPTH = 80;

/**
 * Returns a copy of the value that later changes of the program do not reach, without what no manifest can hold: BigInt, symbols,
 * functions, numbers that are none, values that hold themselves, and undefined in a list. Each of these is reported for the owner (TW288).
 * Handles and other instances of classes stay as they are.
 */
export function held<T>(value: T, owner: object, where: Where = ''): T {
  const quick = quickCopy(value, 0);
  if (quick !== MISFIT) return quick as T;
  const found: Misfit[] = [];
  const copied = copy(value, '', [], found) as T;
  for (const { path, message } of found) reportValue(owner, where, path, message);
  return copied;
}

/** As `held`, but gives undefined where there is something to report. */
export function tryHeld<T>(value: T): T | undefined {
  const quick = quickCopy(value, 0);
  return quick === MISFIT ? undefined : (quick as T);
}

/** As `held`, but gives the value itself where there is nothing to report: for what is rendered at once. */
export function rendered<T>(value: T, owner: object, where: Where): T {
  return isHeld(value, 0) ? value : held(value, owner, where);
}

const MISFIT = Symbol('no manifest can hold it');

/** Nearly all values fit, so that paths are worked out only where one does not. A value that holds itself is deeper than any. */
function quickCopy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return isScalar(value) ? value : MISFIT;
  if (depth > MAX_DEPTH) return MISFIT;
  if (Array.isArray(value)) {
    const list: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at++) {
      const item = value[at] === undefined ? MISFIT : quickCopy(value[at], depth + 1);
      if (item === MISFIT) return MISFIT;
      list[at] = item;
    }
    return list;
  }
  if (!isBare(value)) return value;
  // marks of handles, which are symbols, go with it
  const copied: Record<string, unknown> = { ...value };
  for (const key in copied) {
    const item = copied[key];
    if (typeof item === 'string' || key === 'script') continue;
    const inner = quickCopy(item, depth + 1);
    if (inner === MISFIT) return MISFIT;
    copied[key] = inner;
  }
  return copied;
}

function copy(value: unknown, path: string, within: readonly object[], found: Misfit[]): unknown {
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

function copyList(list: readonly unknown[], path: string, within: readonly object[], found: Misfit[]): unknown[] {
  return list.flatMap((item, at) => {
    if (item === undefined) found.push({ path: `${path}[${at}]`, message: `undefined is given; ${ALLOWED}` });
    const copied = copy(item, `${path}[${at}]`, within, found);
    return copied === undefined ? [] : [copied];
  });
}

const ALLOWED = 'write a text, a number, true or false, or a list or object of such';

function problemOf(value: unknown, within: readonly object[]): string | undefined {
  if (typeof value === 'bigint') return `the BigInt ${value}n is given, which no manifest can hold; write a text or a number`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value} is given, which no manifest can hold; write a number`;
  if (typeof value === 'symbol' || typeof value === 'function') return `a ${typeof value} is given; ${ALLOWED}`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (within.includes(value)) return 'the value holds itself, which no manifest can; write it out';
  return within.length > MAX_DEPTH ? `it nests more than ${MAX_DEPTH} levels deep, which no manifest does` : undefined;
}

/** Whether a manifest can hold the value. */
function isHeld(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return isScalar(value);
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (value[at] === undefined || !isHeld(value[at], depth + 1)) return false;
    return true;
  }
  if (!isBare(value)) return true;
  for (const key in value) if (key !== 'script' && !isHeld(value[key], depth + 1)) return false;
  return true;
}

function isScalar(value: unknown): boolean {
  const type = typeof value;
  return type === 'string' || type === 'boolean' || type === 'undefined' || value === null || (type === 'number' && Number.isFinite(value));
}

/** Whether the object was written down, in this or another realm, and is no instance of a class. */
function isBare(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
