import type { Param, ParamSpec, ParamType } from '../../spec';
import { items, type Loose } from './view';

/** The type of a param or result, known from its declaration or, when a run passes it, from its value. */
export interface Typed {
  /** `string`, `array`, `object`, or the type that the manifest declares; `unknown` for a value that is known only when the run starts. */
  readonly type: string;
  /** Keys of an object. */
  readonly keys: readonly string[];
  /** Whether the run may leave it out. */
  readonly isOptional: boolean;
}

/** The params that a string may reference: those declared next to it and, where Tekton propagates params, the outer ones. */
export class Scope {
  /** @param isRun - whether a run propagates the outer params; its value adds no keys to an object that is declared */
  constructor(
    private readonly own: ReadonlyMap<string, Typed>,
    private readonly outer?: Scope,
    readonly isRun: boolean = outer?.isRun ?? false,
  ) {}

  find(name: string): Typed | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }

  *names(): Iterable<string> {
    yield* this.own.keys();
    if (this.outer !== undefined) yield* this.outer.names();
  }
}

/** Declared params by name; the first of several with the same name. */
export function declaredParams(specs: readonly Loose<ParamSpec>[] | undefined): Map<string, Typed> {
  const found = new Map<string, Typed>();
  for (const { item } of items(specs)) if (item.name !== undefined && !found.has(item.name)) found.set(item.name, typed(item));
  return found;
}

/** A type with its article: `a string`, `an array`. */
export function articled(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Names of the params without a default. */
export function neededOf(params: ReadonlyMap<string, Typed>): readonly string[] {
  return [...params].flatMap(([name, { isOptional }]) => (isOptional ? [] : [name]));
}

/** Params by the values that a run or a pipeline task sets. */
export function givenParams(params: readonly Loose<Param>[] | undefined): Map<string, Typed> {
  const found = new Map<string, Typed>();
  for (const { item } of items(params)) {
    const { name, value } = item;
    if (name === undefined) continue;
    const isOpen = typeof value === 'string' && value.includes('[*])');
    found.set(name, { type: isOpen ? 'unknown' : typeOf(value), keys: keysOf(value), isOptional: true });
  }
  return found;
}

/** The declaration with Tekton's defaults. A missing type follows from the properties or the default (param_types.go SetDefaults). */
export function typed(spec: Pick<Loose<ParamSpec>, 'type' | 'properties' | 'default'>): Typed {
  const type = spec.type || (spec.properties === undefined ? typeOf(spec.default) : 'object');
  return { type, keys: Object.keys(spec.properties ?? {}), isOptional: spec.default !== undefined };
}

/** The param type that Tekton derives from a value; `string` when there is no value. */
export function typeOf(value: unknown): ParamType {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : 'string';
}

function keysOf(value: unknown): readonly string[] {
  return typeOf(value) === 'object' ? Object.keys(value as object) : [];
}
