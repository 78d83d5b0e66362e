import { readFileSync } from 'node:fs';
import type { Ref, Text } from '../refs';
import { refuse } from './refuse';
import type { StepValueScope } from './scope';

/** Languages that have a script tag. */
export type ScriptLanguage = 'sh' | 'bash' | 'python' | 'node';

type ScriptValue<S> = string | number | Text<S> | Ref<'string', unknown, S>;

const SCRIPT: unique symbol = Symbol.for('tekwire.script') as never;

/** The script of a step; `S` says where its values come from. Made by the tags `sh`, `bash`, `python` and `node`, or by `script.file`. */
export interface Script<S extends string = StepValueScope> {
  readonly [SCRIPT]: true;
  readonly language: ScriptLanguage | 'file';
  readonly strings: readonly string[];
  readonly values: readonly ScriptValue<S>[];
}

/** Whether the value was made by a script tag, in this or another copy of the package. */
export function isScript(value: unknown): value is Script {
  return typeof value === 'object' && value !== null && SCRIPT in value;
}

/**
 * A POSIX shell script, with `set -eu` in front. What stands in it is taken literally, so that `printf '%s\n'` needs no second backslash;
 * only `\${` and a backtick are escaped, as every template literal demands. A param inside never becomes text of the script: it becomes an environment variable of
 * the step and, quoted, a reference to that variable, so that no value can inject commands.
 * @example
 * steps: ({ params, results }) => [{ name: 'push', image: 'quay.io/buildah/stable:v1.41.4', script: sh`
 *   buildah push --digestfile ${results.digest.path} ${params.image}
 * ` }]
 * @throws TW190 when a value stands where the shell cannot expand it, as in a here-document with a quoted delimiter
 */
export function sh<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return make('sh', unescaped(strings), values);
}

/** As `sh`, for bash, with `set -euo pipefail`. */
export function bash<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return make('bash', unescaped(strings), values);
}

/** A Python 3 script. A param inside becomes `os.environ["…"]`: an expression, never text of the program. */
export function python<S extends StepValueScope = never>(strings: TemplateStringsArray, ...values: readonly ScriptValue<S>[]): Script<S> {
  return make('python', unescaped(strings), values);
}

/** A Node.js script (CommonJS). A param inside becomes `process.env["…"]`: an expression, never text of the program. */
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
  values: readonly ScriptValue<S>[],
): Script<S> {
  return { [SCRIPT]: true, language, strings, values };
}
