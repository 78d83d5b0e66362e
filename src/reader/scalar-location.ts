import { Scalar } from 'yaml';
import type { TextLocation } from '../diagnostics';

/**
 * Returns the offset in a scalar's source of a location in its value. Apart from escapes, YAML changes only white space and line ends,
 * so the other characters are counted. Runs in linear time.
 */
export function offsetIn(source: string, { type, value }: Scalar, location: TextLocation): number {
  const text = String(value);
  const at = offsetOf(text, location);
  const signs = signsOf(source, type ?? Scalar.PLAIN);
  const before = countSigns(text, at);
  const isBlankThere = at >= text.length || isBlank(text.charCodeAt(at));
  if (!isBlankThere) return signs[before] ?? 0;
  // the blank after the preceding character
  const last = signs[before - 1];
  return last === undefined ? 0 : Math.min(last + 1, source.length);
}

function offsetOf(text: string, { line, column }: TextLocation): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end < 0 ? text.length : end);
}

function countSigns(text: string, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) if (!isBlank(text.charCodeAt(at))) count += 1;
  return count;
}

/** Offsets of the characters of the value that are not white space, one number per UTF-16 code unit. */
function signsOf(source: string, type: Scalar.Type): number[] {
  if (type === Scalar.QUOTE_DOUBLE) return doubleQuoted(source);
  const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
  const isSingle = type === Scalar.QUOTE_SINGLE;
  const found: number[] = [];
  for (let at = isBlock ? source.indexOf('\n') : isSingle ? 1 : 0; at < source.length; at++) {
    if (!isBlank(source.charCodeAt(at))) found.push(at);
    if (isSingle && source.startsWith("''", at)) at += 1;
  }
  return found;
}

const BLANK_ESCAPES = 'ntr \t\n\r';
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function doubleQuoted(source: string): number[] {
  const found: number[] = [];
  for (let at = 1; at < source.length; at++) {
    const escaped = source.charAt(at) === '\\' ? source.charAt(at + 1) : undefined;
    if (escaped === undefined) {
      if (!isBlank(source.charCodeAt(at))) found.push(at);
      continue;
    }
    const digits = HEX_DIGITS[escaped] ?? 0;
    const code = digits === 0 ? undefined : Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    if (code === undefined ? !BLANK_ESCAPES.includes(escaped) : !isBlank(code)) found.push(at);
    if (code !== undefined && code > 0xffff) found.push(at);
    at += 1 + digits;
  }
  return found;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}
