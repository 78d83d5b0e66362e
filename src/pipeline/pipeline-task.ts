import { makeReference, type RefOf, type StringRef } from '../refs';
import { notePlace } from '../synth';
import type { ResultDeclaration, ResultDeclarations, UsableTask, WorkspaceDeclaration, WorkspaceDeclarations } from '../task';
import type { AnyTaskProps } from './arguments';
import { chosenPath } from './chosen-path';
import { knownResults } from './known-results';
import { type Directory, directoryOf, directoryRef, type WorkspaceRef } from './workspace';

/** Values that only tasks in `finally` of the pipeline `S` may use. */
// biome-ignore lint/suspicious/noExplicitAny: of an unknown pipeline nothing can be said
export type FinallyOf<S> = 0 extends 1 & S ? any : S extends string ? `finally of ${S}` : never;

/** References to results, by name. Of those of a Task that the compiler knows nothing of, anything can be made. */
export type ResultRefs<R extends ResultDeclarations, S> = {
  // biome-ignore lint/suspicious/noExplicitAny: of an unknown result nothing can be said; the rules judge what becomes of it
  readonly [k in keyof R]: 0 extends 1 & R[k] ? any : R[k] extends ResultDeclaration<infer K, infer Q, infer F> ? RefOf<K, Q, F, S> : never;
};

/** The results of a task that runs many times: a list of what each run has given. */
export type MatrixResults<R extends ResultDeclarations> = {
  readonly [k in keyof R]: R[k] extends ResultDeclaration<'string', string, infer F> ? ResultDeclaration<'array', never, F> : never;
};

const BRAND: unique symbol = Symbol.for('tekwire.pipeline-task') as never;

/** Whether the value is a task of a pipeline, made by this or another copy of the package. */
export function isPipelineTask(value: object): value is PipelineTask {
  return BRAND in value;
}

/** One task of a pipeline. Its results and directories are handles: passing one on is an edge. */
export class PipelineTask<
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
  // biome-ignore lint/suspicious/noExplicitAny: a task of an unknown pipeline fits `after` of every one; whose it is is seen at synth
  S = any,
> {
  /** Name in the pipeline. */
  readonly name: string;
  readonly results: ResultRefs<R, S>;
  /** The workspaces as this task leaves them: who is given one runs after it. */
  readonly workspaces: { readonly [k in keyof W]: WorkspaceRef<S> };
  /** For the compiler only. */
  declare readonly scope?: S;
  /** @internal */
  readonly place = notePlace();

  /** @internal */
  constructor(
    readonly pipeline: object,
    readonly task: UsableTask,
    readonly props: AnyTaskProps,
    readonly isFinal: boolean,
  ) {
    this.name = props.name ?? task.name;
    this.results = knownResults(this.name, this.resultRefs(task.surface.results)) as ResultRefs<R, S>;
    this.workspaces = this.directories(task.surface.workspaces) as { readonly [k in keyof W]: WorkspaceRef<S> };
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** `Succeeded`, `Failed` or `None` (it was skipped); for tasks in `finally`. */
  get status(): StringRef<unknown, FinallyOf<S>> {
    return this.value('status');
  }

  /** Tekton's reason for the status; for tasks in `finally`. */
  get reason(): StringRef<unknown, FinallyOf<S>> {
    return this.value('reason');
  }

  /** How many times a matrix makes the task run. */
  get matrixLength(): StringRef<unknown, S> {
    return this.value('matrix.length');
  }

  /** How many values of the result a matrix has given: tasks that were skipped or failed give none. */
  resultLength(result: keyof R & string): StringRef<unknown, S> {
    return this.value(`matrix.${result}.length`);
  }

  /** What the task has made, as JSON. Needs `enable-artifacts: "true"`. */
  artifactOutput(name: string): StringRef<unknown, S> {
    return this.value(`outputs.${name}`);
  }

  /** What the task has used, as JSON. Needs `enable-artifacts: "true"`. */
  artifactInput(name: string): StringRef<unknown, S> {
    return this.value(`inputs.${name}`);
  }

  private value<V>(field: string): StringRef<unknown, V> {
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

  /** The tasks of a matrix would hand on a directory each. */
  private handedOn({ handsOn }: WorkspaceDeclaration, { workspace }: Pick<Directory, 'workspace'>): Pick<Directory, 'handedOn'> {
    return handsOn === undefined || workspace === undefined || this.props.matrix !== undefined
      ? {}
      : { handedOn: { path: `${handsOn}/${this.name}`, by: this.name } };
  }
}
