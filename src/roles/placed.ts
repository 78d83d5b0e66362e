import type { Duration } from 'cdk8s';
import type { Condition, StringRef } from '../refs';
import type { ResourceRequirements } from '../spec';
import { isRecord } from '../synth';
import type { Language } from './languages';

/** What the conditions of a component can compare, in the pipeline in which it is. */
export interface ConditionContext {
  /** The result of the source with that name, such as `url`; of an object result with a key, `languages.go`. */
  readonly source: (result: string) => StringRef;
  /** The param of the pipeline with that name. */
  readonly param: (name: string) => StringRef;
}

/** Options of the task of a component in one SecurityPipeline. */
export interface ComponentOptions {
  /** Maximum duration of one attempt. @default - limited by the run's timeouts */
  readonly timeout?: Duration;
  /** Compute resources of the whole pod, in every run that this app makes. @default - those of its steps */
  readonly computeResources?: ResourceRequirements;
}

/** Options of the source of a SecurityPipeline. */
export interface SourceOptions extends ComponentOptions {
  /** The number of retries after a failed attempt: 1 means two attempts. @default 0 */
  readonly retries?: number;
}

/** Conditions of a component. Those of a producer are passed on to the readers of its findings: one that was skipped has not failed. */
export interface ConditionalOptions {
  /**
   * Returns conditions that must all hold, otherwise the task is skipped. Their values are strings; an array that is known only at run time,
   * and a CEL condition, are reported at synth (TW288). @default - it always runs
   */
  readonly when?: (context: ConditionContext) => readonly Condition[];
  /**
   * Languages of which the sources must have a file, at least of one; otherwise the task is skipped. Needs a source with the result
   * `languages`, as GitClone has. @default - it runs for all
   */
  readonly languages?: readonly Language[];
}

/**
 * Options of a producer in a SecurityPipeline. There are no `retries`: a scan that fails is reported in its findings, and Tekton allows no
 * retries of a task after which the pipeline must continue (TW289).
 */
export interface ProducerOptions extends ComponentOptions, ConditionalOptions {
  /** Whether the run ends when the pod of the scanner is killed. @default - it continues, and the gate fails */
  readonly onError?: 'continue' | 'stopAndFail';
  /**
   * Whether its tool is in the quarantine of the pipeline: `true` cuts it off from the network although it says what it needs there, `false`
   * leaves it outside. @default - as the pipeline says
   */
  readonly quarantine?: boolean;
}

/** Options of a SbomProducer in a SecurityPipeline. */
export type SbomOptions = Omit<ProducerOptions, keyof ConditionalOptions>;

/** Options of an enricher in a SecurityPipeline. */
export interface WriterOptions extends ComponentOptions {
  /** Whether the run ends when it fails. @default - it continues, and the gate fails */
  readonly onError?: 'continue' | 'stopAndFail';
}

/** Options of a consumer in a SecurityPipeline. */
export interface ConsumerOptions extends ComponentOptions, ConditionalOptions {
  /** The number of retries after a failed attempt: 1 means two attempts. @default 0 */
  readonly retries?: number;
  /** Whether the run ends when it fails. @default - it stops */
  readonly onError?: 'continue' | 'stopAndFail';
}

/** Options of any component. */
export type AnyOptions = ConsumerOptions & ProducerOptions;

/** A component with its options in one SecurityPipeline. Made by its method `in`. @open */
export interface Placed<C, O extends ComponentOptions = ComponentOptions> {
  readonly component: C;
  readonly options: O;
}

/** Combines a component with its options, whose names are known. */
export function placed<C extends object, O extends ComponentOptions>(component: C, options: O): Placed<C, O> {
  return { component, options };
}

/** Whether the value is a component with options. */
function isPlaced(value: unknown): value is Placed<object> {
  return isRecord(value) && isRecord(value.component) && isRecord(value.options) && !('surface' in value);
}

const LISTS = ['producers', 'sboms', 'enrichers', 'consumers'] as const;

type Part<T> = T extends Placed<infer C> ? C : T extends readonly (infer I)[] ? readonly Part<I>[] : T;
type Parts<T> = { readonly [k in keyof T]: Part<T[k]> };

/** The props of a security pipeline with the components alone, and the options of each. Anything malformed is kept, for the check to report. */
export function takenOut<T extends object>(props: T): { readonly parts: Parts<T>; readonly optionsOf: (component: object) => AnyOptions } {
  const options = new Map<object, AnyOptions>();
  const alone = (one: unknown) => {
    if (!isPlaced(one)) return one;
    options.set(one.component, one.options as AnyOptions);
    return one.component;
  };
  const optionsOf = (component: object) => options.get(component) ?? {};
  if (!isRecord(props)) return { parts: props as Parts<T>, optionsOf };
  const given = props as Readonly<Record<string, unknown>>;
  const lists = LISTS.flatMap((name) =>
    Array.isArray(given[name]) ? [[name, (given[name] as readonly unknown[]).map(alone)] as const] : [],
  );
  const source = 'source' in given ? { source: alone(given.source) } : {};
  return { parts: { ...given, ...source, ...Object.fromEntries(lists) } as unknown as Parts<T>, optionsOf };
}
