/** Thrown when an operator or a function does not take its arguments. */
export class CelError extends Error {}

type Operator = (left: unknown, right: unknown) => unknown;

const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': celEquals,
  '!=': (left, right) => !celEquals(left, right),
  '<': (left, right) => compare(left, right) < 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>': (left, right) => compare(left, right) > 0,
  '>=': (left, right) => compare(left, right) >= 0,
  '+': add,
  '-': (left, right) => arithmetic('-', left, right),
  '*': (left, right) => arithmetic('*', left, right),
  '/': (left, right) => arithmetic('/', left, right),
  '%': (left, right) => arithmetic('%', left, right),
  in: isIn,
};

const FUNCTIONS: Readonly<Record<string, (value: unknown) => unknown>> = {
  '!': (value) => !demand(value, 'boolean', '!'),
  negate: (value) => (typeof value === 'bigint' ? inRange(-value) : -demand(value, 'number', '-')),
  size: (value) => BigInt(sizeOf(value)),
  string: (value) =>
    isScalar(value) || value instanceof Uint8Array ? stringOf(value) : fail('string() takes a number, a condition or a string'),
  int: toInt,
  bool: toBool,
  dyn: (value) => value,
  double: (value) => (typeof value === 'bigint' || typeof value === 'number' ? Number(value) : toDouble(demand(value, 'string', 'double'))),
};

const METHODS: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  contains: (text, other) => text.includes(other),
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  matches,
};

/** Whether there is an operator, function or method of the name with so many arguments. */
export function isCelCall(name: string, isMethod: boolean, count: number): boolean {
  if (isMethod) return (Object.hasOwn(METHODS, name) && count === 1) || (name === 'size' && count === 0);
  if (name === '&&' || name === '||') return count > 1;
  if (name === '?:') return count === 3;
  if (name === 'matches' || Object.hasOwn(OPERATORS, name)) return count === 2;
  return Object.hasOwn(FUNCTIONS, name) && count === 1;
}

/** The value of a call; the first value is that before the dot for a method. @throws CelError for arguments of other types */
export function callFunction(name: string, isMethod: boolean, values: readonly unknown[]): unknown {
  if (!isCelCall(name, isMethod, values.length - (isMethod ? 1 : 0))) return fail(`there is no function ${name}`);
  const [first, second] = values;
  if (isMethod ? name !== 'size' : name === 'matches')
    return METHODS[name]?.(demand(first, 'string', name), demand(second, 'string', name));
  return values.length === 2 ? OPERATORS[name]?.(first, second) : FUNCTIONS[name]?.(first);
}

/** Equality of CEL: numbers by value, lists and objects by their items, different types are not equal. */
export function celEquals(left: unknown, right: unknown): boolean {
  if (isNumber(left) && isNumber(right)) return !Number.isNaN(left) && !Number.isNaN(right) && !(left < right) && !(left > right);
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => celEquals(item, right[at]));
  if (left instanceof Uint8Array && right instanceof Uint8Array)
    return left.length === right.length && left.every((one, at) => one === right[at]);
  if (isFields(left) && isFields(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && celEquals(left[name], right[name]))
    );
  }
  return left === right;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return isFields(value) ? Object.keys(value).length : [...demand(value, 'string', 'size')].length;
}

/** A double as `%g` of Go prints it: the shortest digits, with an exponent below -4 and from 6 on. */
function stringOf(value: unknown): string {
  if (value instanceof Uint8Array) return decoded(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value).replace('Infinity', 'Inf').replace(/^Inf/, '+Inf');
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(value, -0) ? '-0' : String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('string() takes bytes of UTF-8');
  }
}

function toBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = demand(value, 'string', 'bool');
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : fail('bool() takes the words true and false');
}

/** Orders two values of one type; numbers of different types, too. @throws CelError for other values */
export function compare(left: unknown, right: unknown): number {
  if (isNumber(left) && isNumber(right)) {
    if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return fail('< and > take two values of one type');
}

/** By code points, as Go compares the bytes of UTF-8. */
function compareTexts(left: string, right: string): number {
  for (let at = 0; at < left.length && at < right.length; ) {
    const one = left.codePointAt(at) ?? 0;
    const other = right.codePointAt(at) ?? 0;
    if (one !== other) return one < other ? -1 : 1;
    at += one > 0xffff ? 2 : 1;
  }
  return Math.sign(left.length - right.length);
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (left instanceof Uint8Array && right instanceof Uint8Array) return new Uint8Array([...left, ...right]);
  return arithmetic('+', left, right);
}

function arithmetic(sign: string, left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number' && sign !== '%') {
    if (sign === '+') return left + right;
    if (sign === '-') return left - right;
    return sign === '*' ? left * right : left / right;
  }
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return fail(`${sign} takes two numbers of one type`);
  if ((sign === '/' || sign === '%') && right === 0n) return fail('a number is divided by 0');
  if (sign === '+') return inRange(left + right);
  if (sign === '-') return inRange(left - right);
  if (sign === '*') return inRange(left * right);
  return inRange(sign === '/' ? left / right : left % right);
}

function inRange(value: bigint): bigint {
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : fail('the number has more than 64 bits');
}

function isIn(item: unknown, list: unknown): boolean {
  if (isFields(list)) return typeof item === 'string' && Object.hasOwn(list, item);
  return Array.isArray(list) ? list.some((one) => celEquals(one, item)) : fail('in takes a list');
}

function toInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? inRange(BigInt(Math.trunc(value))) : fail('int() takes a finite number');
  const text = demand(value, 'string', 'int');
  return /^[+-]?\d+$/.test(text) ? inRange(BigInt(text.replace('+', ''))) : fail('int() takes the digits of a number');
}

function toDouble(text: string): number {
  const value = Number(text);
  return text.trim() === text && text !== '' && !Number.isNaN(value) ? value : fail('double() takes a number');
}

/** Longer texts are cut: a pattern that backtracks takes time that grows with them. */
const searched = 4096;

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text.slice(0, searched));
  } catch {
    return fail(`matches() takes a regular expression, not ${pattern}`);
  }
}

function isNumber(value: unknown): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function isScalar(value: unknown): boolean {
  return isNumber(value) || typeof value === 'string' || typeof value === 'boolean';
}

interface Types {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

function demand<T extends keyof Types>(value: unknown, type: T, name: string): Types[T] {
  return typeof value === type ? (value as Types[T]) : fail(`${name} does not take this type`);
}

function fail(message: string): never {
  throw new CelError(message);
}
