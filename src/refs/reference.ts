import type { ParamType } from '../spec';

/** Key of what a reference is, for the compiler and at run time; the same in every copy of the package. */
export const reference: unique symbol = Symbol.for('tekwire.reference') as never;

/** What a reference stands for at run time. */
export interface Target {
  /** What stands inside `$(…)`. */
  readonly body: string;
  readonly type: ParamType;
  /** The Task, Pipeline or pipeline task that the value belongs to. */
  readonly owner: object;
  /** The value itself, where it is known before the pipeline runs: it is written instead of the variable. @default - it is not known */
  readonly value?: string;
}

/**
 * A value that exists only when the pipeline runs: a param, or a result of a task. `K` is its type, `F` the format of its data,
 * `S` where it may be used: the id of a pipeline, or the steps of a Task.
 */
// biome-ignore lint/suspicious/noExplicitAny: a reference of unknown scope must fit everywhere, which only `any` does
export interface Ref<K extends ParamType = ParamType, F = unknown, S = any> {
  readonly [reference]: { readonly type: K; readonly format: F; readonly scope: S };
  /** The variable as it stands in the manifest, `$(tasks.clone.results.commit)`; or the value, where it is known before the run. */
  toString(): string;
}

/** Key of what a text is made of. */
export const TEXT: unique symbol = Symbol.for('tekwire.text') as never;

/** A text with references in it. Made by the tag `text`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface Text<S = any> {
  readonly [TEXT]: { readonly scope: S };
  toString(): string;
}

/** A reference to a text, of which conditions can be made. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface StringRef<F = unknown, S = any> extends Ref<'string', F, S> {
  /** Holds when the value is one of these; a list that is known only at run time may stand alone. */
  in(...values: ConditionValues<S>): Condition<S>;
  /** Holds when the value is none of these. */
  notIn(...values: ConditionValues<S>): Condition<S>;
}

type ConditionValues<S> = readonly [Ref<'array', unknown, S>] | readonly (string | Text<S> | Ref<'string', unknown, S>)[];

/**
 * A condition under which a task runs. Made by `in` and `notIn` of a reference, or written down where the text that is compared is not
 * one reference alone.
 * @example
 * ci.add(deploy, { when: [{ input: text`${ci.params.os}/${ci.params.arch}`, operator: 'in', values: ['linux/amd64'] }] });
 */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface Condition<S = any> {
  readonly input: string | Text<S> | Ref<'string', unknown, S>;
  readonly operator: 'in' | 'notin';
  readonly values: ConditionValues<S>;
}

/** A reference to a list, of which single items can be taken. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface ArrayRef<F = unknown, S = any> extends Ref<'array', F, S> {
  /** The item at `index`, counted from 0. Whether there is one is known only when the pipeline runs. */
  at(index: number): StringRef<F, S>;
}

/** A reference to an object, with a reference for each of its keys. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export type ObjectRef<P extends string, F = unknown, S = any> = Ref<'object', F, S> & { readonly [key in P]: StringRef<unknown, S> };

/** The reference type of a param or result of type `K`, with the keys `P` and the format `F`. */
export type RefOf<K extends ParamType, P extends string, F, S> = K extends 'object'
  ? ObjectRef<P, F, S>
  : K extends 'array'
    ? ArrayRef<F, S>
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

  // cdk8s calls it for any object that has one, so that a reference may stand in a plain ApiObject too
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

/** What the value refers to, or undefined when it is no reference. Knows references of other copies of the package too. */
export function tryFindTarget(value: unknown): Target | undefined {
  if (typeof value !== 'object' || value === null || !(reference in value)) return undefined;
  return (value as { readonly [reference]: Target })[reference];
}
