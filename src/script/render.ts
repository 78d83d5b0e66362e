import { makeAll } from '../diagnostics';
import type { Writer } from '../program';
import { isText, parseVariable, type Ref, scan, type Text, type Variable } from '../refs';
import { noteScript } from '../synth';
import { dedent } from './dedent';
import { headOf } from './head';
import { refuseLiterals, refuseValues } from './literals';
import { renderProgram } from './program';
import type { Script } from './script';
import { type Piece, shellWriters, type Way } from './shell';
import { locating, locationOfSpot, type Spot, spotAt, spotIn } from './template';
import { isShellValue, type ShellValue } from './value';

/** Returns the environment variable that holds the value in the step; the same value has the same name. */
export type NameVariable = (value: Ref | Text | string) => string;

/** A script as it is in the step. */
export interface RenderedScript {
  readonly text: string;
  /** The array that the script expects as its arguments. */
  readonly list?: Ref;
  /** Whether the script sets its arguments itself. */
  readonly takesArguments: boolean;
}

/**
 * Renders the `script` field of a step: head, checks of integers, dedented body, values as references to environment variables.
 * @throws Error (with TW190 to TW193) when a value is where the language cannot expand it
 */
export function renderScript(script: Script, nameVariable: NameVariable): RenderedScript {
  if (script.language === 'file') {
    refuseValues(script);
    return { text: script.strings.join(''), takesArguments: false };
  }
  if (script.language === 'python' || script.language === 'node')
    return { text: renderProgram(script, script.language, nameVariable), takesArguments: false };
  const { chunks, writers } = frameOf(script, script.language);
  const locate = (spot: Spot) => locationOfSpot(script.strings, spot);
  const head = headOf(script.language, script.options ?? {}, script.values, nameVariable);
  const written = makeAll(script.values, (value, i) => {
    if (!isRuntime(value)) return String(value);
    return locating(
      () => writers[i]?.(head.nameOf(value)) ?? '',
      () => locate({ string: i, offset: (chunks[i] ?? '').length }),
    );
  });
  const { text, ...rest } = head.finish();
  const pieces = chunks.map((chunk, i) => [chunk, written[i] ?? ''] as const);
  const whole = text + pieces.map((piece) => piece.join('')).join('');
  noteScript(whole, script.strings, (at) => locationOfSpot(script.strings, at && spotIn(whole, at, text.length, pieces)));
  return { text: whole, ...rest };
}

type ShellLanguage = 'sh' | 'bash';

/** A script without the names of its variables. */
interface Frame {
  readonly language: ShellLanguage;
  readonly values: Script['values'];
  readonly chunks: readonly string[];
  /** One per value; unused for values that are known when the program runs. */
  readonly writers: readonly Writer[];
}

/** The last frame of each template, for functions that make many Tasks from one template. */
const frames = new WeakMap<readonly string[], Frame>();

function frameOf({ strings, values }: Script, language: ShellLanguage): Frame {
  const known = frames.get(strings);
  // values that are known when the program runs become text of the script and may contain quotes
  const isSame = known?.language === language && known.values.every((value, i) => value === values[i] || areAlike(value, values[i]));
  if (known !== undefined && isSame && areRepeatedAlike(known.values, values)) return known;
  const chunks = dedent(strings);
  const pieces = chunks.map((text, i) => {
    const value = values[i];
    return [text, i === values.length || isRuntime(value) ? '\u0000' : String(value)] as const;
  });
  refuseLiterals(
    pieces.flatMap(([text, given]) => [
      { text, isGiven: false },
      { text: given, isGiven: true },
    ]),
    (at) => locationOfSpot(strings, spotAt(at, pieces)),
  );
  const writers = writersOfShell(language, chunks, values);
  const frame = { language, values, chunks, writers };
  frames.set(strings, frame);
  return frame;
}

type RuntimeValue = Ref<'string'> | Text | ShellValue;

function isRuntime(value: Script['values'][number] | undefined): value is RuntimeValue {
  return typeof value === 'object';
}

/** Whether two values are written in the same way in every place. */
function areAlike(one: Script['values'][number], other: Script['values'][number] | undefined): boolean {
  return isRuntime(one) && isRuntime(other) && wayOf(one) === wayOf(other);
}

function idOf(value: RuntimeValue): string {
  return String(isShellValue(value) ? value.of : value);
}

/** Whether the same values are repeated at the same places; a check of one holds for its repetitions. */
function areRepeatedAlike(some: Script['values'], others: Script['values']): boolean {
  if (some.length < 2) return true;
  const firstOf = (values: Script['values']) => {
    const ids = values.map((value) => (isRuntime(value) ? idOf(value) : ''));
    return ids.map((id) => ids.indexOf(id)).join();
  };
  return firstOf(some) === firstOf(others);
}

function wayOf(value: RuntimeValue): Way {
  if (isShellValue(value)) return value.as;
  return isName(idOf(value)) ? 'name' : 'value';
}

/** Whether a text has only paths that the Task and Tekton choose, and names of Kubernetes. */
function isName(text: string): boolean {
  const variables = scan(text).map(({ body }) => parseVariable(body));
  const rest = text.replace(/\$\([^()]*\)/g, '');
  return variables.length > 0 && variables.every(isGiven) && /^[\w./-]*$/.test(rest);
}

function isGiven(variable: Variable): boolean {
  const { kind } = variable;
  return kind === 'context' || kind === 'result-path' || (kind === 'workspace' && variable.field === 'path');
}

/** The writers of the values in a shell script. */
function writersOfShell(language: ShellLanguage, chunks: readonly string[], values: Script['values']): Writer[] {
  const pieces: Piece[] = chunks.flatMap((text, i) => {
    const value = values[i];
    if (i === values.length) return [{ text }];
    return [{ text }, isRuntime(value) ? { as: wayOf(value), id: idOf(value) } : { text: String(value) }];
  });
  const writers = shellWriters(language, pieces);
  let at = 0;
  return values.map((value) => (isRuntime(value) ? (writers[at++] ?? String) : String));
}

const names = new Map<string, string>();
const MAX_NAMES = 10_000;
const ONE = /^\$\([^()]*\)$/;

/** Returns the name of the environment variable for a value: `params.image-name` gives `PARAM_IMAGE_NAME`. */
export function variableName(value: Ref | Text | string): string {
  if (isText(value)) return 'TEXT';
  const text = String(value);
  if (!ONE.test(text)) return 'TEXT';
  const known = names.get(text);
  if (known !== undefined) return known;
  const body = text.slice(2, -1).replace(/\[\*\]$/, '');
  const words = body.replace(/^params\./, 'param.').replace(/[^A-Za-z0-9]+/g, '_');
  const name = words.replace(/_+$/, '').toUpperCase();
  if (names.size < MAX_NAMES) names.set(text, name);
  return name;
}
