import { Construct } from 'constructs';
import { suggestion, TekwireError } from '../../diagnostics';
import type { ContainerSpec, EmbeddedTaskSpec, Param, ParamSpec, StepActionSpec, StepSpec, TaskSpec } from '../../spec';
import { isRecord, prepareManifests } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, TaskSurface, WorkspaceDeclarations } from '../../task';
import { stepActionNamed } from '../find';

/** A Task, an EmbeddedTask, or the manifest of a Task, as `taskNamed` returns it. @open */
export interface SteppedTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  /** The interface of a Task that a program made. */
  readonly surface?: TaskSurface<P, R, W>;
  readonly spec?: TaskSpec;
  readonly taskSpec?: EmbeddedTaskSpec;
}

/** What a step runs. */
export interface FoundStep {
  /** The step, merged with the step template or with its StepAction. */
  readonly container: StepSpec;
  /** For a step of a StepAction: its declared params, and their values in the step. */
  readonly action?: { readonly declared: readonly ParamSpec[]; readonly given: readonly Param[] };
}

/** The spec of the Task, as its app emits it. @throws TekwireError when the value is not a Task with steps */
export function taskSpecOf(task: object): TaskSpec {
  const { spec, taskSpec } = (Construct.isConstruct(task) ? emitted(task) : task) as {
    readonly spec?: TaskSpec;
    readonly taskSpec?: TaskSpec;
  };
  const found = spec ?? taskSpec;
  if (Array.isArray(found?.steps)) return found;
  throw new TekwireError('runStep: expected a Task, an EmbeddedTask, or the manifest of a Task');
}

function emitted(task: Construct): object {
  prepareManifests(task);
  return 'toJson' in task && typeof task.toJson === 'function' ? (task.toJson() as object) : task;
}

/** @throws TekwireError when the Task has no such step, or its StepAction is not in the app */
export function stepOf(task: object, { steps, stepTemplate = {} }: TaskSpec, name: string): FoundStep {
  const step = steps.find((one) => one.name === name);
  const names = steps.flatMap((one) => one.name ?? []);
  if (step === undefined) throw new TekwireError(`runStep: unknown step "${name}" of the Task${suggestion(name, names)}`);
  if (step.ref === undefined) return { container: { ...stepTemplate, ...step, ...mergedEnv(stepTemplate, step) } };
  const action = actionOf(task, step);
  return {
    container: { ...stepTemplate, ...(action as ContainerSpec), name, ...mergedEnv(stepTemplate, action) },
    action: { declared: action.params ?? [], given: step.params ?? [] },
  };
}

function mergedEnv({ env: before = [] }: ContainerSpec, { env = [] }: ContainerSpec): Pick<ContainerSpec, 'env'> {
  return { env: [...before.filter((one) => !env.some(({ name }) => name === one.name)), ...env] };
}

function actionOf(task: object, { name, ref }: StepSpec): StepActionSpec {
  if (ref?.name !== undefined && Construct.isConstruct(task)) {
    const { spec } = stepActionNamed(task, ref.name);
    if (isRecord(spec)) return spec as StepActionSpec;
  }
  throw new TekwireError(
    `runStep: the step "${name}" runs a StepAction that is not at hand; pass the Task of an app that emits it, and not a manifest`,
  );
}
