/** What a field of a manifest may hold. `value` is a param's: text, texts or texts by key; `amount` a quantity as `500m` or `2`. */
export type Shape = Plain | ListShape | MapShape | ObjectShape;

type Plain = 'text' | 'whole' | 'flag' | 'amount' | 'value' | 'any';

/** A list of one kind of item. */
export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

/** Free keys with one kind of value. */
export interface MapShape {
  readonly kind: 'map';
  readonly item: Shape;
}

/** Fixed keys. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, Shape>;
  /** A field that must be there for the webhook to read the object at all. */
  readonly required?: string;
}

export function list(item: Shape): ListShape {
  return { kind: 'list', item };
}

export function map(item: Shape): MapShape {
  return { kind: 'map', item };
}

/** The fields of several tables in one; a later table wins. */
export function object(...tables: readonly Readonly<Record<string, Shape>>[]): ObjectShape {
  const fields = new Map<string, Shape>();
  for (const table of tables) for (const name of Object.keys(table)) fields.set(name, table[name] as Shape);
  return { kind: 'object', fields };
}

/** Plain fields in few words: `name readOnly:flag` is a text and a flag. */
export function plain(words: string): Readonly<Record<string, Plain>> {
  return Object.fromEntries(
    words.split(' ').map((word) => {
      const [name = '', type = 'text'] = word.split(':');
      // the tables that use this are written by hand, and a test reads them all
      return [name, type as Plain];
    }),
  );
}

/** In words, for messages: `a list`, `a text`. */
export function describe(shape: Shape): string {
  if (typeof shape !== 'string') return shape.kind === 'list' ? 'a list' : 'an object';
  return words[shape];
}

const words = {
  text: 'a text',
  whole: 'a whole number',
  flag: 'true or false',
  amount: 'a quantity as "500m" or "1Gi"',
  value: 'a text, a list of texts or an object of texts',
  any: 'anything',
} as const;

/** The JSON type of a value in the same words. */
export function typeText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return typeof value === 'boolean' ? 'a boolean' : 'an object';
}
