import { readFileSync } from 'node:fs';
import type { ObjectMeta, ParamSpec, ResultSpec, TaskSpec, WorkspaceSpec } from '../spec';
import type {
  ParamDeclaration,
  ParamDeclarations,
  ResultDeclaration,
  ResultDeclarations,
  WorkspaceDeclaration,
  WorkspaceDeclarations,
} from './declarations';
import type { TaskSurface } from './surface';

interface ReadTask {
  readonly metadata: ObjectMeta;
  readonly spec: TaskSpec;
  readonly surface: TaskSurface<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>;
}

/** Reads the Task of a YAML file with all that it declares; what `expected` names must be declared with the same type. */
export function readTask(
  path: string,
  expected: Partial<TaskSurface<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>> = {},
): ReadTask {
  const { parseAllDocuments } = require('yaml') as typeof import('yaml');
  const documents = [parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1', uniqueKeys: true })].flat();
  const broken = documents.flatMap((document) => document.errors)[0];
  if (broken !== undefined) throw new Error(`${path}: ${broken.message.trim()}`);
  const values = documents.map((document): unknown => document.toJS()).filter((value) => value !== null);
  const [only] = values;
  if (values.length !== 1 || !isTask(only))
    throw new Error(`${path}: holds ${describe(values)}, but Task.fromFile wants exactly one tekton.dev/v1 Task`);
  const surface = surfaceOf(only.spec);
  compareSurface(path, surface, expected);
  return { metadata: only.metadata ?? {}, spec: only.spec, surface };
}

function surfaceOf(spec: TaskSpec): ReadTask['surface'] {
  const params = byName(spec.params, paramDeclaration);
  const results = byName(spec.results, resultDeclaration);
  const workspaces = byName(spec.workspaces, workspaceDeclaration);
  return { params, results, workspaces };
}

function paramDeclaration({ type, description, properties, enum: allowed, default: value }: ParamSpec): ParamDeclaration {
  const implied = properties !== undefined ? 'object' : Array.isArray(value) ? 'array' : 'string';
  return {
    type: type ?? implied,
    isOptional: value !== undefined,
    description,
    default: value,
    ...(properties && { properties: Object.keys(properties) }),
    ...(allowed && { enum: allowed }),
  };
}

function resultDeclaration({ type = 'string', description, properties }: ResultSpec): ResultDeclaration {
  return { type, description, ...(properties && { properties: Object.keys(properties) }) };
}

function workspaceDeclaration({ optional, description, readOnly, mountPath }: WorkspaceSpec): WorkspaceDeclaration {
  return { isOptional: optional === true, description, readOnly, mountPath };
}

function compareSurface(path: string, found: ReadTask['surface'], expected: Partial<ReadTask['surface']>): void {
  for (const kind of ['params', 'results', 'workspaces'] as const) {
    for (const [name, wanted] of Object.entries(expected[kind] ?? {})) {
      const has: object | undefined = found[kind][name];
      const singular = kind.slice(0, -1);
      if (has === undefined)
        throw new Error(`${path}: declares no ${singular} "${name}" (it has: ${Object.keys(found[kind]).join(', ') || 'none'})`);
      const [wantedType, type] = [typeOf(wanted), typeOf(has)];
      if (wantedType !== type) throw new Error(`${path}: ${singular} "${name}" is of type "${type}", not "${wantedType}"`);
    }
  }
}

function typeOf(declaration: object): unknown {
  return 'type' in declaration ? declaration.type : 'workspace';
}

function byName<T extends { readonly name: string }, U>(list: readonly T[] | undefined, make: (item: T) => U): Record<string, U> {
  return Object.fromEntries((Array.isArray(list) ? list : []).map((item) => [item.name, make(item)]));
}

function isTask(value: unknown): value is { metadata?: ObjectMeta; spec: TaskSpec } {
  const { apiVersion, kind, spec } = value as Record<string, unknown>;
  return apiVersion === 'tekton.dev/v1' && kind === 'Task' && typeof spec === 'object' && spec !== null;
}

function describe(values: readonly unknown[]): string {
  if (values.length !== 1) return `${values.length} documents`;
  const { apiVersion, kind } = values[0] as Record<string, unknown>;
  return `a ${String(apiVersion)} ${String(kind)}`;
}
