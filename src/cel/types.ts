import { quoted } from '../diagnostics';
import { CelMistake } from './tokens';

/** A type of CEL: `int`, `list<string>`, `map<string,int>`, … `dyn` matches every type. */
export type CelType = string;

/** The types that a condition may name. */
export const TYPE_NAMES: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
]);

/** The types with a long name. */
export const MESSAGES: ReadonlySet<string> = new Set(
  'Any BoolValue BytesValue DoubleValue Duration Empty FloatValue Int32Value Int64Value ListValue NullValue StringValue Struct Timestamp UInt32Value UInt64Value Value'
    .split(' ')
    .map((name) => `google.protobuf.${name}`),
);

const ORDERED = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'];
const NUMBERS = ['int', 'uint', 'double'];

/**
 * Signatures of functions: type names separated by spaces, the last one of the result. With `isMember` the first argument may be before a
 * dot.
 */
const GLOBAL: Readonly<Record<string, readonly [takes: string, gives: CelType][]>> = table({
  size: ['string int', 'bytes int', 'list int', 'map int'],
  int: ['int int', 'uint int', 'double int', 'string int', 'timestamp int', 'duration int'],
  uint: ['uint uint', 'int uint', 'double uint', 'string uint'],
  double: ['double double', 'int double', 'uint double', 'string double'],
  bool: ['bool bool', 'string bool'],
  string: [
    'string string',
    'bool string',
    'int string',
    'uint string',
    'double string',
    'bytes string',
    'timestamp string',
    'duration string',
  ],
  bytes: ['bytes bytes', 'string bytes'],
  timestamp: ['timestamp timestamp', 'string timestamp', 'int timestamp'],
  duration: ['duration duration', 'string duration'],
  matches: ['string string bool'],
  type: ['dyn type'],
  dyn: ['dyn dyn'],
});
const DATES = ['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'];
const TIMES = ['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'];
const MEMBER: Readonly<Record<string, readonly [takes: string, gives: CelType][]>> = table({
  size: ['string int', 'bytes int', 'list int', 'map int'],
  ...same(['matches', 'contains', 'startsWith', 'endsWith'], ['string string bool']),
  ...same([...DATES, ...TIMES], ['timestamp int', 'timestamp string int']),
  ...same(TIMES, ['timestamp int', 'timestamp string int', 'duration int']),
});

function same(names: readonly string[], rows: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, rows]));
}

function table(rows: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly [string, CelType][]>> {
  const split = (row: string): [string, CelType] => [row.slice(0, row.lastIndexOf(' ')), row.slice(row.lastIndexOf(' ') + 1)];
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.map(split)])));
}

/** The functions that may follow a dot. */
export const memberNames: readonly string[] = Object.keys(MEMBER);

/** A signature: type names separated by spaces, the last one of the result. */
export type Signature = string;

/** The result type of the first signature that fits. */
export function resultType(signatures: readonly Signature[], given: readonly CelType[]): CelType | undefined {
  return Object.values(table({ it: signatures }))[0]?.find(([takes]) => fitsAll(takes.split(' '), given))?.[1];
}

/** Whether there is a function with this name. */
export function isCelFunction(name: string, isMember: boolean): boolean {
  return (isMember ? MEMBER : GLOBAL)[name] !== undefined;
}

/** The result type of a function for the given arguments; undefined when it does not accept them. */
export function callType(name: string, isMember: boolean, given: readonly CelType[]): CelType | undefined {
  const rows = (isMember ? MEMBER : GLOBAL)[name] ?? [];
  return rows.find(([takes]) => fitsAll(takes.split(' '), given))?.[1];
}

function fitsAll(wanted: readonly CelType[], given: readonly CelType[]): boolean {
  return wanted.length === given.length && wanted.every((type, at) => isLike(type, given[at] ?? '') || kindOf(given[at] ?? '') === type);
}

/** `list` or `map` for such a type, else the type itself. */
export function kindOf(type: CelType): string {
  const angle = type.indexOf('<');
  return angle < 0 ? type : type.slice(0, angle);
}

