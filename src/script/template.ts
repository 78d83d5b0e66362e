import { readFileSync } from 'node:fs';
import { isTekwireError, type TekwireError, type TextLocation } from '../diagnostics';
import { captureLocation, findProgramFile, type SourceLocation } from '../synth';
import { dedent } from './dedent';

/** A position in a dedented template: an offset in one of its strings. */
export interface Spot {
  readonly string: number;
  readonly offset: number;
}

/** A template of the program: its strings with their backslashes, and the call of its tag. */
interface Template {
  readonly raw: readonly string[];
  readonly call: SourceLocation;
}

const templates = new WeakMap<readonly string[], Template>();

/** Records where a template tag was called, once for each template of the program. */
export function noteTemplate(strings: readonly string[], raw: readonly string[]): void {
  templates.set(strings, { raw, call: captureLocation(noteTemplate) });
}

/**
 * The source location of a position in a template; without a position, that of its first character. It is the exact line and column when the
 * program's file has the template's text at the call of its tag. Undefined for strings that no template has made.
 */
export function locationOfSpot(strings: readonly string[], spot?: Spot): SourceLocation | undefined {
  const template = templates.get(strings);
  if (template === undefined) return undefined;
  return { tryPrint: () => findProgramFile(template.call, (file, line) => positionIn(template, strings, spot, file, line)) };
}

/** A string of a rendered script, and the value after it. */
type Pieces = readonly (readonly [text: string, value: string])[];

/** The spot of a line and column of a rendered script, whose pieces start at `head`; undefined before that. */
export function spotIn(script: string, { line, column }: TextLocation, head: number, pieces: Pieces): Spot | undefined {
  const at = offsetOfLine(script, line) + column - 1 - head;
  return at < 0 ? undefined : spotAt(at, pieces);
}

/** The spot of an offset in the joined pieces; in a value it is the end of the string before. */
export function spotAt(at: number, pieces: Pieces): Spot | undefined {
  let left = at;
  for (const [string, [text, value]] of pieces.entries()) {
    if (left < text.length + value.length) return { string, offset: Math.min(left, text.length) };
    left -= text.length + value.length;
  }
  return undefined;
}

/** Returns what `make` returns; an error of tekwire that it throws gets the source location. */
export function locating<T>(make: () => T, locate: () => SourceLocation | undefined): T {
  try {
    return make();
  } catch (error) {
    throw isTekwireError(error) ? withLocation(error, locate()) : error;
  }
}

/** The error with its source location, when that is known. */
export function withLocation(error: TekwireError, location: SourceLocation | undefined): TekwireError {
  if (location !== undefined) error.location = location;
  return error;
}

function positionIn({ raw }: Template, strings: readonly string[], spot: Spot | undefined, file: string, line: number): string | undefined {
  const source = sourceOf(file);
  const starts = startsOf(raw, source, offsetOfLine(source, line));
  if (starts === undefined) return undefined;
  const { string, offset } = spot === undefined ? { string: 0, offset: 0 } : writtenSpot(raw, strings, spot);
  const before = source.slice(0, (starts[string] ?? 0) + offset).split('\n');
  return `${before.length}:${(before[before.length - 1] ?? '').length + 1}`;
}

/** The offsets of the template's strings in the file, from the line of the tag; values are between braces. */
function startsOf(raw: readonly string[], source: string, from: number): readonly number[] | undefined {
  const starts: number[] = [];
  let at = from;
  for (const [i, text] of raw.entries()) {
    const written = `${i === 0 ? '`' : '}'}${text}${i === raw.length - 1 ? '`' : '${'}`;
    const found = source.indexOf(written, at);
    if (found < 0) return undefined;
    starts.push(found + 1);
    at = found + 1 + text.length;
  }
  return starts;
}

function offsetOfLine(source: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) at = source.indexOf('\n', at) + 1;
  return at;
}

/** The spot in the literal strings: before common indentation, the first line break and backslashes were removed. */
function writtenSpot(raw: readonly string[], strings: readonly string[], { string, offset }: Spot): Spot {
  const text = dedent(strings)[string] ?? '';
  const before = text.slice(0, offset).split('\n');
  const [line, column] = [before.length - 1, (before[before.length - 1] ?? '').length];
  const isFirstDropped = string === 0 && /^[ \t]*\n/.test(strings[0] ?? '');
  const number = line + (isFirstDropped ? 1 : 0);
  const lines = (raw[string] ?? '').split('\n');
  const written = lines[number] ?? '';
  const isWhole = number > 0 || string === 0;
  const cut = isWhole ? unescaped(written).length - (text.split('\n')[line] ?? '').length : 0;
  const start = lines.slice(0, number).reduce((sum, one) => sum + one.length + 1, 0);
  return { string, offset: start + writtenColumn(written, column + Math.max(cut, 0)) };
}

/** The column in a line with the backslashes that the template literal needs. */
function writtenColumn(written: string, column: number): number {
  let at = column;
  for (const { index } of written.matchAll(ESCAPE)) if (index < at) at += 1;
  return at;
}

const ESCAPE = /\\(\$\{|`)/g;

/** The text of a template's string: only a backslash that the template literal itself needs is removed. */
export function unescaped(raw: string): string {
  return raw.replace(ESCAPE, '$1');
}

/** The file that was read last: one program has many templates. */
let last: { readonly file: string; readonly source: string } = { file: '', source: '' };

function sourceOf(file: string): string {
  if (last.file === file) return last.source;
  try {
    // a template has the line ends of Unix, whatever its file has
    last = { file, source: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') };
  } catch {
    // a file that was compiled elsewhere
    last = { file, source: '' };
  }
  return last.source;
}
