import { readFileSync } from 'node:fs';
import { demandKnownNames, makeOrNote, quoted, TekwireError } from '../diagnostics';
import type { Ref, Text } from '../refs';
import { fileBeside, refuse } from '../synth';
import { checkOptions, type ShellOptions } from './options';
import type { StepValueScope } from './scope';
import { noteTemplate, unescaped } from './template';
import type { ShellValue } from './value';

/** The languages that have a script tag. */
export type ScriptLanguage = 'sh' | 'bash' | 'python' | 'node';

type ScriptValue<S> = string | number | Text<S> | Ref<'string', unknown, S>;
type AnyScriptValue<S> = ScriptValue<S> | ShellValue<S>;

const SCRIPT: unique symbol = Symbol.for('tekwire.script') as never;

/** The script of a step; `S` is the scope of its values. Made by the tags `sh`, `bash`, `python` and `node`, or by `script.file`. */
export interface Script<S extends string = StepValueScope> {
  readonly [SCRIPT]: true;
  readonly language: ScriptLanguage | 'file';
  readonly strings: readonly string[];
  readonly values: readonly AnyScriptValue<S>[];
  /** Options of shell scripts. @default - all on */
  readonly options?: ShellOptions;
}

/** Whether the value was made by a script tag, in this or another copy of the package. */
export function isScript(value: unknown): value is Script {
  return typeof value === 'object' && value !== null && SCRIPT in value;
}

/** A template tag that makes scripts. */
type ShellTag = <S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly AnyScriptValue<S>[]) => Script<S>;

/**
 * Makes a POSIX shell script, with `set -eu` at the top; `sh({ nounset: false })` changes that. Its text is literal, so
 * `printf '%s\n'` needs no second backslash; only `\${` and a backtick are escaped, as in every template literal. A param in it
 * never becomes text of the script: it becomes an environment variable of the step and a quoted reference to that variable, so it
 * arrives as one word. A value that the shell would execute or calculate with is refused, unless it is an `integer`; `words` passes
 * several arguments.
 * @example
 * steps: ({ params, results }) => [{ name: 'push', image: 'quay.io/buildah/stable:v1.41.4', script: sh`
 *   buildah push --digestfile ${results.digest.path} ${params.image}
 * ` }]
 * Reported at synth: TW190 where the shell cannot expand a value, such as in a here-document with a quoted delimiter; TW191 where it would execute
 * the value, as in `eval`, `sh -c "…"` or arithmetic; TW192 for a variable of Tekton in the text; TW193 where `words` is not allowed
 */
export function sh(options: Pick<ShellOptions, 'errexit' | 'nounset'>): ShellTag;
export function sh<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly AnyScriptValue<S>[]): Script<S>;
export function sh(first: TemplateStringsArray | ShellOptions, ...values: readonly AnyScriptValue<StepValueScope>[]): unknown {
  return shellScript('sh', first, values);
}

/** Makes a bash script, with `set -euo pipefail` at the top; `bash({ pipefail: false })` changes that. Otherwise like `sh`. */
export function bash(options: ShellOptions): ShellTag;
export function bash<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly AnyScriptValue<S>[]): Script<S>;
export function bash(first: TemplateStringsArray | ShellOptions, ...values: readonly AnyScriptValue<StepValueScope>[]): unknown {
  return shellScript('bash', first, values);
}

function shellScript(
  language: 'sh' | 'bash',
  first: TemplateStringsArray | ShellOptions,
  values: readonly AnyScriptValue<StepValueScope>[],
): unknown {
  if (!isOptions(first)) return written(language, first, values);
  return (strings: TemplateStringsArray, ...rest: readonly AnyScriptValue<StepValueScope>[]) =>
    makeOrNote(() => {
      checkOptions(language, first);
      return { ...make(language, stringsOf(strings), rest), options: first };
    }, emptyScript);
}

