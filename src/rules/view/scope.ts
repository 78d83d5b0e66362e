import type { Param, ParamSpec, ParamType } from '../../spec';
import { items, type Loose } from './view';

/** What is known of a param or result by its declaration or, when a run hands it down, by its value. */
export interface Typed {
  /** `string`, `array`, `object`, or whatever the manifest says; `unknown` for a value that only the run will tell. */
  readonly type: string;
  /** Keys of an object. */
  readonly keys: readonly string[];
  /** Whether the run may leave it out. */
  readonly isOptional: boolean;
}

/** Params that a text may name: those declared where it stands and, where Tekton hands them down, those further out. */
export class Scope {
  /** @param isRun - whether a run hands the outer params down: it may then add keys to an object of the same name */
  constructor(
    private readonly own: ReadonlyMap<string, Typed>,
    private readonly outer?: Scope,
    readonly isRun: boolean = outer?.isRun ?? false,
  ) {}

  find(name: string): Typed | undefined {
    const own = this.own.get(name);
    if (own === undefined) return this.outer?.find(name);
    const outer = this.isRun && own.type === 'object' ? this.outer?.find(name) : undefined;
    return outer?.type === 'object' ? { ...own, keys: [...new Set([...own.keys, ...outer.keys])] } : own;
  }

  *names(): Iterable<string> {
    yield* this.own.keys();
    if (this.outer !== undefined) yield* this.outer.names();
  }
}

/** Declared params by name; of several with one name the first. */
export function declaredParams(specs: readonly Loose<ParamSpec>[] | undefined): Map<string, Typed> {
  const found = new Map<string, Typed>();
  for (const { item } of items(specs)) if (item.name !== undefined && !found.has(item.name)) found.set(item.name, typed(item));
  return found;
}

/** A type in a sentence: `a string`, `an array`. */
export function articled(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Names of those that have no default. */
export function neededOf(params: ReadonlyMap<string, Typed>): readonly string[] {
  return [...params].flatMap(([name, { isOptional }]) => (isOptional ? [] : [name]));
}

/** Params by the values that a run or a pipeline task gives them. */
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

/** The declaration with Tekton's defaults: without a type, that of the properties or of the default (param_types.go SetDefaults). */
export function typed(spec: Pick<Loose<ParamSpec>, 'type' | 'properties' | 'default'>): Typed {
  const type = spec.type || (spec.properties === undefined ? typeOf(spec.default) : 'object');
  return { type, keys: Object.keys(spec.properties ?? {}), isOptional: spec.default !== undefined };
}

/** The type that a value in a manifest has for Tekton; a text when there is none. */
export function typeOf(value: unknown): ParamType {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : 'string';
}

function keysOf(value: unknown): readonly string[] {
  return typeOf(value) === 'object' ? Object.keys(value as object) : [];
}
