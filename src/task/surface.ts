import type { Diagnostic } from '../diagnostics';
import { makeReference, plain, type RefOf } from '../refs';
import type { RemoteObject } from '../rules';
import type {
  EmbeddedTaskSpec,
  Param,
  ParamSpec,
  ParamValue,
  PipelineRef,
  PipelineSpec,
  PodTemplate,
  ResultSpec,
  TaskRef,
  WorkspaceSpec,
} from '../spec';
import type { Owner } from '../synth';
import { checkedSurface } from './check-surface';
import type { ParamDeclaration, ParamDeclarations, ResultDeclaration, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { PermissionRule } from './permissions';

/** References to params, by name. */
export type ParamRefs<P extends ParamDeclarations, S> = {
  readonly [k in keyof P]: P[k] extends ParamDeclaration<infer K, boolean, infer Q, infer F> ? RefOf<K, Q, F, S> : never;
};

/** The interface of a Task: everything that a pipeline needs to know about it. */
export interface TaskSurface<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: P;
  readonly results: R;
  readonly workspaces: W;
  /** Permissions of its steps in the cluster. @default - none */
  readonly rbac?: readonly PermissionRule[];
  /** Pod settings that it needs; where two tasks of a pipeline differ, those of the task that was added first are used. @default - none */
  readonly podTemplate?: PodTemplate | undefined;
}

/** The interface of an external Task, and its name in pipelines, which some resolvers do not provide. */
export type NamedSurface<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> = Partial<
  TaskSurface<P, R, W>
> & { readonly name?: string };

/** Anything that a pipeline can run; it has exactly one of `taskRef`, `taskSpec`, `pipelineRef` and `pipelineSpec`. @open */
export interface UsableTask<
  P extends ParamDeclarations = ParamDeclarations,
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
  N extends string = string,
> {
  readonly name: string;
  /** Names of its steps; of an external Task unknown. */
  readonly stepNames?: readonly N[];
  readonly surface: TaskSurface<P, R, W>;
  readonly taskRef?: TaskRef;
  readonly taskSpec?: EmbeddedTaskSpec;
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  /** For a pipeline: pod settings that its runs need. A Task has them in its `surface`. */
  readonly podTemplate?: PodTemplate | undefined;
  /** Values of a pipeline in any of these; then only that pipeline can use the Task. @default - none */
  readonly references?: unknown;
  /** @internal Locked objects that it is or contains, for the rules. */
  remoteObjects?(): readonly RemoteObject[];
  /** @internal Calls `watcher` when its content has changed. */
  onChange?(watcher: () => void): void;
  /** @internal Errors in its content, for the object that contains it. */
  wiringProblems?(origin: string, prefix: string): readonly Diagnostic[];
}

/** A Task that can run alone: neither a Pipeline nor a custom task. @open */
export type RunnableTask<P extends ParamDeclarations, W extends WorkspaceDeclarations, N extends string = string> = UsableTask<
  P,
  ResultDeclarations,
  W,
  N
> & {
  readonly pipelineRef?: never;
  readonly pipelineSpec?: never;
  readonly isCustom?: never;
};

/** Returns the interface that `props` of the Task `owner` declares; malformed declarations are reported. */
export function surfaceOf<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: Partial<TaskSurface<P, R, W>>,
  owner: Owner,
): TaskSurface<P, R, W> {
  const { params = {} as P, results = {} as R, workspaces = {} as W, rbac, podTemplate } = checkedSurface(owner, props);
  return { params, results, workspaces, ...(rbac && { rbac }), ...(podTemplate && { podTemplate }) };
}

/** The text inside the `$(…)` of a param; a name with a dot needs brackets, otherwise it is read as a key. */
export function paramBody(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? `params.${name}` : `params['${name}']`;
}

/** References to declared params. */
export function paramRefs<P extends ParamDeclarations, S>(params: P, owner: object): ParamRefs<P, S> {
  const refs: Record<string, unknown> = {};
  for (const name of Object.keys(params)) {
    const { type, properties } = params[name] as ParamDeclaration;
    refs[name] = makeReference({ body: paramBody(name), type, owner }, properties);
  }
  return refs as ParamRefs<P, S>;
}

/** Renders values of params; undefined ones are left out. */
export function renderParams(params: object): Param[] {
  return Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: plain(value) as ParamValue }]));
}

/** Renders declared params. */
export function paramSpecs(params: ParamDeclarations): ParamSpec[] {
  return Object.keys(params).map((name) => paramSpec(name, params[name] as ParamDeclaration));
}

function paramSpec(name: string, { type, description, properties, enum: allowed, default: value }: ParamDeclaration): ParamSpec {
  const spec: { -readonly [k in keyof ParamSpec]: ParamSpec[k] } = { name, type };
  if (description !== undefined) spec.description = description;
  if (properties !== undefined) spec.properties = keys(properties);
  if (allowed !== undefined) spec.enum = allowed;
  if (value !== undefined) spec.default = value as ParamSpec['default'];
  return spec;
}

/** Renders declared results, with the values that steps have set. */
export function resultSpecs(results: ResultDeclarations, values: ReadonlyMap<string, string> = new Map()): ResultSpec[] {
  return Object.keys(results).map((name) => {
    const { type, description, properties } = results[name] as ResultDeclaration;
    const spec: { -readonly [k in keyof ResultSpec]: ResultSpec[k] } = { name, type };
    if (description !== undefined) spec.description = description;
    if (properties !== undefined) spec.properties = keys(properties);
    if (values.has(name)) spec.value = values.get(name);
    return spec;
  });
}

/** Renders declared workspaces of a Task. */
export function workspaceSpecs(workspaces: WorkspaceDeclarations): WorkspaceSpec[] {
  return Object.entries(workspaces).map(([name, { isOptional, description, readOnly, mountPath }]) => ({
    name,
    ...(description === undefined ? {} : { description }),
    ...(mountPath === undefined ? {} : { mountPath }),
    ...(readOnly === true ? { readOnly } : {}),
    ...(isOptional ? { optional: true } : {}),
  }));
}

/** The array, or undefined when it is empty, because empty arrays are left out of manifests. */
export function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function keys(properties: readonly string[]): Record<string, { type: 'string' }> {
  return Object.fromEntries(properties.map((key) => [key, { type: 'string' as const }]));
}
