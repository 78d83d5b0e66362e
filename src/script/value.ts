import { makeOrNote } from '../diagnostics';
import { isText, type Ref, type Text, textOf, tryFindTarget } from '../refs';
import { refuse } from '../synth';

/** The scope, or `any` for values without one, which fit everywhere. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
type Known<S> = unknown extends S ? any : S;

const VALUE: unique symbol = Symbol.for('tekwire.script-value') as never;

/** A value that sh and bash scripts use in a special way. Made by `integer` and `words`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface ShellValue<S = any> {
  readonly [VALUE]: { readonly scope: S };
  readonly as: 'integer' | 'words';
  readonly of: Ref | Text;
}

/** Whether the value was made by `integer` or `words`, in this or another copy of the package. */
export function isShellValue(value: unknown): value is ShellValue {
  return typeof value === 'object' && value !== null && VALUE in value;
}

/**
 * Marks a value as an integer, for scripts of `sh` and `bash`: it is allowed in arithmetic, `[[ … -eq … ]]`, `let`, subscripts and
 * program text, where any other value is refused (TW191). The script checks it before its first command and stops with exit code 1 and
 * a message unless it is `0` or a number without leading zeros, of at most 18 digits, optionally with a minus sign.
 * @example
 * bash`for ((i = 0; i < ${integer(params.count)}; i++)); do ping -c 1 ${params.host}; done`
 */
export function integer<S>(value: Ref<'string', unknown, S> | Text<S>): ShellValue<Known<S>> {
  return make('integer', value, 'a param, a result or a text, such as integer(params.count)');
}

/**
 * Splits a value into words, for scripts of `sh` and `bash`: one argument per item of an array param, or per word of a string between
 * spaces, tabs and line breaks. Wildcards are not expanded and quotes are not interpreted. It is allowed as an argument of a command, in
 * the list of `for`, or in an array of bash; anywhere else it is refused (TW193).
 *
 * A bash script may split any number of strings. An array param becomes the step's `args`, so there can be only one, in a step without
 * `args`. A sh script has no arrays: it can split one value, which replaces its own arguments.
 * @example
 * bash`go test ${words(params.flags)} ./...`
 */
export function words<S>(value: Ref<'string', unknown, S> | Ref<'array', unknown, S> | Text<S>): ShellValue<Known<S>> {
  return make('words', value, 'a param, a result or a text, such as words(params.flags)');
}

function make<S>(as: 'integer' | 'words', value: Ref | Text, allowed: string): ShellValue<S> {
  return makeOrNote<ShellValue<S>>(
    () => {
      if (!isText(value) && tryFindTarget(value) === undefined) refuse({}, '', value, allowed);
      return { [VALUE]: {} as { readonly scope: S }, as, of: value };
    },
    () => ({ [VALUE]: {} as { readonly scope: S }, as: 'integer', of: textOf('', []) }),
  );
}