/** The script of a template tag; a call without a template is reported, and has an empty script. */
function written<S extends StepValueScope>(
  language: Script['language'],
  strings: TemplateStringsArray,
  values: readonly AnyScriptValue<S>[],
): Script<S> {
  return makeOrNote(() => make(language, stringsOf(strings), values), emptyScript<S>);
}

function emptyScript<S extends StepValueScope>(): Script<S> {
  return make<S>('file', ['#!/bin/sh\n'], []);
}

function isOptions(first: unknown): first is ShellOptions {
  return typeof first === 'object' && first !== null && !Array.isArray(first);
}

/**
 * Makes a Python script, for version 3.8 and newer. A param, result, path or other string in it becomes an expression, `os.environ["…"]`,
 * whose value is always a string; it may also be inside a string, as in `print("built ${commit}")` or `f"{name}: ${commit}"`. A number is
 * written as it is.
 * Convert values of other types: `int(${retries})`, `${push} == "true"`. `import os` is added at the top.
 * @example
 * steps: ({ params, results }) => [{ name: 'count', image: 'python:3.13-alpine', script: python`
 *   with open(${results.count.path}, "w") as file:
 *       file.write(str(len(${params.text})))
 * ` }]
 * Reported at synth: TW190 where no expression is allowed, such as in a bytes literal or in place of a name
 * Reported at synth: TW191 where the program would execute the value, as in `eval`, `os.system` or `subprocess.run(…, shell=True)`
 * Reported at synth: TW192 for a variable of Tekton in the text
 */
export function python<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return written('python', strings, values);
}

/**
 * Makes a Node.js script (CommonJS). A param, result, path or other string in it becomes an expression, `process.env["…"]`, whose value is
 * always a string; it may also be inside a string or template, as in `console.log('built ${commit}')`. A number is written as it is.
 * Convert values of other types: `Number(${retries})`, `${push} === 'true'`.
 * Reported at synth: TW190 where no expression is allowed, such as in a regular expression or in place of a name
 * Reported at synth: TW191 where the program would execute the value, as in `eval`, `exec` of child_process or `spawn` with a shell
 * Reported at synth: TW192 for a variable of Tekton in the text
 */
export function node<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return written('node', strings, values);
}

/** Scripts that are in a file or a string. */
export const script = {
  /** Embeds a file, whose path is relative to the calling file, byte for byte; it needs a `#!` line of its own. A file that cannot be read is reported at synth (TW288). */
  file(path: string): Script<never> {
    return makeOrNote(() => make<never>('file', [contentOf(path)], []), emptyScript<never>);
  },
  /** Embeds a string as it is, such as a bundle made at build time; it needs a `#!` line of its own. */
  of(content: string): Script<never> {
    return make('file', [content], []);
  },
};
demandKnownNames('script', script);

function contentOf(path: string): string {
  if (typeof path !== 'string') refuse({}, 'script.file', path, "the path of a file, such as script.file('scripts/build.sh')");
  try {
    return readFileSync(fileBeside(path), 'utf8');
  } catch (error) {
    throw new TekwireError(`script.file: cannot read ${quoted(path)}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as { readonly code?: string };
  return code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'it is a folder' : String((error as Error).message);
}

const seen = new WeakMap<TemplateStringsArray, readonly string[]>();

// The text is literal, backslashes too; only a backslash that the template literal itself needs is removed.
function stringsOf(template: TemplateStringsArray): readonly string[] {
  if (!Array.isArray((template as Partial<TemplateStringsArray> | undefined)?.raw))
    refuse(
      {},
      '',
      template,
      'a template; write it as a template tag: sh`echo hello`, or use script.of(text) for a string from another source',
    );
  const known = seen.get(template);
  if (known !== undefined) return known;
  const made = template.raw.map(unescaped);
  seen.set(template, made);
  noteTemplate(made, template.raw);
  return made;
}

function make<S extends StepValueScope>(
  language: Script['language'],
  strings: readonly string[],
  values: readonly AnyScriptValue<S>[],
): Script<S> {
  return { [SCRIPT]: true, language, strings, values };
}
