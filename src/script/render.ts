import type { Writer } from '../program';
import { isText, type Ref, type Text } from '../refs';
import { dedent } from './dedent';
import { headOf } from './head';
import { refuseLiterals, refuseValues } from './literals';
import { renderProgram } from './program';
import type { Script } from './script';
import { type Piece, shellWriters } from './shell';
import { isShellValue, type ShellValue } from './value';

/** Gives the environment variable that holds the value in the step; the same value gives the same name. */
export type NameVariable = (value: Ref | Text | string) => string;

/** A script as the step has it. */
export interface RenderedScript {
  readonly text: string;
  /** The list that the script expects as its arguments. */
  readonly list?: Ref;
  /** Whether the script sets its arguments itself. */
  readonly takesArguments: boolean;
}

/**
 * The step's `script`: head line, checks of integers, dedented body, values as references to environment variables.
 * @throws Error (with TW190 to TW193) when a value stands where the language cannot take it
 */
export function renderScript(script: Script, nameVariable: NameVariable): RenderedScript {
  if (script.language === 'file') {
    refuseValues(script);
    return { text: script.strings.join(''), takesArguments: false };
  }
  if (script.language === 'python' || script.language === 'node')
    return { text: renderProgram(script, script.language, nameVariable), takesArguments: false };
  const { chunks, writers } = frameOf(script, script.language);
  const head = headOf(script.language, script.options ?? {}, script.values, nameVariable);
  let body = chunks[0] ?? '';
  script.values.forEach((value, i) => {
    body += `${isRuntime(value) ? writers[i]?.(head.nameOf(value)) : value}${chunks[i + 1]}`;
  });
  const { text, ...rest } = head.finish();
  return { text: text + body, ...rest };
}

type ShellLanguage = 'sh' | 'bash';

/** All of a script but the names of its variables. */
interface Frame {
  readonly language: ShellLanguage;
  readonly values: Script['values'];
  readonly chunks: readonly string[];
  /** Of each value; unused for those that are known when the program runs. */
  readonly writers: readonly Writer[];
}

/** The last one of each template: a function that makes fifty Tasks has one template for all of them. */
const frames = new WeakMap<readonly string[], Frame>();

function frameOf({ strings, values }: Script, language: ShellLanguage): Frame {
  const known = frames.get(strings);
  // what is known when the program runs becomes text of the script and may hold quotes
  const isSame = known?.language === language && known.values.every((value, i) => value === values[i] || areAlike(value, values[i]));
  if (known !== undefined && isSame) return known;
  const chunks = dedent(strings);
  refuseLiterals(
    chunks.flatMap((text, i) => {
      const value = values[i];
      const given = i === values.length || isRuntime(value) ? '\u0000' : String(value);
      return [
        { text, isGiven: false },
        { text: given, isGiven: true },
      ];
    }),
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

/** Whether the values are written in the same way wherever one of them stands. */
function areAlike(one: Script['values'][number], other: Script['values'][number] | undefined): boolean {
  return isRuntime(one) && isRuntime(other) && wayOf(one) === wayOf(other);
}

function wayOf(value: RuntimeValue): 'value' | 'integer' | 'words' {
  return isShellValue(value) ? value.as : 'value';
}

/** The writer of each value in a script of a shell. */
function writersOfShell(language: ShellLanguage, chunks: readonly string[], values: Script['values']): Writer[] {
  const pieces: Piece[] = chunks.flatMap((text, i) => {
    const value = values[i];
    if (i === values.length) return [{ text }];
    return [{ text }, isRuntime(value) ? { as: wayOf(value) } : { text: String(value) }];
  });
  const writers = shellWriters(language, pieces);
  let at = 0;
  return values.map((value) => (isRuntime(value) ? (writers[at++] ?? String) : String));
}

const names = new Map<string, string>();
const MAX_NAMES = 10_000;
const ONE = /^\$\([^()]*\)$/;

/** Words of a variable's body as the name of an environment variable: `params.image-name` gives `PARAM_IMAGE_NAME`. */
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
