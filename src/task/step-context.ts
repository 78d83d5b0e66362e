import { explainMisspelt } from '../diagnostics';
import type { StringRef } from '../refs';
import type { StepScope } from '../script';
import { adoptMistakes } from '../synth';
import { checkedStep } from './check-task';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import {
  byName,
  type StepArtifacts,
  type StepWorkspace,
  stepArtifacts,
  stepParams,
  stepResults,
  stepWorkspaces,
  type TakenResults,
  type TaskResult,
  textRef,
} from './handles/step-handles';
import { renderProgram, renderStep } from './render-step';
import { type Step, type StepWithResults, stepResultRefs } from './step';
import { type ParamRefs, resultSpecs, type TaskSurface } from './surface';

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
    this.params = stepParams(surface.params, owner);
    this.results = stepResults(surface.results, owner, taken) as StepContext<P, R, W>['results'];
    this.workspaces = stepWorkspaces(surface.workspaces, owner) as StepContext<P, R, W>['workspaces'];
    this.taskRun = new ContextValues('taskRun', owner);
    this.task = new ContextValues('task', owner);
    this.pipelineRun = new ContextValues('pipelineRun', owner);
    this.pipeline = new ContextValues('pipeline', owner);
    this.artifacts = stepArtifacts(owner);
    this.step = (name, declared, make) => stepWithResults(name, declared, make(pathsOf(declared)), owner);
  }
}

explainMisspelt(TaskContext.prototype, () => 'the context of the steps', Object.keys);

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

  static {
    const names = {
      taskRun: ['name', 'namespace', 'uid'],
      task: ['name', 'retryCount'],
      pipelineRun: ['name', 'namespace', 'uid'],
      pipeline: ['name'],
    };
    explainMisspelt(
      ContextValues.prototype,
      ({ thing }) => thing,
      ({ thing }) => names[thing],
    );
  }
}

function exitCodePath(step: string | { readonly name: string }): string {
  return `$(steps.step-${typeof step === 'string' ? step : step.name}.exitCode.path)`;
}

/** The values that identify the pipeline's run, owned by `owner`. */
export function pipelineRunOf<S>(owner: object): RunIdentity<S> {
  return new ContextValues<S>('pipelineRun', owner);
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
  const made: StepWithResults<D, N> = { name, results: stepResultRefs(name, declared, owner, () => made), spec };
  return made;
}

function pathsOf<D extends ResultDeclarations>(declared: D): { readonly [k in keyof D]: { readonly path: string } } {
  return byName(declared, (name) => ({ path: `$(step.results.${name}.path)` })) as { readonly [k in keyof D]: { readonly path: string } };
}
