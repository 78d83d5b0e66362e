import type { Shell } from '../../shell';

/** A construct that is not in POSIX, and its portable replacement. */
export interface Bashism {
  readonly written: string;
  readonly instead: string;
}

/** The constructs of a script that neither dash nor BusyBox supports, each once. */
export function bashismsIn({ code }: Shell): readonly Bashism[] {
  return foundIn(code, bashOnly);
}

/** The constructs of a script that BusyBox supports and dash does not, each once. */
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
  /** Starts at a fixed character or has a limited length, so that matching stays linear. */
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
