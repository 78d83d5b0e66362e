import { demandKnownNames } from '../../diagnostics';
import { makeReference, type Ref, type StringRef, tryFindTarget, type WordRef } from '../../refs';
import type { StepResultScope, StepScope } from '../../script';
import { type WorkspaceUse, workspaceUse } from '../container';
import type { ParamDeclarations, ResultDeclaration, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import { type ParamRefs, paramRefs } from '../surface';
import { declaredNames } from './declared-names';
import { standInForStep } from './stand-in';

/** A result of the Task: the file to write it to, or a step's result to use. */
export interface TaskResult<D> {
  /** File to write the result to. */
  readonly path: string;
  /** Uses the step's result as the Task's result. */
  take(value: D extends ResultDeclaration<infer K> ? Ref<K, unknown, StepResultScope> : never): void;
}

/** A workspace of the Task, for its steps. */
export interface StepWorkspace {
  /** The directory where it is mounted. */
  readonly path: string;
  /** The string `true` or `false`: whether the run provides the workspace. */
  readonly bound: WordRef<'true' | 'false', StepScope>;
  /** The name of the pod's volume that holds it. */
  readonly volume: StringRef<unknown, StepScope>;
  /** The name of its claim; empty for other sources. */
  readonly claim: StringRef<unknown, StepScope>;
  /**
   * The workspace for a single container: for `workspaces` of a step or sidecar.
   * @param mountPath - a path of the container's own. Default: the path of the Task
   */
  at(mountPath?: string): WorkspaceUse;
}

/** Artifacts of the Task and of its steps. */
export interface StepArtifacts {
  /** File to write the Task's artifacts to. */
  readonly path: string;
  /** File to write the artifacts of the step itself to. */
  readonly stepPath: string;
  /** Artifacts that an earlier step has written as outputs, as JSON. */
  outputs(step: string, name: string): StringRef<unknown, StepResultScope>;
  /** Artifacts that an earlier step has written as inputs, as JSON. */
  inputs(step: string, name: string): StringRef<unknown, StepResultScope>;
}

/** Step results that are used as Task results: expressions by the name of the result. */
export type TakenResults = Map<string, string>;

/** The params of a Task for its steps. */
export function stepParams<P extends ParamDeclarations>(params: P, owner: object): ParamRefs<P, StepScope> {
  return declaredNames(owner, { kind: 'param', handles: paramRefs<P, StepScope>(params, owner) }, () => standInForStep(owner));
}

/** The results of a Task for its steps; uses of `take` are recorded in `taken`. */
export function stepResults(results: ResultDeclarations, owner: object, taken: TakenResults): Readonly<Record<string, object>> {
  const made = byName(results, (name) => demandKnownNames(`result "${name}"`, taskResult(name, taken)));
  return declaredNames(owner, { kind: 'result', handles: made }, (name) => ({ ...taskResult(name, new Map()), path: unknownPath(name) }));
}

/** The files of the results of a StepAction, for its container. */
export function actionResults(results: ResultDeclarations, owner: object): Readonly<Record<string, { readonly path: string }>> {
  const path = (name: string) => demandKnownNames(`result "${name}"`, { path: `$(step.results.${name}.path)` });
  return declaredNames(owner, { kind: 'result', handles: byName(results, path) }, (name) => ({ path: unknownPath(name) }));
}

/** The workspaces of a Task for its steps. */
export function stepWorkspaces(workspaces: WorkspaceDeclarations, owner: object): Readonly<Record<string, StepWorkspace>> {
  const made = byName(workspaces, (name) => demandKnownNames(`workspace "${name}"`, stepWorkspace(name, owner)));
  return declaredNames(owner, { kind: 'workspace', handles: made }, (name) => unknownWorkspace(name, owner));
}

/** The artifacts of a Task for its steps. */
export function stepArtifacts(owner: object): StepArtifacts {
  return demandKnownNames('artifacts', {
    path: '$(artifacts.path)',
    stepPath: '$(step.artifacts.path)',
    outputs: (step: string, name: string) => textRef(`steps.${step}.outputs.${name}`, owner),
    inputs: (step: string, name: string) => textRef(`steps.${step}.inputs.${name}`, owner),
  });
}

/** A value that every step can use. */
export function textRef<S>(body: string, owner: object): StringRef<unknown, S> {
  return makeReference({ body, type: 'string', owner });
}

/** Makes an object with a value for each declared name. */
export function byName<T>(declarations: object, make: (name: string) => T): Record<string, T> {
  const made: Record<string, T> = {};
  for (const name of Object.keys(declarations)) made[name] = make(name);
  return made;
}

function taskResult(name: string, taken: TakenResults): { readonly path: string; take(value: Ref): void } {
  return {
    path: `$(results.${name}.path)`,
    // without the [*] of arrays, which Tekton does not accept here (result_validation.go)
    take: (value) => taken.set(name, `$(${tryFindTarget(value)?.body})`),
  };
}

function stepWorkspace(name: string, owner: object): StepWorkspace {
  return {
    path: `$(workspaces.${name}.path)`,
    bound: textRef(`workspaces.${name}.bound`, owner),
    get volume() {
      return textRef<StepScope>(`workspaces.${name}.volume`, owner);
    },
    get claim() {
      return textRef<StepScope>(`workspaces.${name}.claim`, owner);
    },
    // the field is required; empty means the Task's own path (workspace/apply.go mountAsSharedWorkspace)
    at: (mountPath = '') => workspaceUse(name, mountPath),
  };
}

/** Stands for a path that is not known; no rule looks for it. */
function unknownPath(name: string): string {
  return `/tmp/${name}`;
}

function unknownWorkspace(name: string, owner: object): StepWorkspace {
  const text = standInForStep<StepScope>(owner);
  return {
    path: unknownPath(name),
    bound: text as never,
    volume: text,
    claim: text,
    at: (mountPath = '') => workspaceUse(name, mountPath),
  };
}
