import { CelError } from '../cel';
import { integer, list, text } from './cel-values';
import { Unsimulated } from './unsimulated';

type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

/** The functions for strings that stand behind a dot. @see cel-go ext/strings.go */
export const textFunctions: Functions = {
  charAt: (of, at) => {
    const letters = [...text(of, 'charAt')];
    const index = integer(at, 'charAt');
    if (index < 0 || index > letters.length) throw new CelError(`charAt() has no character ${index}`);
    return letters[index] ?? '';
  },
  indexOf: (of, part, from = 0n) => indexIn([...text(of, 'indexOf')], [...text(part, 'indexOf')], integer(from, 'indexOf')),
  lastIndexOf: (of, part, from) => {
    const letters = [...text(of, 'lastIndexOf')];
    const wanted = [...text(part, 'lastIndexOf')];
    return lastIndexIn(letters, wanted, from === undefined ? undefined : integer(from, 'lastIndexOf'));
  },
  join: (of, separator = '') =>
    list(of, 'join')
      .map((one) => text(one, 'join'))
      .join(text(separator, 'join')),
  lowerAscii: (of) => text(of, 'lowerAscii').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (of) => text(of, 'upperAscii').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  replace: (of, old, by, count = -1n) =>
    replaced(text(of, 'replace'), text(old, 'replace'), text(by, 'replace'), integer(count, 'replace')),
  split: (of, separator, count = -1n) => parts(text(of, 'split'), text(separator, 'split'), integer(count, 'split')),
  substring: (of, from, to) => {
    const letters = [...text(of, 'substring')];
    const [start, end] = [integer(from, 'substring'), to === undefined ? letters.length : integer(to, 'substring')];
    if (start < 0 || start > letters.length || end < start || end > letters.length)
      throw new CelError(`substring() has no characters from ${start} to ${end} in ${letters.length}`);
    return letters.slice(start, end).join('');
  },
  // Go's spaces, which U+FEFF is not
  trim: (of) => text(of, 'trim').replace(/^[\s\u0085]+|[\s\u0085]+$/g, (spaces) => (spaces.includes('\ufeff') ? keptMarks(spaces) : '')),
  format: () => {
    throw new Unsimulated('format() is not simulated');
  },
};

function keptMarks(spaces: string): string {
  return spaces.slice(spaces.indexOf('\ufeff'), spaces.lastIndexOf('\ufeff') + 1);
}

function indexIn(letters: readonly string[], wanted: readonly string[], from: number): bigint {
  if (wanted.length === 0) return BigInt(from);
  if (from < 0 || from >= letters.length) {
    if (from === 0) return -1n;
    throw new CelError(`indexOf() has no character ${from}`);
  }
  for (let at = from; at + wanted.length <= letters.length; at++)
    if (wanted.every((letter, offset) => letters[at + offset] === letter)) return BigInt(at);
  return -1n;
}

function lastIndexIn(letters: readonly string[], wanted: readonly string[], from: number | undefined): bigint {
  if (wanted.length === 0) return BigInt(from ?? letters.length);
  const start = from ?? letters.length - 1;
  if (from !== undefined && (from < 0 || from >= letters.length)) throw new CelError(`lastIndexOf() has no character ${from}`);
  for (let at = Math.min(start, letters.length - wanted.length); at >= 0; at--)
    if (wanted.every((letter, offset) => letters[at + offset] === letter)) return BigInt(at);
  return -1n;
}

/** `strings.Replace` of Go; a negative count replaces all. */
function replaced(of: string, old: string, by: string, count: number): string {
  const pieces = old === '' ? ['', ...of] : of.split(old);
  const most = count < 0 ? Number.POSITIVE_INFINITY : count;
  if (old === '') {
    // before each character and at the end
    const letters = [...of];
    return [...letters.map((letter, at) => (at < most ? by : '') + letter), letters.length < most ? by : ''].join('');
  }
  return pieces.map((piece, at) => (at === 0 ? '' : at <= most ? by : old) + piece).join('');
}

/** `strings.SplitN` of Go. */
function parts(of: string, separator: string, count: number): string[] {
  if (count === 0) return [];
  const all = separator === '' ? [...of] : of.split(separator);
  if (count < 0 || all.length <= count) return all;
  return [...all.slice(0, count - 1), all.slice(count - 1).join(separator)];
}

const QUOTED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** `strings.quote` of CEL. */
export function quotedText(of: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are escaped
  return `"${text(of, 'strings.quote').replace(/[\x07-\r\\"]/g, (sign) => QUOTED[sign] ?? sign)}"`;
}
