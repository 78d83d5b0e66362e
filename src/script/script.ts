import { readFileSync } from 'node:fs';
import type { Ref, Text } from '../refs';
import { refuse } from '../synth';
import { checkOptions, type ShellOptions } from './options';
import type { StepValueScope } from './scope';
import type { ShellValue } from './value';

/** Languages that have a script tag. */
export type ScriptLanguage = 'sh' | 'bash' | 'python' | 'node';

type ScriptValue<S> = string | number | Text<S> | Ref<'string', unknown, S>;
type AnyScriptValue<S> = ScriptValue<S> | ShellValue<S>;

const SCRIPT: unique symbol = Symbol.for('tekwire.script') as never;

/** The script of a step; `S` says where its values come from. Made by the tags `sh`, `bash`, `python` and `node`, or by `script.file`. */
export interface Script<S extends string = StepValueScope> {
  readonly [SCRIPT]: true;
  readonly language: ScriptLanguage | 'file';
  readonly strings: readonly string[];
  readonly values: readonly AnyScriptValue<S>[];
  /** Of scripts for shells. @default - all on */
  readonly options?: ShellOptions;
}

/** Whether the value was made by a script tag, in this or another copy of the package. */
export function isScript(value: unknown): value is Script {
  return typeof value === 'object' && value !== null && SCRIPT in value;
}

/** A template tag that makes scripts. */
type ShellTag = <S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly AnyScriptValue<S>[]) => Script<S>;

/**
 * A POSIX shell script, with `set -eu` in front; `sh({ nounset: false })` leaves that part out. What stands in it is taken literally, so
 * that `printf '%s\n'` needs no second backslash; only `\${` and a backtick are escaped, as every template literal demands. A param inside
 * never becomes text of the script: it becomes an environment variable of the step and, quoted, a reference to that variable, and it
 * arrives as one word. Where a shell would run the value or calculate with it, it is refused, unless it is an `integer`; a list of
 * arguments is `words`.
 * @example
 * steps: ({ params, results }) => [{ name: 'push', image: 'quay.io/buildah/stable:v1.41.4', script: sh`
 *   buildah push --digestfile ${results.digest.path} ${params.image}
 * ` }]
 * @throws TW190 where the shell cannot expand a value, as in a here-document with a quoted delimiter; TW191 where it would run the value,
 * as in `eval`, `sh -c "…"` or arithmetic; TW192 where a variable of Tekton stands in the text; TW193 where `words` cannot stand
 */
export function sh(options: Pick<ShellOptions, 'errexit' | 'nounset'>): ShellTag;
export function sh<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly AnyScriptValue<S>[]): Script<S>;
export function sh(first: TemplateStringsArray | ShellOptions, ...values: readonly AnyScriptValue<StepValueScope>[]): unknown {
  return shellScript('sh', first, values);
}

/** As `sh`, for bash, with `set -euo pipefail`; `bash({ pipefail: false })` leaves that part out. */
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
  if (!isOptions(first)) return make(language, unescaped(first), values);
  checkOptions(language, first);
  return (strings: TemplateStringsArray, ...rest: readonly AnyScriptValue<StepValueScope>[]) => ({
    ...make(language, unescaped(strings), rest),
    options: first,
  });
}

function isOptions(first: unknown): first is ShellOptions {
  return typeof first === 'object' && first !== null && !Array.isArray(first);
}

/**
 * A Python script, for 3.8 and newer. A param, result, path or other text inside becomes an expression, `os.environ["…"]`, which is a string
 * whatever the text; it may also stand in a string, as in `print("built ${commit}")` or `f"{name}: ${commit}"`. A number is written as it is.
 * Convert what is no text: `int(${retries})`, `${push} == "true"`. `import os` is put in front.
 * @example
 * steps: ({ params, results }) => [{ name: 'count', image: 'python:3.13-alpine', script: python`
 *   with open(${results.count.path}, "w") as file:
 *       file.write(str(len(${params.text})))
 * ` }]
 * @throws TW190 where no expression can stand, as in a bytes literal or in place of a name
 * @throws TW191 where the program would run the value, as in `eval`, `os.system` or `subprocess.run(…, shell=True)`
 * @throws TW192 where a variable of Tekton stands in the text
 */
export function python<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return make('python', unescaped(strings), values);
}

/**
 * A Node.js script (CommonJS). A param, result, path or other text inside becomes an expression, `process.env["…"]`, which is a string
 * whatever the text; it may also stand in a string or template, as in `console.log('built ${commit}')`. A number is written as it is.
 * Convert what is no text: `Number(${retries})`, `${push} === 'true'`.
 * @throws TW190 where no expression can stand, as in a regular expression or in place of a name
 * @throws TW191 where the program would run the value, as in `eval`, `exec` of child_process or `spawn` with a shell
 * @throws TW192 where a variable of Tekton stands in the text
 */
export function node<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return make('node', unescaped(strings), values);
}

/** Scripts that already lie in a file. */
export const script = {
  /** Embeds the file byte for byte; it brings its own `#!` line. @throws Error when the file cannot be read */
  file(path: string): Script<never> {
    return make('file', [readFileSync(path, 'utf8')], []);
  },
  /** Embeds a text as it is, such as a bundle made at build time; it brings its own `#!` line. */
  of(content: string): Script<never> {
    return make('file', [content], []);
  },
};

const seen = new WeakMap<TemplateStringsArray, readonly string[]>();

// A script is taken as it is written, backslashes too; only what a template literal itself needs escaped loses its backslash.
function unescaped(template: TemplateStringsArray): readonly string[] {
  if (!Array.isArray((template as Partial<TemplateStringsArray> | undefined)?.raw))
    refuse(
      {},
      'script',
      template,
      'write it as a tag, without parentheses: sh`echo hello`, or script.of(text) where it comes from elsewhere',
    );
  const known = seen.get(template);
  if (known !== undefined) return known;
  const made = template.raw.map((chunk) => chunk.replace(/\\(\$\{|`)/g, '$1'));
  seen.set(template, made);
  return made;
}

function make<S extends StepValueScope>(
  language: Script['language'],
  strings: readonly string[],
  values: readonly AnyScriptValue<S>[],
): Script<S> {
  return { [SCRIPT]: true, language, strings, values };
}
