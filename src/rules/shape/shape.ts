/**
 * What a field of a manifest may contain. `text` is a string, `whole` an integer, `flag` a boolean, `amount` a quantity such as
 * `500m` or `2`, `value` a param value: a string, an array of strings or an object of strings.
 */
export type Shape = Plain | ListShape | MapShape | ObjectShape;

type Plain = 'text' | 'whole' | 'int32' | 'time' | 'flag' | 'amount' | 'value' | 'any';

/** An array with one type of item. */
export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

/** An object with any keys and one type of value. */
export interface MapShape {
  readonly kind: 'map';
  readonly item: Shape;
}

/** An object with fixed keys. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, Shape>;
  /** A field without which the webhook cannot decode the object. */
  readonly required?: string;
  /** Whether it may have other fields, of which nothing is known. @default false */
  readonly isOpen?: boolean;
}

export function list(item: Shape): ListShape {
  return { kind: 'list', item };
}

export function map(item: Shape): MapShape {
  return { kind: 'map', item };
}

/** Merges several field tables; a later table wins. */
export function object(...tables: readonly Readonly<Record<string, Shape>>[]): ObjectShape {
  const fields = new Map<string, Shape>();
  for (const table of tables) for (const name of Object.keys(table)) fields.set(name, table[name] as Shape);
  return { kind: 'object', fields };
}

/** An object that may have further fields. */
export function open(...tables: readonly Readonly<Record<string, Shape>>[]): ObjectShape {
  return { ...object(...tables), isOpen: true };
}

/** A short notation for plain fields: `name readOnly:flag` is a string and a boolean. */
export function plain(words: string): Readonly<Record<string, Plain>> {
  return Object.fromEntries(
    words.split(' ').map((word) => {
      const [name = '', type = 'text'] = word.split(':');
      // the tables that use this are written by hand, and a test covers them all
      return [name, type as Plain];
    }),
  );
}

/** The type of a shape in words, for messages: `an array`, `a string`. */
export function describe(shape: Shape): string {
  if (typeof shape !== 'string') return shape.kind === 'list' ? 'an array' : 'an object';
  return words[shape];
}

const words = {
  text: 'a string',
  whole: 'an integer of 64 bits',
  int32: 'an integer of 32 bits',
  time: 'a time such as "2026-01-31T12:00:00Z"',
  flag: 'true or false',
  amount: 'a quantity such as "500m" or "1Gi"',
  value: 'a string, an array of strings or an object of strings',
  any: 'anything',
} as const;

/** The JSON type of a value, in the same words. */
export function typeText(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number';
  return typeof value === 'boolean' ? 'a boolean' : 'an object';
}
