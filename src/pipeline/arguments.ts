import type { Duration } from 'cdk8s';
import type { CelCondition } from '../cel';
import type { Condition, Ref, Text } from '../refs';
import type { ParamType, PipelineTaskSpec } from '../spec';
import type { Flat, Given, ParamDeclaration, ParamDeclarations, RequiredParam, TextValue, Value, WorkspaceDeclarations } from '../task';
import type { Lift } from './lift';
import type { WorkspaceRef } from './workspace';

/** Values that fit a param of type `K`. */
export type ParamArgument<K extends ParamType, P extends string, F, S> = Lift | Value<K, P, F, S>;

type RequiredWorkspace<W extends WorkspaceDeclarations> = { [k in keyof W]: W[k]['isOptional'] extends true ? never : k }[keyof W];
type ArgumentOf<D, S> = D extends ParamDeclaration<infer K, boolean, infer Q, infer F> ? ParamArgument<K, Q, F, S> : never;

/** The params of a task: those without a default are required, unknown ones are errors. */
export type ParamArguments<P extends ParamDeclarations, S> = Flat<
  { readonly [k in RequiredParam<P>]: ArgumentOf<P[k], S> } & { readonly [k in Exclude<keyof P, RequiredParam<P>>]?: ArgumentOf<P[k], S> }
>;

/** The workspaces of a task: those that are not optional are required, unknown ones are errors. */
export type WorkspaceArguments<W extends WorkspaceDeclarations, S> = Flat<
  { readonly [k in RequiredWorkspace<W>]: WorkspaceRef<S> } & { readonly [k in Exclude<keyof W, RequiredWorkspace<W>>]?: WorkspaceRef<S> }
>;

/** Options of a pipeline task, in `tasks` and in `finally`. */
export interface FinallyTaskOptions<S> {
  /** Name in the pipeline. @default - the name of the Task */
  readonly name?: string;
  /** A title for people; may contain params and results. @default - none */
  readonly displayName?: string | Text<S>;
  readonly description?: string;
  /** Conditions that must all hold. @default - it always runs */
  readonly when?: readonly (Condition<S> | CelCondition<S>)[];
  /** The number of retries after a failed attempt: 1 means two attempts. @default 0 */
  readonly retries?: number;
  /** Maximum duration of one attempt. @default - limited by the run's timeouts */
  readonly timeout?: Duration;
  /** Whether the pipeline continues when the task fails. @default - it stops */
  readonly onError?: 'continue' | 'stopAndFail' | Ref<'string', unknown, S>;
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<PipelineTaskSpec>;
}

/** Options of a task that is not in `finally`. */
export interface PipelineTaskOptions<S> extends FinallyTaskOptions<S> {
  /** Tasks that must have ended before, in addition to the order that follows from the data. @default - none @open */
  readonly after?: readonly { readonly name: string; readonly scope?: S }[];
}

/** Runs the task once for every combination of the values, and once more for every `include` that matches none. */
export interface MatrixProps<P extends ParamDeclarations, M extends keyof P, S> {
  /** Arrays of values for string params of the task. */
  readonly params: { readonly [k in M]: readonly TextValue<unknown, S>[] | Ref<'array', unknown, S> };
  /** Further params for matching combinations, or additional combinations. @default - none */
  readonly include?: readonly { readonly name?: string; readonly params: { readonly [k in keyof P]?: TextValue<unknown, S> } }[];
}

type TaskArguments<P extends ParamDeclarations, W extends WorkspaceDeclarations, S, M extends keyof P> = Given<
  'params',
  Omit<P, M>,
  ParamArguments<Omit<P, M>, S>
> &
  Given<'workspaces', W, WorkspaceArguments<W, S>> & { readonly matrix?: MatrixProps<P, M, S> };

/** Arguments of `pipeline.add`; `M` are the params that a matrix sets. */
export type PipelineTaskProps<P extends ParamDeclarations, W extends WorkspaceDeclarations, S, M extends keyof P = never> = TaskArguments<
  P,
  W,
  S,
  M
> &
  PipelineTaskOptions<S>;

/** Arguments of `pipeline.finally`; `M` are the params that a matrix sets. */
export type FinallyTaskProps<P extends ParamDeclarations, W extends WorkspaceDeclarations, S, M extends keyof P = never> = TaskArguments<
  P,
  W,
  S,
  M
> &
  FinallyTaskOptions<S>;

/** The arguments of any task, after type checking. */
export interface AnyTaskProps extends PipelineTaskOptions<unknown> {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly matrix?: {
    readonly params: Readonly<Record<string, unknown>>;
    readonly include?: readonly { readonly name?: string; readonly params: Readonly<Record<string, unknown>> }[];
  };
  readonly workspaces?: Readonly<Record<string, WorkspaceRef | undefined>>;
}