/** The types in angle brackets. */
export function partsOf(type: CelType): readonly CelType[] {
  if (!type.includes('<')) return [];
  const inner = type.slice(type.indexOf('<') + 1, -1);
  const parts: string[] = [''];
  let depth = 0;
  for (const char of inner) {
    if (char === '<') depth++;
    if (char === '>') depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** Whether values of the two types can be used interchangeably. */
export function isLike(a: CelType, b: CelType): boolean {
  if (a === b || a === 'dyn' || b === 'dyn') return true;
  if (a === 'null' || b === 'null') return [a, b].some((type) => type === 'timestamp' || type === 'duration');
  if (kindOf(a) !== kindOf(b) || !a.includes('<') || !b.includes('<')) return false;
  const others = partsOf(b);
  return partsOf(a).every((part, at) => isLike(part, others[at] ?? 'dyn'));
}

/** The common type of several types; `dyn` if there is none. */
export function joined(types: readonly CelType[]): CelType {
  const [first = 'dyn', ...others] = types;
  return others.every((type) => type === first) ? first : 'dyn';
}

/**
 * Returns the result type of an operator between two values; undefined when it cannot be applied to them.
 *
 * @param isMixed - whether numbers of different types are ordered
 */
export function operatorType(sign: string, a: CelType, b: CelType, isMixed: boolean): CelType | undefined {
  if (sign === '==' || sign === '!=') return isLike(a, b) ? 'bool' : undefined;
  if (sign === '&&' || sign === '||') return isLike(a, 'bool') && isLike(b, 'bool') ? 'bool' : undefined;
  if (sign === 'in') return isIn(a, b) ? 'bool' : undefined;
  if (sign.startsWith('<') || sign.startsWith('>')) return isOrdered(a, b, isMixed) ? 'bool' : undefined;
  return arithmeticType(sign, a, b);
}

function isOrdered(a: CelType, b: CelType, isMixed: boolean): boolean {
  return (isMixed && NUMBERS.includes(a) && NUMBERS.includes(b)) || sameOf(ORDERED, a, b) !== undefined;
}

function isIn(item: CelType, list: CelType): boolean {
  const kind = kindOf(list);
  return kind === 'dyn' || ((kind === 'list' || kind === 'map') && isLike(item, partsOf(list)[0] ?? 'dyn'));
}

function arithmeticType(sign: string, a: CelType, b: CelType): CelType | undefined {
  if (sign === '%') return sameOf(['int', 'uint'], a, b);
  if (sign !== '+' && sign !== '-') return sameOf(NUMBERS, a, b);
  if (sign === '+' && kindOf(a) === 'list' && isLike(a, b)) return a;
  const isMoment = a === 'timestamp' || b === 'timestamp';
  if (isMoment && isLike(sign === '+' ? 'duration' : 'timestamp', a === 'timestamp' ? b : a))
    return sign === '+' ? 'timestamp' : 'duration';
  if (sign === '-' && a === 'timestamp' && isLike(b, 'duration')) return 'timestamp';
  return sameOf(sign === '+' ? [...NUMBERS, 'string', 'bytes', 'duration'] : [...NUMBERS, 'duration'], a, b);
}

/** The first of the types that both values have. */
function sameOf(types: readonly CelType[], a: CelType, b: CelType): CelType | undefined {
  if (a === 'dyn' && b === 'dyn') return 'dyn';
  return types.find((type) => isLike(type, a) && isLike(type, b));
}

/**
 * Returns the type of `list.macro(name, ...parts)`.
 *
 * @throws CelMistake for arguments that the macro does not accept
 */
export function macroType(macro: string, list: CelType, parts: readonly CelType[]): CelType {
  const [first = '', second] = parts;
  const mayHaveTwo = macro === 'map';
  const isCondition = !mayHaveTwo || second !== undefined;
  if (parts.length === 0 || parts.length > (mayHaveTwo ? 2 : 1)) throw new CelMistake(`${quoted(macro)} needs a name and a condition`);
  if (isCondition && !isLike(first, 'bool')) throw new CelMistake(`the condition of ${quoted(macro)} must be a bool, not a ${first}`);
  if (macro === 'map') return `list<${second ?? first}>`;
  return macro === 'filter' ? `list<${partsOf(list)[0] ?? 'dyn'}>` : 'bool';
}
