import { isText, type Ref, type Text, tryFindTarget } from '../refs';
import { refuse } from '../synth';

/** The scope, or any: values of which the compiler knows nothing fit everywhere. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
type Known<S> = unknown extends S ? any : S;

const VALUE: unique symbol = Symbol.for('tekwire.script-value') as never;

/** A value that a script of sh or bash takes in a special way. Made by `integer` and `words`. */
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
 * A value that must be an integer, for scripts of `sh` and `bash`: it may stand in arithmetic, `[[ … -eq … ]]`, `let`, subscripts and
 * program text, where any other value is refused (TW191). The script checks it before its first command and stops with exit code 1 and
 * a message unless it is `0` or digits without leading zeros, at most 18 of them, perhaps behind a minus sign.
 * @example
 * bash`for ((i = 0; i < ${integer(params.count)}; i++)); do ping -c 1 ${params.host}; done`
 */
export function integer<S>(value: Ref<'string', unknown, S> | Text<S>): ShellValue<Known<S>> {
  return make('integer', value, 'give a param, a result or a text, as integer(params.count)');
}

/**
 * The words of a value, for scripts of `sh` and `bash`: as many arguments as an array param has items, or a string has words between
 * spaces, tabs and line breaks. No wildcard is expanded and no quote is read. It stands alone where a command has an argument, in the
 * list of `for`, or in an array of bash; anywhere else it is refused (TW193).
 *
 * A script of bash may have any number of strings; an array param becomes the step's `args`, so there can be one, in a step without
 * `args`. A script of sh has no arrays: it takes one value, in place of its own arguments.
 * @example
 * bash`go test ${words(params.flags)} ./...`
 */
export function words<S>(value: Ref<'string', unknown, S> | Ref<'array', unknown, S> | Text<S>): ShellValue<Known<S>> {
  return make('words', value, 'give a param, a result or a text, as words(params.flags)');
}

function make<S>(as: 'integer' | 'words', value: Ref | Text, allowed: string): ShellValue<S> {
  if (!isText(value) && tryFindTarget(value) === undefined) refuse({}, as, value, allowed);
  return { [VALUE]: {} as { readonly scope: S }, as, of: value };
}
