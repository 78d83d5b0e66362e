import { makeReference, type Ref, type StringRef, tryFindTarget } from '../refs';
import type { StepResultScope, StepScope } from '../script';
import { adoptMistakes } from '../synth';
import { checkedStep } from './check-task';
import { type WorkspaceUse, workspaceUse } from './container';
import type { ParamDeclarations, ResultDeclaration, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { renderStep } from './render-step';
import { type Step, type StepWithResults, stepResultRefs } from './step';
import { type ParamRefs, paramRefs, resultSpecs, type TaskSurface } from './surface';

/** A result of the Task: where a step writes it to, or which step's result it is. */
export interface TaskResult<D> {
  /** File to write the result to. */
  readonly path: string;
  /** Makes the step's result the Task's. */
  take(value: D extends ResultDeclaration<infer K> ? Ref<K, unknown, StepResultScope> : never): void;
}

/** A workspace of the Task, for its steps. */
export interface StepWorkspace {
  /** Directory where the steps find it. */
  readonly path: string;
  /** The text `true` or `false`. */
  readonly bound: StringRef<unknown, StepScope>;
  /** Name of the volume of the pod that holds it. */
  readonly volume: StringRef<unknown, StepScope>;
  /** Name of the claim behind it; empty where anything else stands behind it. */
  readonly claim: StringRef<unknown, StepScope>;
  /**
   * The workspace for one container alone: for `workspaces` of a step or sidecar.
   * @param mountPath - a path of the container's own. Default: where the Task has it
   */
  at(mountPath?: string): WorkspaceUse;
}

/** Artifacts of the Task and of its steps. */
export interface StepArtifacts {
  /** File to write the Task's artifacts to. */
  readonly path: string;
  /** File to write the artifacts of the step itself to. */
  readonly stepPath: string;
  /** What an earlier step has made, as JSON. */
  outputs(step: string, name: string): StringRef<unknown, StepResultScope>;
  /** What an earlier step has used, as JSON. */
  inputs(step: string, name: string): StringRef<unknown, StepResultScope>;
}

/** What the steps of a Task may use: its params, results and workspaces, and Tekton's own variables. */
export interface StepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  readonly results: { readonly [k in keyof R]: TaskResult<R[k]> };
  readonly workspaces: { readonly [k in keyof W]: StepWorkspace };
  readonly taskRun: RunIdentity<StepScope>;
  /** Name of the Task, as the run has it. */
  readonly task: { readonly name: StringRef<unknown, StepScope> };
  /** Directory with the credentials of the run's service account. */
  readonly credentialsPath: string;
  /** Files that say what was used and made, and what earlier steps have said there. Needs `enable-artifacts: "true"`. */
  readonly artifacts: StepArtifacts;
  /** File that holds the exit code of an earlier step that has `onError: 'continue'`. */
  exitCodePath(step: string): string;
  /**
   * A step with results of its own, which later steps may use in `env`, `command`, `args`, scripts and conditions.
   * @example
   * const build = step('build', { digest: result.string() }, ({ digest }) => ({ image, script: sh`make digest > ${digest.path}` }));
   * return [build, { name: 'sign', image, args: [build.results.digest] }];
   */
  step<const D extends ResultDeclarations>(
    name: string,
    results: D,
    make: (results: { readonly [k in keyof D]: { readonly path: string } }) => Omit<Step, 'name'>,
  ): StepWithResults<D>;
}

/** What the steps of a Task may use that is written into a pipeline: what Tekton knows of the pipeline's run, too. */
export interface EmbeddedStepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  extends StepContext<P, R, W> {
  readonly task: {
    readonly name: StringRef<unknown, StepScope>;
    /** How many attempts have failed before this one: `0` in the first. Of a Task that stands alone, Tekton says `0` in every attempt. */
    readonly retryCount: StringRef<unknown, StepScope>;
  };
  /** The run of the pipeline; not for a TaskRun. */
  readonly pipelineRun: RunIdentity<StepScope>;
  /** Name of the Pipeline, as the run has it; not for a TaskRun. */
  readonly pipeline: { readonly name: StringRef<unknown, StepScope> };
}

/** What tells a run from others. */
export interface RunIdentity<S> {
  readonly name: StringRef<unknown, S>;
  readonly namespace: StringRef<unknown, S>;
  readonly uid: StringRef<unknown, S>;
}

/** What steps have taken for results of their Task: expressions by the name of the result. */
export type TakenResults = Map<string, string>;

/** The context of the steps of a Task; what they `take` is noted in `taken`. */
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
  // properties all of them, because programs take them out of the context, or spread it
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

/** What Tekton knows of a thing, made when it is asked for: most Tasks ask for none of it. */
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

function exitCodePath(step: string): string {
  return `$(steps.step-${step}.exitCode.path)`;
}

function textRef<S>(body: string, owner: object): StringRef<unknown, S> {
  return makeReference({ body, type: 'string', owner });
}

function taskResult(name: string, taken: TakenResults): { readonly path: string; take(value: Ref): void } {
  return {
    path: `$(results.${name}.path)`,
    // without the [*] of lists, which Tekton does not read here (result_validation.go)
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

/** What tells the pipeline's run from others, as values of `owner`. */
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

function stepWithResults<D extends ResultDeclarations>(
  name: string,
  declared: D,
  step: Omit<Step, 'name'>,
  owner: object,
): StepWithResults<D> {
  const given = checkedStep<Step>('Step', owner, () => `steps.${name}`, { name, ...step });
  for (const [result, one] of Object.entries(declared)) adoptMistakes(owner, `steps.${name}.results.${result}.`, one);
  const spec = { ...renderStep(given), results: resultSpecs(declared) };
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
