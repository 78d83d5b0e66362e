import { distinct } from './distinct';
import { isGuid, isTime, isUri, isUriReference } from './formats';
import { isObject } from './rewrite';
import { sarifTypes } from './schema-table';

/** What takes the place of a value that the schema refuses. */
const refused = Symbol('refused');

interface SarifType {
  readonly fields: ReadonlyMap<string, string>;
  readonly required: readonly string[];
  /** Groups of fields, of which one must be there. */
  readonly oneOf: readonly (readonly string[])[];
  readonly isOpen: boolean;
}

/** Arrays whose items are referred to by their position, so that none may be removed. */
const tables: ReadonlySet<string> = new Set([
  'artifacts',
  'logicalLocations',
  'threadFlowLocations',
  'webRequests',
  'webResponses',
  'addresses',
  'graphs',
  'taxonomies',
]);

/**
 * Makes a value valid by the SARIF schema: a field that a type does not have moves into its `properties`, a value that a field does not take is
 * removed, and so is an object without what it needs. Valid parts are shared with the result.
 * @param type the name of the type in the schema, such as `result`
 * @param otherwise what takes the place of a value that cannot be made valid
 */
export function conformToSchema<T>(value: T, type: string, otherwise: T): T {
  const made = conformObject(value, type);
  return made === refused ? otherwise : (made as T);
}

function conformObject(value: unknown, name: string): unknown {
  if (!isObject(value)) return refused;
  const { fields, required, oneOf, isOpen } = typeOf(name);
  let copy: Record<string, unknown> | undefined;
  let others: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const spec = fields.get(key);
    if (spec === undefined) {
      if (isOpen) continue;
      others = { ...others, [key]: value[key] };
    }
    const made = spec === undefined ? refused : conformValue(value[key], spec, key);
    if (made === value[key]) continue;
    copy ??= { ...value };
    if (made === refused) delete copy[key];
    else copy[key] = made;
  }
  const kept = copy ?? value;
  if (required.some((key) => kept[key] === undefined)) return refused;
  if (oneOf.length > 0 && !oneOf.some((group) => group.every((key) => kept[key] !== undefined))) return refused;
  return others && fields.has('properties')
    ? { ...kept, properties: { ...others, ...(isObject(kept.properties) ? kept.properties : {}) } }
    : kept;
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  s: (value) => typeof value === 'string',
  b: (value) => typeof value === 'boolean',
  u: (value) => typeof value === 'string' && isUri(value),
  r: (value) => typeof value === 'string' && isUriReference(value),
  d: (value) => typeof value === 'string' && isTime(value),
  g: (value) => typeof value === 'string' && isGuid(value),
  l: (value) => typeof value === 'string' && /^[a-zA-Z]{2}/.test(value),
  v: (value) => typeof value === 'string' && /[0-9]+(\.[0-9]+){3}/.test(value),
  m: (value) => typeof value === 'string' && /[^/]+\/.+/.test(value),
};

function conformValue(value: unknown, spec: string, key: string): unknown {
  const [first = ''] = spec;
  if (first === '*') return value;
  if (first === '#') return conformObject(value, spec.slice(1));
  if (first === '+' || first === '[' || first === '{') return conformArray(value, spec, key);
  if (first === '<') return conformMap(value, spec.slice(1, -1), key);
  if (first === '(') return typeof value === 'string' && spec.slice(1, -1).split(',').includes(value) ? value : refused;
  if (first === 'i' || first === 'n') return isNumber(value, spec) ? value : refused;
  return scalars[first]?.(value) === true ? value : refused;
}

function conformArray(value: unknown, spec: string, key: string): unknown {
  if (!Array.isArray(value)) return refused;
  const isNeeded = spec.startsWith('+');
  const inner = isNeeded ? spec.slice(1) : spec;
  const item = inner.slice(1, -1);
  const made = value.map((one, at) => {
    const conformed = conformValue(one, item, key);
    return conformed === refused && tables.has(key) ? placeholder(key, at) : conformed;
  });
  const kept = made.filter((one) => one !== refused);
  const unique = inner.startsWith('{') ? (tables.has(key) ? markedDuplicates(kept) : distinct(kept)) : kept;
  if (isNeeded && unique.length === 0) return refused;
  return unique.length === value.length && unique.every((one, at) => one === value[at]) ? value : unique;
}

/** Keeps the position of an item that is not valid. */
function placeholder(table: string, at: number): object {
  return { ...(table === 'taxonomies' && { name: 'invalid' }), properties: { 'tekwire/invalid': at } };
}

function conformMap(value: unknown, spec: string, key: string): unknown {
  if (!isObject(value)) return refused;
  const entries = Object.entries(value).map(([name, one]) => [name, conformValue(one, spec, key)] as const);
  if (entries.every(([name, one]) => one === value[name])) return value;
  return Object.fromEntries(entries.filter(([, one]) => one !== refused));
}

/** Marks the items that are equal to an earlier one. */
function markedDuplicates(list: readonly unknown[]): readonly unknown[] {
  if (list.length < 2) return list;
  const seen = new Set<string>();
  return list.map((one, at) => {
    const text = JSON.stringify(one);
    if (!seen.has(text) || !isObject(one)) {
      seen.add(text);
      return one;
    }
    return { ...one, properties: { ...(isObject(one.properties) && one.properties), 'tekwire/duplicate': at } };
  });
}

function isNumber(value: unknown, spec: string): boolean {
  const [low = '', high = ''] = spec.slice(1).split('..');
  if (typeof value !== 'number' || (spec.startsWith('i') && !Number.isInteger(value))) return false;
  return !(low !== '' && value < Number(low)) && !(high !== '' && value > Number(high));
}

const known = new Map<string, SarifType>();

function typeOf(name: string): SarifType {
  const found = known.get(name);
  if (found) return found;
  const [head = '', choice] = (sarifTypes[name] ?? '*').split('|');
  const words = head.split(' ');
  const fields = new Map<string, string>();
  const required: string[] = [];
  for (const word of words.filter((one) => one.includes(':'))) {
    const [field = '', spec = ''] = [word.slice(0, word.indexOf(':')), word.slice(word.indexOf(':') + 1)];
    fields.set(field.replace('!', ''), spec);
    if (field.endsWith('!')) required.push(field.slice(0, -1));
  }
  const made = { fields, required, oneOf: (choice?.split(' ') ?? []).map((group) => group.split(',')), isOpen: words.includes('*') };
  known.set(name, made);
  return made;
}
