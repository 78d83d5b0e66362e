import { explainMisspelt, withUnknownNames } from '../diagnostics';
import { makeReference, type Ref, type RefOf, type StringRef, type WordRef } from '../refs';
import { recordLocation } from '../synth';
import {
  declaredNames,
  isUnread,
  type ResultDeclaration,
  type ResultDeclarations,
  standInForPipeline,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { AnyTaskProps } from './arguments';
import { chosenPath } from './chosen-path';
import { type Directory, directoryOf, directoryRef, type WorkspaceRef } from './workspace';

/** The scope of values that only tasks in `finally` of the pipeline `S` may use. */
// biome-ignore lint/suspicious/noExplicitAny: the scope of an unknown pipeline is unknown
export type FinallyOf<S> = 0 extends 1 & S ? any : S extends string ? `finally of ${S}` : never;

/** The status of a task, which only tasks in `finally` know. */
export type TaskStatus = 'Succeeded' | 'Failed' | 'None';

/** The status of all tasks of a pipeline together. */
export type TasksStatus = TaskStatus | 'Completed';

/** References to results, by name. For a Task with an unknown interface every name is allowed. */
export type ResultRefs<R extends ResultDeclarations, S> = {
  // biome-ignore lint/suspicious/noExplicitAny: the type of an unknown result is unknown; the rules check its uses
  readonly [k in keyof R]: 0 extends 1 & R[k] ? any : R[k] extends ResultDeclaration<infer K, infer Q, infer F> ? RefOf<K, Q, F, S> : never;
};

/** The results of a task with a matrix: an array with the results of all its runs. */
export type MatrixResults<R extends ResultDeclarations> = {
  readonly [k in keyof R]: R[k] extends ResultDeclaration<'string', string, infer F> ? ResultDeclaration<'array', '*', F> : never;
};

const BRAND: unique symbol = Symbol.for('tekwire.pipeline-task') as never;

/** Whether the value is a task of a pipeline, made by this or another copy of the package. */
export function isPipelineTask(value: object): value is PipelineTask {
  return BRAND in value;
}

/** What stands for a value that is not a task or a component of a security pipeline. No pipeline runs it; its results fit every place. */
export const NO_TASK: UsableTask & { readonly preset: readonly string[] } = {
  name: 'unknown',
  surface: { params: {}, results: {}, workspaces: {} },
  preset: [],
};

/** A task of a pipeline. Its results and workspaces are handles: passing one to another task orders the two. */
export class PipelineTask<
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
  // biome-ignore lint/suspicious/noExplicitAny: a task of an unknown pipeline fits `after` of every one; its pipeline is checked at synth
  S = any,
  N extends string = string,
> {
  /** Name in the pipeline. */
  readonly name: string;
  readonly results: ResultRefs<R, S>;
  /** The workspaces as this task leaves them: a task that uses one runs after this task. */
  readonly workspaces: { readonly [k in keyof W]: WorkspaceRef<S> };
  /** For the compiler only. */
  declare readonly scope?: S;
  /** For the compiler only: the names of its steps. */
  declare readonly stepName?: N;
  /** @internal */
  readonly location = recordLocation();

  /** @internal */
  constructor(
    readonly pipeline: object,
    readonly task: UsableTask,
    readonly props: AnyTaskProps,
    readonly isFinal: boolean,
  ) {
    this.name = props.name ?? task.name;
    const results = this.resultRefs(task.surface.results);
    const workspaces = this.directories(task.surface.workspaces);
    const isKnown = task !== NO_TASK && !isUnread(task);
    const named = <T extends object>(kind: 'result' | 'workspace', handles: T, standIn: () => unknown) =>
      isKnown ? declaredNames(pipeline, { kind, handles, task: this.name }, standIn) : withUnknownNames(handles, standIn);
    this.results = named('result', results, () => standInForPipeline(pipeline)) as ResultRefs<R, S>;
    this.workspaces = named('workspace', workspaces, () => Object.values(workspaces)[0]) as { readonly [k in keyof W]: WorkspaceRef<S> };
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** `Succeeded`, `Failed` or `None` (it was skipped); for tasks in `finally`. */
  get status(): WordRef<TaskStatus, FinallyOf<S>> {
    return this.value('status');
  }

  /** Tekton's reason for the status; for tasks in `finally`. */
  get reason(): StringRef<unknown, FinallyOf<S>> {
    return this.value('reason');
  }

  /** The number of runs of a task with a matrix. */
  get matrixLength(): StringRef<unknown, S> {
    return this.value('matrix.length');
  }

  /** The number of values of a result of a task with a matrix: skipped and failed runs have none. */
  resultLength(result: keyof R & string): StringRef<unknown, S> {
    return this.value(`matrix.${result}.length`);
  }

  /** An output artifact of the task, as JSON. Needs `enable-artifacts: "true"` (`setFeatures`: `artifacts`). */
  artifactOutput(name: string): StringRef<unknown, S> {
    return this.value(`outputs.${name}`);
  }

  /** An input artifact of the task, as JSON. Needs `enable-artifacts: "true"` (`setFeatures`: `artifacts`). */
  artifactInput(name: string): StringRef<unknown, S> {
    return this.value(`inputs.${name}`);
  }

  private value<R extends Ref>(field: string): R {
    return makeReference({ body: `tasks.${this.name}.${field}`, type: 'string', owner: this });
  }

  private resultRefs(results: ResultDeclarations): Record<string, unknown> {
    const refs: Record<string, unknown> = {};
    const scope = this.isFinal ? 'finally' : 'tasks';
    for (const name of Object.keys(results)) {
      const declaration = results[name] as ResultDeclaration;
      const body = `${scope}.${this.name}.results.${name}`;
      const type = this.props.matrix === undefined ? declaration.type : 'array';
      refs[name] = makeReference({ body, type, owner: this, value: chosenPath(this, declaration) }, declaration.properties);
    }
    return refs;
  }

  private directories(workspaces: WorkspaceDeclarations): Record<string, WorkspaceRef> {
    const refs: Record<string, WorkspaceRef> = {};
    for (const [name, declaration] of Object.entries(workspaces)) {
      const bound = this.props.workspaces?.[name];
      const directory = bound === undefined ? { pipeline: this.pipeline, workspace: undefined } : directoryOf(bound);
      const handedOn = this.handedOn(declaration, directory);
      refs[name] = directoryRef({ ...directory, writer: this, label: `workspaces.${name} of task "${this.name}"`, ...handedOn });
    }
    return refs;
  }

  /** The directory that the task passes on; the runs of a matrix would each pass on their own, so there is none. */
  private handedOn({ handsOn }: WorkspaceDeclaration, { workspace }: Pick<Directory, 'workspace'>): Pick<Directory, 'handedOn'> {
    return handsOn === undefined || workspace === undefined || this.props.matrix !== undefined
      ? {}
      : { handedOn: { path: `${handsOn}/${this.name}`, by: this.name } };
  }
}

explainMisspelt(
  PipelineTask.prototype,
  ({ name }) => `task "${name}"`,
  () => ['name', 'results', 'workspaces', 'status', 'reason', 'matrixLength', 'resultLength', 'artifactOutput', 'artifactInput'],
);

/** The return value of `add`: the results of a task with a matrix are arrays. */
export type Added<TR extends ResultDeclarations, TW extends WorkspaceDeclarations, S, M, N extends string = string> = PipelineTask<
  [M] extends [never] ? TR : MatrixResults<TR>,
  TW,
  S,
  N
>;
