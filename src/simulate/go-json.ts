import { TekwireError } from '../diagnostics';

/** Thrown where Go cannot read or write a value as JSON. */
export class JsonError extends TekwireError {}

/** Reads JSON as `encoding/json` of Go does: numbers are doubles, halves of surrogates become U+FFFD. @throws JsonError */
export function parseGoJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value) => {
      if (typeof value === 'string') return wellFormed(value);
      if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonError('it has a number that is too large');
      return value;
    });
  } catch (error) {
    throw new JsonError(error instanceof Error ? error.message : String(error));
  }
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string as `encoding/json` of Go writes it: with quotes, and with escapes for HTML. */
export function goString(text: string): string {
  const escaped = wellFormed(text).replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
    /["\\\u0000-\u001f<>&\u2028\u2029]/g,
    (sign) => ESCAPES[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** JSON as `encoding/json` of Go writes it: keys in order, no spaces. Integers are bigint or number. @throws JsonError */
export function goJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return goString(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const fields = Object.entries(value as object).sort(([a], [b]) => compareKeys(a, b));
  return `{${fields.map(([key, one]) => `${goString(key)}:${goJson(one)}`).join(',')}}`;
}

function goNumber(value: number): string {
  if (!Number.isFinite(value)) throw new JsonError(`${value} is not a number of JSON`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** By code points, as Go compares the bytes of UTF-8. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
