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

/**
 * Checks that everything in `expected` is declared with the same type.
 * @throws Error that starts with `originOf` when it is not
 */
export function compareSurface(
  originOf: (kind: SurfaceKind, name: string) => string,
  found: AnySurface,
  expected: Partial<AnySurface>,
): void {
  for (const kind of ['params', 'results', 'workspaces'] as const) {
    for (const [name, wanted] of Object.entries(expected[kind] ?? {})) {
      const has: object | undefined = found[kind][name];
      const singular = kind.slice(0, -1);
      const origin = originOf(kind, name);
      if (has === undefined)
        throw new TekwireError(`${origin}: unknown ${singular} "${name}" (available: ${Object.keys(found[kind]).join(', ') || 'none'})`);
      const [wantedType, type] = [typeOf(wanted), typeOf(has)];
      if (wantedType !== type) throw new TekwireError(`${origin}: expected ${singular} "${name}" of type "${wantedType}", found "${type}"`);
    }
  }
}

/**
 * Checks that a program that only knows the interface `expected` provides everything that the Task needs, and uses nothing else.
 * @throws Error that starts with `origin` when it does not
 */
export function compareNeeds(origin: string, found: AnySurface, expected: AnySurface): void {
  for (const kind of ['params', 'workspaces'] as const) {
    for (const [name, { isOptional }] of Object.entries(found[kind])) {
      const wanted = expected[kind][name];
      const singular = kind.slice(0, -1);
      if (isOptional || wanted?.isOptional === false) continue;
      const need = kind === 'params' ? 'has no default' : 'is not optional';
      throw new TekwireError(`${origin}: ${singular} "${name}" ${need}, but the surface ${wanted === undefined ? 'omits it' : 'differs'}`);
    }
  }
  for (const [name, wanted] of Object.entries(expected.params)) {
    compareKeys(origin, `param "${name}"`, 'key', wanted.properties, found.params[name]?.properties);
    compareKeys(origin, `param "${name}"`, 'value', wanted.enum, found.params[name]?.enum);
  }
  for (const [name, wanted] of Object.entries(expected.results))
    compareKeys(origin, `result "${name}"`, 'key', wanted.properties, found.results[name]?.properties);
}

function compareKeys(origin: string, place: string, word: string, wanted: readonly string[] = [], found?: readonly string[]): void {
  const unknown = wanted.find((key) => found !== undefined && !found.includes(key));
  if (unknown !== undefined)
    throw new TekwireError(`${origin}: unknown ${word} "${unknown}" of ${place} (available: ${found?.join(', ')})`);
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
