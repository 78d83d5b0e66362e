import { makeOrNote, noteMistake, quoted, TekwireError, takeNoted } from '../diagnostics';
import { type Ref, reference, type Target, TEXT, type Text, tryFindTarget } from './reference';

class TextValue {
  readonly [TEXT]: readonly Target[];

  constructor(
    private readonly content: string,
    targets: readonly Target[],
  ) {
    this[TEXT] = targets;
  }

  resolve(): string {
    return this.content;
  }

  toString(): string {
    return this.content;
  }
}

/** The scope, or `any` for values without one, which fit everywhere. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
type Known<S> = unknown extends S ? any : S;

/**
 * A string with references in it, for any field that holds a string. The order of tasks follows from the references.
 * @example
 * const image = text`ghcr.io/acme/web:${clone.results.commit}`;
 */
export function text<S>(
  strings: TemplateStringsArray,
  // biome-ignore lint/suspicious/noExplicitAny: formats do not matter inside a text
  ...values: readonly (string | number | Text<S> | Ref<'string', any, S>)[]
): Text<Known<S>> {
  return makeOrNote(
    () => {
      demandTemplate('text', strings);
      demandValues('text', strings, values);
      const content = strings.reduce((made, chunk, i) => `${made}${String(values[i - 1])}${chunk}`);
      return textOf<S>(content, values);
    },
    () => textOf<S>('', []),
  );
}

/** Makes a `Text` with the given content, which refers to everything that the values refer to. */
export function textOf<S>(content: string, values: readonly unknown[]): Text<Known<S>> {
  const made = new TextValue(content, values.flatMap(targetsOf));
  for (const value of values) for (const mistake of takeNoted(value)) noteMistake(made, mistake);
  return made as unknown as Text<Known<S>>;
}

/** Throws for values of a template tag that have no string form, as untyped callers may pass them: undefined, a construct, all results of a task. */
export function demandValues(tag: string, strings: readonly string[], values: readonly unknown[]): void {
  const at = values.findIndex((value) => !hasText(value));
  if (at >= 0)
    throw new TekwireError(
      `${tag}: the value after ${quoted(strings[at])} is ${described(values[at])}; expected a string, a number, or a declared param or result`,
    );
}

function hasText(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return reference in value || isText(value);
  return value !== undefined && value !== null && typeof value !== 'function' && typeof value !== 'symbol';
}

function described(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${quoted(value.name)}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (isConstruct(value)) return `the construct ${quoted((value as { readonly node?: { readonly path?: unknown } }).node?.path)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an object' : `an object with ${keys.slice(0, 5).join(', ')}`;
}

/** Throws for a call of a template tag with parentheses, whose characters would be read as the parts of a template. */
export function demandTemplate(tag: string, strings: TemplateStringsArray): void {
  if (!Array.isArray((strings as Partial<TemplateStringsArray> | undefined)?.raw))
    throw new TekwireError(`${tag}: called with ${quoted(strings)} in parentheses; write it as a template tag: ${tag}\`...\``);
}

/** Whether the value was made by `text`, in this or another copy of the package. */
export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && TEXT in value;
}

/** All targets of a value, also those nested in arrays and objects. */
export function targetsOf(value: unknown): Target[] {
  if (typeof value !== 'object' || value === null) return NONE;
  if (reference in value) return [tryFindTarget(value) as Target];
  if (isText(value)) return [...(value as unknown as TextValue)[TEXT]];
  if (isConstruct(value)) return NONE;
  const found: Target[] = [];
  for (const item of Object.values(value)) if (typeof item === 'object') found.push(...targetsOf(item));
  return found;
}

const NONE: Target[] = [];

/** The value as the manifest holds it: references and texts become strings; arrays and objects keep their structure. */
export function plain<T>(value: T): PlainOf<T> {
  return toPlain(value, known) as PlainOf<T>;
}

/** Like `plain`, but with the variable of every reference, also where its value is known before the pipeline runs. */
export function plainVariables(value: unknown): unknown {
  return toPlain(value, ({ body, type }) => (type === 'string' ? `$(${body})` : `$(${body}[*])`));
}

type PlainOf<T> = T extends Ref | Text
  ? string
  : T extends readonly (infer U)[]
    ? readonly PlainOf<U>[]
    : T extends object
      ? { [k in keyof T]: PlainOf<T[k]> }
      : T;

/** The replacement of a reference; undefined for its own string form. */
type Spell = (target: Target) => unknown;

/** A single known item of an array stays an array, because nothing at run time turns a string into one. */
const known: Spell = ({ type, value }) => (value !== undefined && type === 'array' ? [value] : undefined);

/** Whether the value is a construct, which contains all others of its app, and itself. */
function isConstruct(value: object): boolean {
  return 'node' in value && typeof value.node === 'object' && value.node !== null && 'path' in value.node;
}

function toPlain(value: unknown, spell: Spell): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (reference in value) return spell(tryFindTarget(value) as Target) ?? String(value);
  if (isText(value)) return String(value);
  if (Array.isArray(value)) return value.map((item) => toPlain(item, spell));
  if (isConstruct(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) copy[key] = typeof item === 'object' ? toPlain(item, spell) : item;
  }
  return copy;
}
