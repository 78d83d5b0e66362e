import type { ParamType } from '../spec';

/** The key of a reference's target, for the compiler and at run time. It is the same in every copy of the package. */
export const reference: unique symbol = Symbol.for('tekwire.reference') as never;

/** What a reference refers to. */
export interface Target {
  /** The text inside `$(…)`. */
  readonly body: string;
  readonly type: ParamType;
  /** The Task, Pipeline or pipeline task that the value belongs to. */
  readonly owner: object;
  /** The value itself, if it is known before the pipeline runs; it is then written instead of the variable. @default - not known */
  readonly value?: string;
}

/**
 * A value that exists only when the pipeline runs: a param, or a result of a task. `K` is its type, `F` the format of its data,
 * `S` its scope: the id of a pipeline, or the steps of a Task.
 */
// biome-ignore lint/suspicious/noExplicitAny: a reference of unknown scope must fit everywhere, which only `any` allows
export interface Ref<K extends ParamType = ParamType, F = unknown, S = any> {
  readonly [reference]: { readonly type: K; readonly format: F; readonly scope: S };
  /** The variable as the manifest holds it, `$(tasks.clone.results.commit)`; or the value, if it is known before the run. */
  toString(): string;
}

/** The key of the parts of a `Text`. */
export const TEXT: unique symbol = Symbol.for('tekwire.text') as never;

/** A string with references in it, made by the tag `text`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface Text<S = any> {
  readonly [TEXT]: { readonly scope: S };
  /** The string with the variables of its references, as the manifest holds it. */
  toString(): string;
}

/** A reference to a string, with methods that make conditions. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface StringRef<F = unknown, S = any> extends Ref<'string', F, S> {
  /**
   * A condition that holds when the value is one of these. Instead of single values an array that is known only at run time can be passed.
   */
  in(...values: ConditionValues<S>): Condition<S>;
  /** A condition that holds when the value is none of these. */
  notIn(...values: ConditionValues<S>): Condition<S>;
}

/** A reference to a string that is always one of the words `W`, so that conditions compare it with nothing else. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface WordRef<W extends string, S = any> extends Ref<'string', unknown, S> {
  /** A condition that holds when the value is one of these. Values known only at run time can be any reference or text. */
  in(...values: WordValues<W, S>): Condition<S>;
  /** A condition that holds when the value is none of these. */
  notIn(...values: WordValues<W, S>): Condition<S>;
}

type WordValues<W extends string, S> = readonly [Ref<'array', unknown, S>] | readonly (W | Text<S> | Ref<'string', unknown, S>)[];

type ConditionValues<S> = readonly [Ref<'array', unknown, S>] | readonly (string | Text<S> | Ref<'string', unknown, S>)[];

/**
 * A condition under which a task runs. Made by `in` and `notIn` of a reference, or written as an object when the compared string is not
 * a single reference.
 * @example
 * ci.add(deploy, { when: [{ input: text`${ci.params.os}/${ci.params.arch}`, operator: 'in', values: ['linux/amd64'] }] });
 */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface Condition<S = any> {
  readonly input: string | Text<S> | Ref<'string', unknown, S>;
  readonly operator: 'in' | 'notin';
  readonly values: ConditionValues<S>;
}

/** A reference to an array, with a method that selects one item. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface ArrayRef<F = unknown, S = any> extends Ref<'array', F, S> {
  /** The item at `index`, counted from 0. Whether it exists is known only when the pipeline runs. */
  at(index: number): StringRef<F, S>;
}

/** A reference to an object, with a reference for each of its keys. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export type ObjectRef<P extends string, F = unknown, S = any> = Ref<'object', F, S> & { readonly [key in P]: StringRef<unknown, S> };

/** Whether the keys mark the results of a task with a matrix, of which Tekton accepts no single item. */
type OfMatrix<P extends string> = [P] extends [never] ? false : [P] extends ['*'] ? true : false;

/** The reference type of a param or result of type `K`, with the keys `P` and the format `F`. */
export type RefOf<K extends ParamType, P extends string, F, S> = K extends 'object'
  ? ObjectRef<P, F, S>
  : K extends 'array'
    ? OfMatrix<P> extends true
      ? Ref<'array', F, S>
      : ArrayRef<F, S>
    : StringRef<F, S>;

class Reference {
  readonly [reference]: Target;

  constructor(target: Target) {
    this[reference] = target;
  }

  at(index: number): Reference {
    const { body, owner } = this[reference];
    return new Reference({ body: `${body}[${index}]`, type: 'string', owner });
  }

  in(...values: readonly unknown[]): unknown {
    return { input: this, operator: 'in', values };
  }

  notIn(...values: readonly unknown[]): unknown {
    return { input: this, operator: 'notin', values };
  }

  // cdk8s calls this method of any object that has it, so a reference also works in a plain ApiObject
  resolve(): string {
    return this.toString();
  }

  toString(): string {
    const { body, type, value } = this[reference];
    if (value !== undefined) return value;
    return type === 'string' ? `$(${body})` : `$(${body}[*])`;
  }
}

/** Makes a reference; `properties` are the keys of an object. */
export function makeReference<R extends Ref>(target: Target, properties: readonly string[] = []): R {
  const made = new Reference(target);
  for (const key of properties) {
    const value = new Reference({ body: `${target.body}.${key}`, type: 'string', owner: target.owner });
    Object.defineProperty(made, key, { value, enumerable: true });
  }
  return made as unknown as R;
}

/** The target of a value, or undefined when it is not a reference. Recognises references made by other copies of the package. */
export function tryFindTarget(value: unknown): Target | undefined {
  if (typeof value !== 'object' || value === null || !(reference in value)) return undefined;
  return (value as { readonly [reference]: Target })[reference];
}
