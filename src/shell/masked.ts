import { readShell } from './reader/script-reader';
import type { Value } from './reader/source';
import type { Command, Mark, ShellScript, ValueLocation, Word } from './syntax';
import { variablesIn } from './tekton-variables';
import { staticText } from './words';

/** A script as a shell reads it, for rules. Its strings are as long as the script: left-out parts are blanks. */
export interface Shell {
  /** The shell that executes it; `sh` without a `#!` line, because Tekton then adds one. */
  readonly dialect: 'sh' | 'bash';
  /** The text after `#!`; undefined without such a line, in which case Tekton adds `set -e` too. */
  readonly shebang: string | undefined;
  /** Without comments, the content of quotes and here-documents; continued lines are joined. */
  readonly code: string;
  /** Without comments and here-documents. */
  readonly text: string;
  /** The commands, also those in substitutions. */
  readonly commands: readonly ShellCommand[];
  /** Where comments begin and end. */
  readonly comments: readonly { readonly from: number; readonly to: number }[];
  /** The locations of Tekton's variables, by their offsets. */
  readonly locations: ReadonlyMap<number, ValueLocation>;
}

/** A command of a script; a command that only sets variables has no words. */
export interface ShellCommand {
  /** The words from the command's name on, without prefixes such as `sudo`; unknown parts of a word are blanks. */
  readonly words: readonly string[];
  /** The names of the commands whose output is piped into it. */
  readonly feeds: readonly string[];
}

const dialects: ReadonlyMap<string, Shell['dialect']> = new Map([
  ['sh', 'sh'],
  ['dash', 'sh'],
  ['ash', 'sh'],
  ['bash', 'bash'],
]);

/** Parses a script; returns undefined for scripts of other languages, and for those that cannot be parsed. Runs in linear time. */
export function tryReadShell(script: string): Shell | undefined {
  const shebang = shebangOf(script);
  const dialect = dialectOf(script);
  if (dialect === undefined) return undefined;
  const values = new Map<number, Value>();
  for (const { body, at } of variablesIn(script)) values.set(at, { index: values.size, length: body.length + 3 });
  const read = readShell(script, values, 'bash');
  if (read.failure !== undefined) return undefined;
  const code = masked(script, read.marks, CODE);
  return {
    dialect,
    shebang,
    code,
    text: masked(script, read.marks, TEXT),
    commands: commandsOf(read, code),
    comments: read.marks.filter(({ kind }) => kind === 'comment'),
    locations: new Map(read.locations.map((location) => [location.at, location])),
  };
}

/** The shell that executes a script; undefined for another language. */
export function dialectOf(script: string): Shell['dialect'] | undefined {
  const shebang = shebangOf(script);
  return shebang === undefined ? 'sh' : dialects.get(interpreter(shebang));
}

function shebangOf(script: string): string | undefined {
  const end = script.includes('\n') ? script.indexOf('\n') : script.length;
  return script.startsWith('#!') ? script.slice(2, end).trim() : undefined;
}

/** Returns the interpreter: `bash` for `/usr/bin/env -S bash -e`. */
function interpreter(shebang: string): string {
  const names = shebang.split(/\s+/).map((word) => word.slice(word.lastIndexOf('/') + 1));
  if (names[0] !== 'env') return names[0] ?? '';
  return names.slice(1).find((name) => !name.startsWith('-') && !name.includes('=')) ?? '';
}

type Signs = { readonly [kind in Mark['kind']]?: string };
const CODE: Signs = { comment: ' ', heredoc: ' ', continuation: ' ', quoted: '_', escape: '_' };
const TEXT: Signs = { comment: ' ', heredoc: ' ', continuation: ' ' };

/** Replaces each marked character of the script; line breaks are kept, except those of continued lines. */
function masked(script: string, marks: readonly Mark[], signs: Signs): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { kind, from, to } of [...marks].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const sign = signs[kind];
    if (sign === undefined || to <= end) continue;
    const start = Math.max(from, end);
    pieces.push(script.slice(end, start), script.slice(start, to).replace(kind === 'heredoc' ? /[^\n]/g : /[\s\S]/g, sign));
    end = to;
  }
  return pieces.join('') + script.slice(end);
}

function commandsOf({ commands, locations }: ShellScript, code: string): ShellCommand[] {
  const hidden = masked(code, locations.map(markOf(code)), CODE);
  const words = new Map(commands.map((command) => [command, namedWords(command, hidden)]));
  return commands.map((command) => ({
    words: words.get(command) ?? [],
    feeds: command.feeds.flatMap((feed) => words.get(feed)?.[0] ?? []),
  }));
}

function markOf(code: string): (location: ValueLocation) => Mark {
  return ({ at }) => ({ kind: 'quoted', from: at, to: code.indexOf(')', at) + 1 || at });
}

const prefixes: ReadonlySet<string> = new Set(['time', 'sudo', 'exec', 'command', 'env', 'nohup']);
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

function namedWords({ kind, words }: Command, code: string): readonly string[] {
  if (kind === 'loop' || kind === 'case') return [];
  const texts = words.map((word) => textOf(word, code));
  if (kind !== 'simple') return [kind === 'condition' ? '[[' : 'function', ...texts];
  const first = texts.findIndex((word) => !prefixes.has(word) && !ASSIGNMENT.test(word) && !word.startsWith('-'));
  return first < 0 ? [] : texts.slice(first);
}

function textOf(word: Word, code: string): string {
  return staticText(word) ?? code.slice(word.from, word.to);
}
