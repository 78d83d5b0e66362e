import { isFields } from './cel-values';
import { Unsimulated } from './unsimulated';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Sets the value of an overlay: a dot in its key begins an object. @throws Unsimulated for keys with other signs of sjson
 * @see github.com/tidwall/sjson SetRawBytes
 */
export function withExtension(extensions: Fields, key: string, value: unknown): Fields {
  if (!/^[\w-]+(?:\.[A-Za-z_][\w-]*)*$/.test(key) || /^-?\d+$/.test(key)) throw new Unsimulated(`the overlay key ${key} is not simulated`);
  return set(extensions, key.split('.'), value);
}

function set(of: Fields, [first = '', ...rest]: readonly string[], value: unknown): Fields {
  if (rest.length === 0) return { ...of, [first]: value };
  const inner = Object.hasOwn(of, first) ? of[first] : undefined;
  return { ...of, [first]: set(isFields(inner) ? inner : {}, rest, value) };
}
