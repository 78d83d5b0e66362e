import type { FieldPath } from '../diagnostics';
import { quoted, suggestion } from '../diagnostics';
import type { Schema } from './schema';

/** What is wrong with a value, and where. */
export interface Mismatch {
  readonly field: FieldPath;
  readonly message: string;
}

/** Compares a value with a schema; gives the first thing that is wrong, in the order of the text. */
export function tryFindMismatch(value: unknown, schema: Schema, field: FieldPath = []): Mismatch | undefined {
  const { oneOf, type } = schema;
  if (oneOf !== undefined) return mismatchOfAll(value, oneOf, field);
  if (type !== undefined && typeOf(value) !== type) return { field, message: `expected ${articles[type]}, not ${quoted(value)}` };
  if (typeof value === 'string') return mismatchOfString(value, schema, field);
  if (Array.isArray(value))
    return firstOf(value.entries(), ([at, item]) => schema.items && tryFindMismatch(item, schema.items, [...field, at]));
  return type === 'object' ? mismatchOfObject(value as Readonly<Record<string, unknown>>, schema, field) : undefined;
}

const articles = { object: 'a mapping', array: 'a list', string: 'a string', boolean: 'true or false', number: 'a number' } as const;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

/** The schemas of `oneOf` are of different types, so that one of them is meant. */
function mismatchOfAll(value: unknown, schemas: readonly Schema[], field: FieldPath): Mismatch | undefined {
  const meant = schemas.find(({ type }) => type === typeOf(value));
  if (meant !== undefined) return tryFindMismatch(value, meant, field);
  const expected = schemas.flatMap(({ type }) => (type === undefined ? [] : [articles[type]]));
  return { field, message: `expected ${expected.join(' or ')}, not ${quoted(value)}` };
}

function mismatchOfString(value: string, schema: Schema, field: FieldPath): Mismatch | undefined {
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return { field, message: `unknown value ${quoted(value)}; expected one of: ${schema.enum.join(', ')}` };
  if (value.length < (schema.minLength ?? 0)) return { field, message: 'the string is empty' };
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    return { field, message: `${quoted(value)} does not match ${schema.pattern}` };
  return undefined;
}

function mismatchOfObject(value: Readonly<Record<string, unknown>>, schema: Schema, field: FieldPath): Mismatch | undefined {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return { field, message: `"${missing}" is missing` };
  return firstOf(Object.entries(value), ([key, item]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known !== undefined) return tryFindMismatch(item, known, [...field, key]);
    if (typeof additionalProperties === 'object') return tryFindMismatch(item, additionalProperties, [...field, key]);
    if (additionalProperties === false)
      return { field: [...field, key], message: `unknown key ${quoted(key)}${suggestion(key, Object.keys(properties))}` };
    return undefined;
  });
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
