import type { LiteralType } from './expression';
import { CelMistake } from './tokens';

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The value of a literal: integers are bigint, doubles number. @throws CelMistake for integers out of range */
export function literalValue(type: LiteralType, text: string): unknown {
  if (type === 'int' || type === 'uint') return integer(text.replace(/u$/i, ''));
  if (type === 'double') return Number(text);
  if (type === 'string') return stringValue(text);
  if (type === 'bool' || type === 'null') return type === 'null' ? null : text === 'true';
  return bytesValue(text);
}

/** A literal such as `b'a\xff'`: escapes of numbers are octets, other characters UTF-8. */
function bytesValue(token: string): Uint8Array {
  const literal = token.slice(1);
  const [, raw = '', quotes = '"'] = /^([rR]?)("""|'''|"|')/.exec(literal) ?? [];
  if (raw !== '') return new TextEncoder().encode(stringValue(literal));
  const parts = literal.slice(quotes.length, -quotes.length).split(/(\\(?:[xX][0-9a-fA-F]{2}|[0-3][0-7]{2}|.))/s);
  return Uint8Array.from(parts.flatMap(octetsOf));
}

function octetsOf(part: string): readonly number[] {
  if (/^\\[xX]/.test(part)) return [Number.parseInt(part.slice(2), 16)];
  if (/^\\[0-3]/.test(part)) return [Number.parseInt(part.slice(1), 8)];
  return [...new TextEncoder().encode(stringValue(`"${part}"`))];
}

function integer(text: string): bigint {
  const value = BigInt(text);
  if (value > 2n ** 63n - 1n) throw new CelMistake(`${text} is not an integer of 64 bits`);
  return value;
}

function stringValue(token: string): string {
  const [, raw = '', quotes = '"'] = /^([rR]?)("""|'''|"|')/.exec(token) ?? [];
  const body = token.slice(raw.length + quotes.length, -quotes.length);
  if (raw !== '') return body;
  return body.replace(
    /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.))/gs,
    (_, hex, short, long, octal, sign) => {
      const digits = hex ?? short ?? long;
      if (digits !== undefined || octal !== undefined)
        return codePoint(digits === undefined ? Number.parseInt(octal, 8) : Number.parseInt(digits, 16));
      return SIMPLE[sign] ?? sign;
    },
  );
}

function codePoint(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new CelMistake(`U+${code.toString(16)} is not a character`);
  return String.fromCodePoint(code);
}
