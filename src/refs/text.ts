import { quoted } from '../diagnostics';
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

/** The scope, or any: values of which the compiler knows nothing say none, and fit everywhere. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
type Known<S> = unknown extends S ? any : S;

/**
 * A text with references in it, wherever a string is wanted: the edges follow from the references.
 * @example
 * const image = text`ghcr.io/acme/web:${clone.results.commit}`;
 */
export function text<S>(
  strings: TemplateStringsArray,
  // biome-ignore lint/suspicious/noExplicitAny: formats do not matter inside a text
  ...values: readonly (string | number | Text<S> | Ref<'string', any, S>)[]
): Text<Known<S>> {
  demandTemplate('text', strings);
  demandValues('text', strings, values);
  const content = strings.reduce((made, chunk, i) => `${made}${String(values[i - 1])}${chunk}`);
  return textOf(content, values);
}

/** A text with the given content, which refers to all that the values refer to. */
export function textOf<S>(content: string, values: readonly unknown[]): Text<Known<S>> {
  return new TextValue(content, values.flatMap(targetsOf)) as unknown as Text<Known<S>>;
}

/** Refuses values of a template tag that plain JavaScript leaves undefined. */
export function demandValues(tag: string, strings: readonly string[], values: readonly unknown[]): void {
  const at = values.findIndex((value) => value === undefined || value === null);
  if (at >= 0)
    throw new Error(`${tag}: ${values[at]} is given behind ${quoted(strings[at])}; write a text, a number, or a declared param or result`);
}

/** Refuses a call of a template tag with parentheses, whose letters would be taken for its parts. */
export function demandTemplate(tag: string, strings: TemplateStringsArray): void {
  if (!Array.isArray((strings as Partial<TemplateStringsArray> | undefined)?.raw))
    throw new Error(`${tag}: ${quoted(strings)} is given; write it as a tag, without parentheses: ${tag}\`...\``);
}

/** Whether the value was made by `text`, in this or another copy of the package. */
export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && TEXT in value;
}

/** All that a value refers to, whatever lists and objects it is wrapped in. */
export function targetsOf(value: unknown): Target[] {
  if (typeof value !== 'object' || value === null) return NONE;
  if (reference in value) return [tryFindTarget(value) as Target];
  if (isText(value)) return [...(value as unknown as TextValue)[TEXT]];
  const found: Target[] = [];
  for (const item of Object.values(value)) if (typeof item === 'object') found.push(...targetsOf(item));
  return found;
}

const NONE: Target[] = [];

/** The value as the manifest holds it: references and texts become strings; lists and objects keep their shape. */
export function plain<T>(value: T): PlainOf<T> {
  return toPlain(value, known) as PlainOf<T>;
}

/** As `plain`, with the variable of every reference, also where its value is known before the pipeline runs. */
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

/** What stands for a reference; undefined for what it says of itself. */
type Spell = (target: Target) => unknown;

/** A list whose one item is known stands as a list: nothing at run time makes one of a string. */
const known: Spell = ({ type, value }) => (value !== undefined && type === 'array' ? [value] : undefined);

function toPlain(value: unknown, spell: Spell): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (reference in value) return spell(tryFindTarget(value) as Target) ?? String(value);
  if (isText(value)) return String(value);
  if (Array.isArray(value)) return value.map((item) => toPlain(item, spell));
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) copy[key] = typeof item === 'object' ? toPlain(item, spell) : item;
  }
  return copy;
}
