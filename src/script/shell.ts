import { ruleError } from '../diagnostics';
import { demandsOfProgram, type Writer } from '../program';
import { findHazards, type Hazard, readShell, type ShellScript, type Value, type ValueLocation } from '../shell';
import { locationsOfWords, usesArguments, wordsIn } from './words';

/** A part of a script: text, or a value that is known at run time. */
export type Piece = { readonly text: string } | { readonly as: Way /** Equal for equal values. */; readonly id?: string };

/** How a value is used; a `name`, such as the path of a workspace, is not chosen by who starts a run and contains no code. */
export type Way = 'value' | 'name' | 'integer' | 'words';

/** Returns how each value of a script is written. A writer throws (with TW190, TW191 or TW193) where no value is allowed. */
export function shellWriters(dialect: 'sh' | 'bash', pieces: readonly Piece[]): readonly Writer[] {
  const values = new Map<number, Value>();
  const kinds: Way[] = [];
  let text = '';
  for (const piece of pieces)
    if ('text' in piece) text += piece.text;
    else {
      values.set(text.length, { index: kinds.length, length: 1, ...(piece.as === 'value' && piece.id !== undefined && { id: piece.id }) });
      kinds.push(piece.as);
      text += '\u0000';
    }
  const script = readShell(text, values, dialect);
  findHazards(script, demandsOfProgram);
  const locations = new Map(script.locations.map((location) => [location.index, location]));
  const lists = locationsOfWords(script);
  return kinds.map((as, index) => {
    const location = locations.get(index);
    if (location === undefined)
      return refusing('TW190', `cannot be placed: ${script.failure ?? 'the script cannot be parsed'}`, 'fix the script before it');
    const line = lineOf(text, location);
    if (as === 'words') return writerOfWords(location, dialect, lists.has(location), script, line);
    return writerOf(location, as, line, text.charAt(location.at - 1));
  });
}

function writerOf(location: ValueLocation, as: Way, line: number, before: string): Writer {
  const { hazard } = location;
  const isHarmless = hazard?.kind === 'evaluated' && (as === 'integer' || (as === 'name' && hazard.isArithmetic !== true));
  if (hazard !== undefined && !isHarmless) return refusingAt(hazard, line);
  const written = location.isEscaped ? behindBackslash[location.quoting] : writers[location.quoting];
  // "5 -${n}" of a negative number would be "5 --3"
  return location.quoting === 'arithmetic' && /[-+]/.test(before) ? (name) => ` \${${name}}` : (written ?? bare);
}

function writerOfWords(location: ValueLocation, dialect: 'sh' | 'bash', isListed: boolean, script: ShellScript, line: number): Writer {
  if (location.hazard !== undefined && location.hazard.isOption !== true) return refusingAt(location.hazard, line);
  if (!isListed)
    return refusing(
      'TW193',
      `is an array of words in a place for a single word (line ${line})`,
      'write it as a separate argument of a command',
    );
  if (dialect === 'sh' && usesArguments(script, location))
    return refusing(
      'TW193',
      'replaces the positional parameters, which the script uses itself, or which are different inside a function',
      'use the tag bash',
    );
  return (name) => wordsIn(name, dialect);
}

function refusingAt({ kind, where, fix }: Hazard, line: number): Writer {
  if (kind === 'unusable') return refusing('TW190', `is in ${where} (line ${line})`, fix);
  return refusing('TW191', `is in ${where} (line ${line}), where the shell could execute it`, fix);
}

type Writers = Partial<Record<ValueLocation['quoting'], Writer>>;

const bare: Writer = (name) => `\${${name}}`;

const writers: Writers = {
  bare: (name) => `"\${${name}}"`,
  single: (name) => `'"\${${name}}"'`,
  ansi: (name) => `'"\${${name}}"$'`,
};

/** After a backslash: outside quotes the backslash quotes the value, elsewhere it is a character. */
const behindBackslash: Writers = {
  bare: (name) => `\n"\${${name}}"`,
  double: (name) => `\\\${${name}}`,
  heredoc: (name) => `\\\${${name}}`,
  ansi: (name) => `\\'"\${${name}}"$'`,
};

function refusing(code: string, what: string, fix: string): Writer {
  return (name) => {
    throw ruleError(code, '', `the value \${${name}} ${what}`, fix);
  };
}

function lineOf(text: string, { at }: ValueLocation): number {
  return text.slice(0, at).split('\n').length;
}
