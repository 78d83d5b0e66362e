import type { Duration } from 'cdk8s';
import type { CelCondition } from '../cel';
import { suggestion, withUnknownNames } from '../diagnostics';
import { type Condition, makeReference, type Ref, type RefOf } from '../refs';
import type { StepResultScope, StepScope, StepValueScope } from '../script';
import type { StepOnError, StepSpec } from '../spec';
import { captureLocation, reportMistake } from '../synth';
import type { ContainerProps } from './container';
import type { ResultDeclaration, ResultDeclarations } from './declarations';
import { isUnread } from './external/unread';
import { standInForStep } from './handles/stand-in';
import type { StepText } from './step-text';

/** Fields that are written to the manifest unchanged; a new field of Tekton only needs its type. */
type PlainFields = Omit<
  StepSpec,
  keyof ContainerProps | 'name' | 'when' | 'timeout' | 'onError' | 'stdoutConfig' | 'stderrConfig' | Returned
>;

/** Fields that `step` of the steps' context and of a StepAction set. */
type Returned = 'ref' | 'params' | 'results';

/** A container of a Task's pod. Steps run one after another and share the pod's volumes. */
export interface Step<N extends string = string> extends ContainerProps<StepValueScope>, PlainFields {
  readonly name: N;
  /** Conditions that must all hold, otherwise the step is skipped. @default - it always runs */
  readonly when?: readonly (Condition<StepValueScope> | CelCondition<StepValueScope>)[];
  /** Maximum duration of the step. @default - the timeout of the Task */
  readonly timeout?: Duration;
  /** What happens when the process fails. @default - the Task fails and later steps are skipped */
  readonly onError?: StepOnError | Ref<'string', unknown, StepScope>;
  /**
   * A file that receives the step's standard output, besides the log. Needs `enable-api-fields: alpha` (`setFeatures`: `apiFields`).
   * @default - none
   */
  readonly stdoutConfig?: { readonly path: StepText };
  /** Like `stdoutConfig`, for standard error. @default - none */
  readonly stderrConfig?: { readonly path: StepText };
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<StepSpec>;
}

/** Results of a step, for later steps. */
export type StepResultRefs<R extends ResultDeclarations> = {
  readonly [k in keyof R]: 0 extends 1 & R[k]
    ? // biome-ignore lint/suspicious/noExplicitAny: the type of an unknown result is unknown; the rules check its uses
      any
    : R[k] extends ResultDeclaration<infer K, infer P, infer F>
      ? RefOf<K, P, F, StepResultScope>
      : never;
};

/** A step whose results later steps can use. Made by `step` of the steps' context, or by `step` of a StepAction. */
export interface StepWithResults<R extends ResultDeclarations = ResultDeclarations, N extends string = string> {
  readonly name: N;
  readonly results: StepResultRefs<R>;
  /** The rendered step. */
  readonly spec: StepSpec;
}

/**
 * References to the results of the step with that name. An unknown result is reported for what `reporter` returns; any result of a step whose
 * StepAction could not be read can be used.
 */
export function stepResultRefs<R extends ResultDeclarations>(
  name: string,
  results: R,
  owner: object,
  reporter: () => object,
): StepResultRefs<R> {
  const body = (result: string) => `steps.${name}.results.${result}`;
  const refs: Record<string, unknown> = {};
  for (const [result, { type, properties }] of Object.entries(results))
    refs[result] = makeReference({ body: body(result), type, owner }, properties);
  return withUnknownNames(refs, (result) => {
    if (isUnread(owner)) return makeReference({ body: body(result), type: 'string', owner });
    const message = `unknown result "${result}" of step "${name}"${suggestion(result, Object.keys(refs))}`;
    reportMistake(reporter(), { code: 'TW288', where: `results.${result}`, message, location: captureLocation() });
    return standInForStep(owner);
  }) as StepResultRefs<R>;
}
