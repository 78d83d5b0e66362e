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
import { checkSurface } from './check-surface';
import type { ParamDeclaration, ParamDeclarations, ResultDeclaration, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { PermissionRule } from './permissions';

/** References to params, by name. */
export type ParamRefs<P extends ParamDeclarations, S> = {
  readonly [k in keyof P]: P[k] extends ParamDeclaration<infer K, boolean, infer Q, infer F> ? RefOf<K, Q, F, S> : never;
};

/** What a Task takes and gives: all that a pipeline needs to know of it. */
export interface TaskSurface<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: P;
  readonly results: R;
  readonly workspaces: W;
  /** What its steps do to the cluster. @default - nothing */
  readonly rbac?: readonly PermissionRule[];
  /** What the pods of a run need that uses it; where two tasks of a pipeline differ, that of the first one added. @default - nothing */
  readonly podTemplate?: PodTemplate | undefined;
}

/** What a Task takes and gives that is written elsewhere, and its name in pipelines where that must be said. */
export type NamedSurface<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> = Partial<
  TaskSurface<P, R, W>
> & { readonly name?: string };

/** What a pipeline can run, wherever it lives: it has exactly one of `taskRef`, `taskSpec`, `pipelineRef` and `pipelineSpec`. @open */
export interface UsableTask<
  P extends ParamDeclarations = ParamDeclarations,
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
> {
  readonly name: string;
  readonly surface: TaskSurface<P, R, W>;
  readonly taskRef?: TaskRef;
  readonly taskSpec?: EmbeddedTaskSpec;
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  /** Of a pipeline: what the pods of its runs need. A Task says so in its surface. */
  readonly podTemplate?: PodTemplate | undefined;
  /** Values of a pipeline in any of these: only that pipeline can use the Task. @default - none */
  readonly references?: unknown;
  /** @internal Locked objects that it is or holds, for the rules. */
  remoteObjects?(): readonly RemoteObject[];
  /** @internal Calls when what it holds has changed. */
  onChange?(watcher: () => void): void;
  /** @internal Mistakes in what it holds, for the object that it stands in. */
  wiringProblems?(origin: string, prefix: string): readonly Diagnostic[];
}

/** A Task that can run alone: neither a Pipeline nor a custom task. @open */
export type RunnableTask<P extends ParamDeclarations, W extends WorkspaceDeclarations> = UsableTask<P, ResultDeclarations, W> & {
  readonly pipelineRef?: never;
  readonly pipelineSpec?: never;
  readonly isCustom?: never;
};

/** What `props` says that the Task `owner` takes and gives. @throws Error where that is no declaration */
export function surfaceOf<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: Partial<TaskSurface<P, R, W>>,
  owner: Owner,
): TaskSurface<P, R, W> {
  checkSurface(owner, props);
  const { params = {} as P, results = {} as R, workspaces = {} as W, rbac, podTemplate } = props;
  return { params, results, workspaces, ...(rbac && { rbac }), ...(podTemplate && { podTemplate }) };
}

/** What stands inside the `$(…)` of a param; a name with a dot is read as a key unless it stands in brackets. */
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

/** Values of params as the manifest lists them; those that are undefined are left out. */
export function renderParams(params: object): Param[] {
  return Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: plain(value) as ParamValue }]));
}

/** Declared params as the manifest lists them. */
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

/** Declared results as the manifest lists them, with the values that steps have given them. */
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
