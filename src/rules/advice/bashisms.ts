import type { Shell } from '../../shell';

/** What POSIX does not know, and how to write it for every shell. */
export interface Bashism {
  readonly written: string;
  readonly instead: string;
}

/** What a script uses that neither dash nor the sh of busybox knows, each once. */
export function bashismsIn({ code }: Shell): readonly Bashism[] {
  return foundIn(code, bashOnly);
}

/** What a script uses that busybox knows, but dash does not, each once. */
export function extensionsIn({ code, commands }: Shell): readonly Bashism[] {
  return [...new Set([...commands.flatMap(({ words }) => tryFindWord(words) ?? []), ...foundIn(code, inBusybox)])];
}

function foundIn(code: string, signs: readonly Sign[]): readonly Bashism[] {
  return signs.filter(({ pattern }) => pattern.test(code));
}

const doubleBracket: Bashism = { written: '[[', instead: '[ … ]' };
const doubleEqual: Bashism = { written: '==', instead: '=' };
const functionWord: Bashism = { written: 'function', instead: 'name() { … }' };
const sourceWord: Bashism = { written: 'source', instead: '. ./file' };

function tryFindWord([name = '', ...words]: readonly string[]): Bashism | undefined {
  if (name === '[[') return doubleBracket;
  if (name === 'function' && words.length > 0) return functionWord;
  if (name === 'source' && words.length === 1) return sourceWord;
  return (name === '[' || name === 'test') && words.includes('==') ? doubleEqual : undefined;
}

interface Sign extends Bashism {
  /** Begins at a sign or has a length, so that it never goes back over a text. */
  readonly pattern: RegExp;
}

const bashOnly: readonly Sign[] = [
  { pattern: /(?:^|[\s;&|])[A-Za-z_]\w{0,80}\+?=\(/, written: 'name=(…)', instead: "the positional parameters: set -- 'a' 'b'" },
  { pattern: /<<</, written: '<<<', instead: "printf '%s\\n' … | command" },
  { pattern: /(?:^|[^$])\{(?:-?\d{1,9}\.\.-?\d{1,9}|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?\d{1,9})?\}/, written: '{a..b}', instead: 'seq' },
];

const inBusybox: readonly Sign[] = [
  { pattern: /\$'/, written: "$'…'", instead: "$(printf '…')" },
  { pattern: /(?:^|[^>&])&>/, written: '&>', instead: '> file 2>&1' },
];
