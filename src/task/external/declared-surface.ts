import { TekwireError } from '../../diagnostics';
import type { ParamSpec, ResultSpec, TaskSpec, WorkspaceSpec } from '../../spec';
import { isRecord } from '../../synth';
import type {
  ParamDeclaration,
  ParamDeclarations,
  ResultDeclaration,
  ResultDeclarations,
  WorkspaceDeclaration,
  WorkspaceDeclarations,
} from '../declarations';
import type { TaskSurface } from '../surface';

/** An interface whose names the compiler does not know. */
export type AnySurface = TaskSurface<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>;

type SurfaceKind = 'params' | 'results' | 'workspaces';

/** The interface of a Task in YAML. */
export function declaredSurface(spec: Pick<TaskSpec, 'params' | 'results' | 'workspaces'>): AnySurface {
  const params = byName(spec.params, paramDeclaration);
  const results = byName(spec.results, resultDeclaration);
  const workspaces = byName(spec.workspaces, workspaceDeclaration);
  return { params, results, workspaces };
}

/** Returns an error, which starts with `originOf`, for everything in `expected` that is not declared with the same type. */
export function surfaceErrors(
  originOf: (kind: SurfaceKind, name: string) => string,
  found: AnySurface,
  expected: Partial<AnySurface>,
): TekwireError[] {
  return (['params', 'results', 'workspaces'] as const).flatMap((kind) =>
    Object.entries(expected[kind] ?? {}).flatMap(([name, wanted]) => {
      const has: object | undefined = found[kind][name];
      const singular = kind.slice(0, -1);
      const origin = originOf(kind, name);
      if (has === undefined)
        return [new TekwireError(`${origin}: unknown ${singular} "${name}" (available: ${Object.keys(found[kind]).join(', ') || 'none'})`)];
      const [wantedType, type] = [typeOf(wanted), typeOf(has)];
      return wantedType === type
        ? []
        : [new TekwireError(`${origin}: expected ${singular} "${name}" of type "${wantedType}", found "${type}"`)];
    }),
  );
}

/**
 * Returns an error, which starts with `origin`, for everything that the Task needs and a program does not provide that only knows the
 * interface `expected`, and for every key and value that such a program uses and the Task does not have.
 */
export function needErrors(origin: string, found: AnySurface, expected: AnySurface): TekwireError[] {
  const needs = (['params', 'workspaces'] as const).flatMap((kind) =>
    Object.entries(found[kind]).flatMap(([name, { isOptional }]) => {
      const wanted = expected[kind][name];
      if (isOptional || wanted?.isOptional === false) return [];
      const need = kind === 'params' ? 'has no default' : 'is not optional';
      const difference = wanted === undefined ? 'omits it' : 'differs';
      return [new TekwireError(`${origin}: ${kind.slice(0, -1)} "${name}" ${need}, but the surface ${difference}`)];
    }),
  );
  const params = Object.entries(expected.params).flatMap(([name, wanted]) => [
    ...keyErrors(origin, `param "${name}"`, 'key', wanted.properties, found.params[name]?.properties),
    ...keyErrors(origin, `param "${name}"`, 'value', wanted.enum, found.params[name]?.enum),
  ]);
  const results = Object.entries(expected.results).flatMap(([name, wanted]) =>
    keyErrors(origin, `result "${name}"`, 'key', wanted.properties, found.results[name]?.properties),
  );
  return [...needs, ...params, ...results];
}

function keyErrors(origin: string, owner: string, word: string, wanted: readonly string[] = [], found?: readonly string[]): TekwireError[] {
  const unknown = found === undefined ? [] : wanted.filter((key) => !found.includes(key));
  return unknown.map((key) => new TekwireError(`${origin}: unknown ${word} "${key}" of ${owner} (available: ${found?.join(', ')})`));
}

function paramDeclaration({ type, description, properties, enum: allowed, default: value }: ParamSpec): ParamDeclaration {
  const implied = properties !== undefined ? 'object' : Array.isArray(value) ? 'array' : 'string';
  return {
    type: type ?? implied,
    isOptional: value !== undefined,
    description,
    default: value,
    ...(isRecord(properties) && { properties: Object.keys(properties) }),
    ...(Array.isArray(allowed) && { enum: allowed }),
  };
}

function resultDeclaration({ type = 'string', description, properties }: ResultSpec): ResultDeclaration {
  return { type, description, ...(isRecord(properties) && { properties: Object.keys(properties) }) };
}

function workspaceDeclaration({ optional, description, readOnly, mountPath }: WorkspaceSpec): WorkspaceDeclaration {
  return { isOptional: optional === true, description, readOnly, mountPath };
}

function typeOf(declaration: object): unknown {
  return 'type' in declaration ? declaration.type : 'workspace';
}

function byName<T extends { readonly name: string }, U>(list: readonly T[] | undefined, make: (item: T) => U): Record<string, U> {
  // malformed arrays are left to the rules
  const named = (Array.isArray(list) ? list : []).filter((item) => isRecord(item) && typeof item.name === 'string');
  return Object.fromEntries(named.map((item) => [item.name, make(item)]));
}
