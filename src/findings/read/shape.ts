import { isObject, type JsonObject } from '../log/rewrite';

/** The type of a value without known members; `any` is not checked. */
type Scalar = 'string' | 'number' | 'boolean' | 'level' | 'bag' | 'any';

/** The type of a field: string, number, boolean, level, property bag, array, map, or object with known members. */
export type Shape = Scalar | { readonly list: Shape } | { readonly map: Shape } | { readonly members: Readonly<Record<string, Shape>> };

/** Strings that are kept in memory once, by their value. */
export type StringPool = Map<string, string>;

/** Thrown at the first field of the wrong type; the message has the field path from the root of the log. */
export class Misshapen extends Error {}

/**
 * Checks a JSON tree against the shape and returns it without null members and unknown levels (Go programs write null for empty arrays);
 * fields that the shape does not declare are unchanged. Equal strings of `strings` are shared.
 * @throws Misshapen at a field of another type
 */
export function conform(value: unknown, shape: Shape, where: string, strings: StringPool): unknown {
  if (typeof shape === 'string') return conformScalar(value, shape, where, strings);
  if ('list' in shape) {
    if (!Array.isArray(value)) throw new Misshapen(`${where} is ${describe(value)}, not an array`);
    return value.map((item, index) => conform(item, shape.list, `${where}[${index}]`, strings));
  }
  if (!isObject(value)) throw new Misshapen(`${where} is ${describe(value)}, not an object`);
  const shapeOf = (name: string) => {
    if ('map' in shape) return shape.map;
    return Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
  };
  return conformMembers(value, shapeOf, where, strings);
}

function conformMembers(value: JsonObject, shapeOf: (name: string) => Shape | undefined, where: string, strings: StringPool): JsonObject {
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue;
    const shape = shapeOf(name);
    const conformed = shape === undefined ? member : conform(member, shape, where === '' ? name : `${where}.${name}`, strings);
    if (conformed !== undefined) members.push([name, conformed]);
  }
  return Object.fromEntries(members);
}

const levels: ReadonlySet<unknown> = new Set(['none', 'note', 'warning', 'error']);
const types = { string: 'string', number: 'number', boolean: 'boolean' } as const;
const words = { string: 'a string', number: 'a number', boolean: 'a boolean', bag: 'an object' } as const;

function conformScalar(value: unknown, shape: Scalar, where: string, strings: StringPool): unknown {
  if (shape === 'any') return value;
  if (shape === 'level') {
    const level = typeof value === 'string' ? value.toLowerCase() : value;
    return levels.has(level) ? level : undefined;
  }
  const fits = shape === 'bag' ? isObject(value) : typeof value === types[shape];
  if (!fits) throw new Misshapen(`${where} is ${describe(value)}, not ${words[shape]}`);
  return typeof value === 'string' ? shared(value, strings) : value;
}

function shared(text: string, strings: StringPool): string {
  const known = strings.get(text);
  if (known !== undefined) return known;
  strings.set(text, text);
  return text;
}

/** Describes a value briefly for a message. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
