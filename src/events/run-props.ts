import type { PipelineWorkspaces, RunnablePipeline } from '../pipeline';
import type { Text } from '../refs';
import type { RunTimeouts, RunWorkspaces, TaskRunSettings } from '../run';
import type { ParamType, PipelineRunSpec, PodTemplate } from '../spec';
import type { Named, ParamDeclaration, ParamDeclarations } from '../task';
import type { Trust } from './event';
import type { EventScope, EventValue, EventValues, Slug } from './field';

/** A string, a value of the event, or a text with some of them. */
export type EventText = string | EventValue | Text<EventScope>;

type ValueFor<K extends ParamType, Q extends string> = K extends 'string'
  ? [Q] extends [never]
    ? EventText
    : Q
  : K extends 'array'
    ? readonly EventText[]
    : { readonly [key in Q]: EventText };
type ValueOf<D> = D extends ParamDeclaration<infer K, boolean, infer Q> ? ValueFor<K, Q> : never;
type Optional<P extends ParamDeclarations, F extends string> = {
  [k in keyof P]: P[k]['isOptional'] extends true ? k : k extends F ? (P[k]['type'] extends 'string' ? k : never) : never;
}[keyof P];
type Flat<T> = { [k in keyof T]: T[k] } & {};
type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/**
 * The params of the run of an event. A param without a default is required, unless the event has a field of its name: the run then gets
 * that field.
 */
export type EventRunParams<P extends ParamDeclarations, F extends string> = string extends keyof P
  ? Readonly<Record<string, EventText | readonly EventText[] | Readonly<Record<string, EventText>>>>
  : Flat<{ readonly [k in Exclude<keyof P, Optional<P, F>>]: ValueOf<P[k]> } & { readonly [k in Optional<P, F>]?: ValueOf<P[k]> }>;

/** Labels and annotations of the runs. */
export interface EventRunMetadata {
  /** Labels; a value of the event must be made safe with `slug`. @default - none */
  readonly labels?: Readonly<Record<string, string | Slug>>;
  /** Annotations, which may hold any text. @default - none */
  readonly annotations?: Readonly<Record<string, EventText>>;
}

type Account<T extends Trust> = T extends 'trusted'
  ? {
      /** @default - one for the runs of the pipeline, with exactly the permissions that its tasks declare and without secrets */
      readonly serviceAccount?: string | Named;
      readonly allowSecrets?: never;
    }
  : {
      readonly serviceAccount?: never;
      /** Why a run for code of strangers may use secrets, volumes of other runs, or permissions; written into the TriggerTemplate. @default - not allowed (TW631) */
      readonly allowSecrets?: string;
    };

/** Options of the runs that an event with the fields `F` starts. */
export type EventRunProps<
  P extends ParamDeclarations,
  W extends PipelineWorkspaces,
  F extends string,
  T extends Trust,
  // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
  S = any,
  N extends readonly string[] = readonly string[],
> = Key<'params', EventRunParams<P, F>> &
  Key<'workspaces', RunWorkspaces<W>> &
  Account<T> & {
    readonly pipeline: RunnablePipeline<P, W, S>;
    /** Values of lifted params, which the compiler does not know; checked at synth. @default - the event's fields of the same names, else their defaults */
    readonly liftedParams?: Readonly<Record<string, EventText | readonly EventText[]>>;
    /** Name of the Trigger, its binding and its template. @default - the names of the pipeline and the event */
    readonly name?: string;
    /** The branch, or whatever has one run at a time: runs with an equal value take turns (`Turn`). @default - none */
    readonly group?: Slug;
    /** What the names of the runs end with, before the generated characters. @default - nothing */
    readonly suffix?: Slug;
    readonly timeouts?: RunTimeouts;
    /** Settings of the pods, merged field by field with those that the pipeline needs. @default - those that the pipeline needs */
    readonly podTemplate?: PodTemplate;
    /** Settings of single tasks. @default - none */
    readonly taskRunSpecs?: { readonly [i in keyof N]: TaskRunSettings<N[i], NoInfer<S>> };
    readonly metadata?: EventRunMetadata;
    /** Fields of the run's manifest that replace the rendered ones; checked by the same rules. @default - none */
    readonly overrides?: Partial<PipelineRunSpec>;
  };

/** Refuses the params `Q` that the pipeline lacks: what a function returns is not checked for them by the compiler. */
type OnlyParams<P extends ParamDeclarations, Q extends PropertyKey> = string extends keyof P
  ? unknown
  : { readonly params?: { readonly [k in Exclude<Q, keyof P>]: never } };

/** The options of a run, or a function that makes them from the values of the event. `Q` are the names of its params. */
export type RunOf<
  F extends string,
  P extends ParamDeclarations,
  W extends PipelineWorkspaces,
  T extends Trust,
  Q extends PropertyKey = PropertyKey,
  // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
  S = any,
  N extends readonly string[] = readonly string[],
> =
  | EventRunProps<P, W, F, T, S, N>
  | ((event: EventValues<F>) => EventRunProps<P, W, F, T, S, N> & { readonly params?: { readonly [k in Q]?: unknown } } & OnlyParams<P, Q>);
