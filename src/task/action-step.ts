import type { IConstruct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import type { StepValueScope } from '../script';
import type { StepRef } from '../spec';
import { adoptMistakes, knownOf, reportName } from '../synth';
import type { Given, Rest, ValueArguments } from './arguments';
import type { ParamDeclarations, ResultDeclarations } from './declarations';
import { defined, renderStep } from './render-step';
import { type Step, type StepWithResults, stepResultRefs } from './step';
import { nonEmpty, renderParams } from './surface';

/** The interface of a StepAction: its params and results. */
export interface StepActionSurface<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly params: P;
  readonly results: R;
}

/** Options of a step that runs a StepAction. */
export type ActionStepOptions = Omit<Step, 'name' | 'image' | 'command' | 'args' | 'script' | 'workingDir' | 'env' | 'volumeMounts'>;

/** Arguments of `step` of a StepAction. */
export type ActionStepProps<P extends ParamDeclarations> = Given<'params', P, ValueArguments<P, StepValueScope>> & ActionStepOptions;

/** A StepAction that Tasks can use, of this app or external. */
export interface UsableStepAction<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly surface: StepActionSurface<P, R>;
  /** The reference that steps use. */
  readonly stepRef: StepRef;
  /** Makes a step that runs the StepAction; its results can be used by later steps. */
  step<const N extends string>(name: N, ...props: Rest<ActionStepProps<P>>): StepWithResults<R, N>;
}

/** A StepAction that is not emitted by this app. Made by `StepAction.fromCluster` and `StepAction.fromResolver`. */
export class StepActionReference<P extends ParamDeclarations, R extends ResultDeclarations> implements UsableStepAction<P, R> {
  constructor(
    readonly surface: StepActionSurface<P, R>,
    readonly stepRef: StepRef,
  ) {}

  step<const N extends string>(name: N, ...[props]: Rest<ActionStepProps<P>>): StepWithResults<R, N> {
    const given = (props ?? {}) as AnyActionStepProps;
    const made = actionStep(name, this, given);
    for (const [param, message] of unknownParams(given, this.surface.params)) reportName(made, 'TW168', `params.${param}`, message);
    return made;
  }
}

/** The params that the StepAction does not declare; without declarations, it may have any. */
function unknownParams({ params = {} }: AnyActionStepProps, declared: ParamDeclarations): (readonly [name: string, message: string])[] {
  const names = Object.keys(declared);
  if (names.length === 0) return [];
  return Object.keys(params)
    .filter((name) => params[name] !== undefined && !Object.hasOwn(declared, name))
    .map((name) => [name, `unknown param ${quoted(name)} of the StepAction${suggestion(name, names)}`]);
}

/** The arguments of any `step`, after type checking. */
export interface AnyActionStepProps extends ActionStepOptions {
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The StepActions of the steps that were made of them. */
const actions = new WeakMap<object, object>();

/** Reports steps whose StepAction belongs to another App than the Task: it is not written with this one. */
export function reportForeignActions(owner: object, steps: readonly object[]): void {
  const { node } = owner as Partial<IConstruct>;
  // anything but an array is reported with the steps
  for (const step of Array.isArray(steps) ? steps : []) {
    const action = actions.get(step) as Partial<IConstruct> | undefined;
    if (node === undefined || action?.node === undefined || action.node.root === node.root) continue;
    const { name } = step as { readonly name: string };
    const message = `StepAction ${quoted(action.node.id)} belongs to another App, which this App does not write; create it in this App, or refer to it with StepAction.fromCluster`;
    reportName(owner, 'TW283', `steps.${name}.ref`, message);
  }
}

/** The step that refers to a StepAction. */
export function actionStep<R extends ResultDeclarations, const N extends string>(
  name: N,
  action: { readonly surface: StepActionSurface<ParamDeclarations, R>; readonly stepRef: StepRef },
  props: AnyActionStepProps,
): StepWithResults<R, N> {
  const made: StepWithResults<R, N> = knownOf('AnyActionStepProps', props, ({ params = {}, ...options }) => {
    const step = renderStep({ ...options, name });
    const spec = defined({ ...step, ref: action.stepRef, params: nonEmpty(renderParams(params)), ...options.overrides });
    return { name, results: stepResultRefs<R>(name, action.surface.results, action, () => made), spec };
  });
  adoptMistakes(made, '', action);
  actions.set(made, action);
  return made;
}
