import { makeReference } from '../refs';
import type { ParamSpec, ResultSpec, TaskRef, WorkspaceSpec } from '../spec';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { ParamRefs } from './step';

/** What a Task takes and gives: all that a pipeline needs to know of it. */
export interface TaskSurface<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: P;
  readonly results: R;
  readonly workspaces: W;
}

/** A Task that pipelines and runs can use, wherever it lives. */
export interface UsableTask<
  P extends ParamDeclarations = ParamDeclarations,
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
> {
  readonly name: string;
  readonly surface: TaskSurface<P, R, W>;
  readonly taskRef: TaskRef;
}

/** What stands inside the `$(…)` of a param; a name with a dot is read as a key unless it stands in brackets. */
export function paramBody(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? `params.${name}` : `params['${name}']`;
}

/** References to declared params. */
export function paramRefs<P extends ParamDeclarations, S>(params: P, owner: object): ParamRefs<P, S> {
  const refs: Record<string, unknown> = {};
  for (const [name, { type, properties }] of Object.entries(params)) {
    refs[name] = makeReference({ body: paramBody(name), type, owner }, properties);
  }
  return refs as ParamRefs<P, S>;
}

/** Declared params as the manifest lists them. */
export function paramSpecs(params: ParamDeclarations): ParamSpec[] {
  return Object.entries(params).map(([name, { type, description, properties, default: value }]) => ({
    name,
    type,
    ...(description === undefined ? {} : { description }),
    ...(properties === undefined ? {} : { properties: keys(properties) }),
    ...(value === undefined ? {} : { default: value as ParamSpec['default'] }),
  }));
}

/** Declared results as the manifest lists them. */
export function resultSpecs(results: ResultDeclarations): ResultSpec[] {
  return Object.entries(results).map(([name, { type, description, properties }]) => ({
    name,
    type,
    ...(description === undefined ? {} : { description }),
    ...(properties === undefined ? {} : { properties: keys(properties) }),
  }));
}

/** Declared workspaces as a Task's manifest lists them. */
export function workspaceSpecs(workspaces: WorkspaceDeclarations): WorkspaceSpec[] {
  return Object.entries(workspaces).map(([name, { isOptional, description, readOnly, mountPath }]) => ({
    name,
    ...(description === undefined ? {} : { description }),
    ...(mountPath === undefined ? {} : { mountPath }),
    ...(readOnly === true ? { readOnly } : {}),
    ...(isOptional ? { optional: true } : {}),
  }));
}

/** The list, or undefined when it is empty: Tekton's lists are left out rather than empty. */
export function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function keys(properties: readonly string[]): Record<string, { type: 'string' }> {
  return Object.fromEntries(properties.map((key) => [key, { type: 'string' as const }]));
}
