import { makeReference, type Ref, type StringRef, tryFindTarget, type WordRef } from '../refs';
import type { StepResultScope, StepScope } from '../script';
import { adoptMistakes } from '../synth';
import { checkedStep } from './check-task';
import { type WorkspaceUse, workspaceUse } from './container';
import type { ParamDeclarations, ResultDeclaration, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { renderProgram, renderStep } from './render-step';
import { type Step, type StepWithResults, stepResultRefs } from './step';
import { type ParamRefs, paramRefs, resultSpecs, type TaskSurface } from './surface';

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

/** The values for the steps of a Task: its params, results and workspaces, and Tekton's own variables. */
export interface StepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  readonly results: { readonly [k in keyof R]: TaskResult<R[k]> };
  readonly workspaces: { readonly [k in keyof W]: StepWorkspace };
  readonly taskRun: RunIdentity<StepScope>;
  /** The name of the Task in the run. */
  readonly task: { readonly name: StringRef<unknown, StepScope> };
  /** The directory with the credentials of the run's service account. */
  readonly credentialsPath: string;
  /** Files for inputs and outputs, and those of earlier steps. Needs `enable-artifacts: "true"` (`setFeatures`: `artifacts`). */
  readonly artifacts: StepArtifacts;
  /** The file with the exit code of an earlier step that has `onError: 'continue'`: the step itself, which no misspelt name can mean, or its name. */
  exitCodePath(step: string | { readonly name: string }): string;
  /**
   * Makes a step with its own results, which later steps can use in `env`, `command`, `args`, scripts and conditions.
   * @example
   * const build = step('build', { digest: result.string() }, ({ digest }) => ({ image, script: sh`make digest > ${digest.path}` }));
   * return [build, { name: 'sign', image, args: [build.results.digest] }];
   */
  step<const D extends ResultDeclarations, const N extends string = string>(
    name: N,
    results: D,
    make: (results: { readonly [k in keyof D]: { readonly path: string } }) => Omit<Step, 'name'>,
  ): StepWithResults<D, N>;
}

/** The values for the steps of an embedded Task: also those of the pipeline's run. */
export interface EmbeddedStepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  extends StepContext<P, R, W> {
  readonly task: {
    readonly name: StringRef<unknown, StepScope>;
    /** The number of failed attempts before this one, `0` in the first. In a TaskRun without a pipeline it is always `0`. */
    readonly retryCount: StringRef<unknown, StepScope>;
  };
  /** The run of the pipeline; not available in a TaskRun. */
  readonly pipelineRun: RunIdentity<StepScope>;
  /** The name of the Pipeline in the run; not available in a TaskRun. */
  readonly pipeline: { readonly name: StringRef<unknown, StepScope> };
}

/** The values that identify a run. */
export interface RunIdentity<S> {
  readonly name: StringRef<unknown, S>;
  readonly namespace: StringRef<unknown, S>;
  readonly uid: StringRef<unknown, S>;
}

/** Step results that are used as Task results: expressions by the name of the result. */
export type TakenResults = Map<string, string>;

/** Makes the context of a Task's steps; uses of `take` are recorded in `taken`. */
export function stepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  surface: TaskSurface<P, R, W>,
  owner: object,
  taken: TakenResults,
): EmbeddedStepContext<P, R, W> {
  return new TaskContext(surface, owner, taken);
}

class TaskContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  implements EmbeddedStepContext<P, R, W>
{
  readonly params: ParamRefs<P, StepScope>;
  readonly results: StepContext<P, R, W>['results'];
  readonly workspaces: StepContext<P, R, W>['workspaces'];
  readonly taskRun: RunIdentity<StepScope>;
  readonly task: EmbeddedStepContext<P, R, W>['task'];
  readonly pipelineRun: RunIdentity<StepScope>;
  readonly pipeline: EmbeddedStepContext<P, R, W>['pipeline'];
  readonly artifacts: StepArtifacts;
  readonly credentialsPath = '$(credentials.path)';
  // own properties, because programs destructure or spread the context
  readonly exitCodePath = exitCodePath;
  readonly step: StepContext<P, R, W>['step'];

  constructor(surface: TaskSurface<P, R, W>, owner: object, taken: TakenResults) {
    this.params = paramRefs(surface.params, owner);
    this.results = byKey(surface.results, (name) => taskResult(name, taken)) as StepContext<P, R, W>['results'];
    this.workspaces = byKey(surface.workspaces, (name) => stepWorkspace(name, owner)) as StepContext<P, R, W>['workspaces'];
    this.taskRun = new ContextValues('taskRun', owner);
    this.task = new ContextValues('task', owner);
    this.pipelineRun = new ContextValues('pipelineRun', owner);
    this.pipeline = new ContextValues('pipeline', owner);
    this.artifacts = stepArtifacts(owner);
    this.step = (name, declared, make) => stepWithResults(name, declared, make(pathsOf(declared)), owner);
  }
}

/** Values of Tekton's context, created on demand because most Tasks use none. */
class ContextValues<S = StepScope> {
  constructor(
    private readonly thing: 'taskRun' | 'task' | 'pipelineRun' | 'pipeline',
    private readonly owner: object,
  ) {}

  get name(): StringRef<unknown, S> {
    return this.text('name');
  }

  get namespace(): StringRef<unknown, S> {
    return this.text('namespace');
  }

  get uid(): StringRef<unknown, S> {
    return this.text('uid');
  }

  get retryCount(): StringRef<unknown, S> {
    return this.text('retry-count');
  }

  private text(field: string): StringRef<unknown, S> {
    return textRef(`context.${this.thing}.${field}`, this.owner);
  }
}

function exitCodePath(step: string | { readonly name: string }): string {
  return `$(steps.step-${typeof step === 'string' ? step : step.name}.exitCode.path)`;
}

function textRef<S>(body: string, owner: object): StringRef<unknown, S> {
  return makeReference({ body, type: 'string', owner });
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

/** The values that identify the pipeline's run, owned by `owner`. */
export function pipelineRunOf<S>(owner: object): RunIdentity<S> {
  return new ContextValues<S>('pipelineRun', owner);
}

function stepArtifacts(owner: object): StepArtifacts {
  return {
    path: '$(artifacts.path)',
    stepPath: '$(step.artifacts.path)',
    outputs: (step, name) => textRef(`steps.${step}.outputs.${name}`, owner),
    inputs: (step, name) => textRef(`steps.${step}.inputs.${name}`, owner),
  };
}

function stepWithResults<D extends ResultDeclarations, N extends string>(
  name: N,
  declared: D,
  step: Omit<Step, 'name'>,
  owner: object,
): StepWithResults<D, N> {
  const given = checkedStep<Step>('Step', owner, () => `steps.${name}`, { name, ...step });
  for (const [result, one] of Object.entries(declared)) adoptMistakes(owner, `steps.${name}.results.${result}.`, one);
  const spec = { ...renderProgram(owner, given, renderStep), results: resultSpecs(declared) };
  return { name, results: stepResultRefs(name, declared, owner), spec };
}

function pathsOf<D extends ResultDeclarations>(declared: D): { readonly [k in keyof D]: { readonly path: string } } {
  return byKey(declared, (name) => ({ path: `$(step.results.${name}.path)` })) as { readonly [k in keyof D]: { readonly path: string } };
}

function byKey<T>(declarations: object, make: (name: string) => T): Record<string, T> {
  const made: Record<string, T> = {};
  for (const name of Object.keys(declarations)) made[name] = make(name);
  return made;
}
