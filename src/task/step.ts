import type { Duration } from 'cdk8s';
import type { CelCondition } from '../cel';
import { type Condition, makeReference, type Ref, type RefOf } from '../refs';
import type { StepResultScope, StepScope, StepValueScope } from '../script';
import type { StepOnError, StepSpec } from '../spec';
import type { ContainerProps } from './container';
import type { ResultDeclaration, ResultDeclarations } from './declarations';
import type { StepText } from './step-text';

/** Fields that a program gives as the manifest holds them; a new one of Tekton's comes from its type alone. */
type PlainFields = Omit<
  StepSpec,
  keyof ContainerProps | 'name' | 'when' | 'timeout' | 'onError' | 'stdoutConfig' | 'stderrConfig' | Returned
>;

/** What `step` of the steps' context and `use` of a StepAction write. */
type Returned = 'ref' | 'params' | 'results';

/** One container of a Task's pod. Steps run one after the other and share the pod's volumes. */
export interface Step extends ContainerProps<StepValueScope>, PlainFields {
  readonly name: string;
  /** Conditions that must all hold, else the step is skipped. @default - it always runs */
  readonly when?: readonly (Condition<StepValueScope> | CelCondition<StepValueScope>)[];
  /** How long the step may run. @default - as long as the whole Task may */
  readonly timeout?: Duration;
  /** What happens when the process fails. @default - the Task fails and later steps are skipped */
  readonly onError?: StepOnError | Ref<'string', unknown, StepScope>;
  /** File that gets what the step writes to its standard output, besides the log. Needs `enable-api-fields: alpha`. @default - none */
  readonly stdoutConfig?: { readonly path: StepText };
  /** As `stdoutConfig`, for its standard error. @default - none */
  readonly stderrConfig?: { readonly path: StepText };
  /** Fields of the manifest that win over all others. */
  readonly overrides?: Partial<StepSpec>;
}

/** Results of a step, for the steps behind it. */
export type StepResultRefs<R extends ResultDeclarations> = {
  readonly [k in keyof R]: 0 extends 1 & R[k]
    ? // biome-ignore lint/suspicious/noExplicitAny: of an unknown result nothing can be said; the rules judge what becomes of it
      any
    : R[k] extends ResultDeclaration<infer K, infer P, infer F>
      ? RefOf<K, P, F, StepResultScope>
      : never;
};

/** A step whose results later steps may use. Made by `step` of the steps' context, or by `step` of a StepAction. */
export interface StepWithResults<R extends ResultDeclarations = ResultDeclarations> {
  readonly name: string;
  readonly results: StepResultRefs<R>;
  /** The step as the manifest holds it. */
  readonly spec: StepSpec;
}

/** References to the results of the step of that name. */
export function stepResultRefs<R extends ResultDeclarations>(name: string, results: R, owner: object): StepResultRefs<R> {
  const refs: Record<string, unknown> = {};
  for (const [key, { type, properties }] of Object.entries(results))
    refs[key] = makeReference({ body: `steps.${name}.results.${key}`, type, owner }, properties);
  return refs as StepResultRefs<R>;
}
