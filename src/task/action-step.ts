import type { StepValueScope } from '../script';
import type { StepRef } from '../spec';
import { adoptMistakes, knownOf } from '../synth';
import type { Given, Rest, ValueArguments } from './arguments';
import type { ParamDeclarations, ResultDeclarations } from './declarations';
import { defined, renderStep } from './render-step';
import { type Step, type StepWithResults, stepResultRefs } from './step';
import { nonEmpty, renderParams } from './surface';

/** What a StepAction takes and gives. */
export interface StepActionSurface<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly params: P;
  readonly results: R;
}

/** What a step may say of itself when its program is a StepAction's. */
export type ActionStepOptions = Omit<Step, 'name' | 'image' | 'command' | 'args' | 'script' | 'workingDir' | 'env' | 'volumeMounts'>;

/** Arguments of `step` of a StepAction. */
export type ActionStepProps<P extends ParamDeclarations> = Given<'params', P, ValueArguments<P, StepValueScope>> & ActionStepOptions;

/** A StepAction that Tasks can use, wherever it lives. */
export interface UsableStepAction<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly surface: StepActionSurface<P, R>;
  /** How a step refers to it. */
  readonly stepRef: StepRef;
  /** A step of a Task that does what the StepAction says; its results are for the steps behind it. */
  step(name: string, ...props: Rest<ActionStepProps<P>>): StepWithResults<R>;
}

/** A StepAction that is not emitted by this app. Made by `StepAction.fromCluster` and `StepAction.fromResolver`. */
export class StepActionReference<P extends ParamDeclarations, R extends ResultDeclarations> implements UsableStepAction<P, R> {
  constructor(
    readonly surface: StepActionSurface<P, R>,
    readonly stepRef: StepRef,
  ) {}

  step(name: string, ...[props]: Rest<ActionStepProps<P>>): StepWithResults<R> {
    return actionStep(name, this, (props ?? {}) as AnyActionStepProps);
  }
}

/** The arguments of any `step`, when the compiler has done its part. */
export interface AnyActionStepProps extends ActionStepOptions {
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The step that refers to a StepAction. */
export function actionStep<R extends ResultDeclarations>(
  name: string,
  action: { readonly surface: StepActionSurface<ParamDeclarations, R>; readonly stepRef: StepRef },
  props: AnyActionStepProps,
): StepWithResults<R> {
  const made = knownOf('AnyActionStepProps', props, ({ params = {}, ...options }) => {
    const step = renderStep({ ...options, name });
    const spec = defined({ ...step, ref: action.stepRef, params: nonEmpty(renderParams(params)), ...options.overrides });
    return { name, results: stepResultRefs(name, action.surface.results, action), spec };
  });
  adoptMistakes(made, '', action);
  return made;
}
