import type { Named } from '../task';
import type { FieldSource } from './field';

/** Who can cause the event: people who may write to the repository, or anybody. */
export type Trust = 'trusted' | 'untrusted';

/** A key of a Secret; only the names are emitted. */
export interface SecretKey {
  readonly name: string | Named;
  readonly key: string;
}

/** How an event proves its origin. Without a check, everybody who reaches the listener starts runs. */
export type Authentication =
  | {
      /** The secret of the webhook, in the namespace of the listener. */
      readonly secret: SecretKey;
      readonly allowUnauthenticated?: never;
    }
  | {
      readonly secret?: never;
      /** Why events are accepted from everybody; written into the Trigger. */
      readonly allowUnauthenticated: string;
    };

/** An interceptor of a Trigger, as its manifest holds it. */
export interface Interceptor {
  readonly ref: { readonly name: string; readonly kind: 'ClusterInterceptor' };
  readonly params?: readonly { readonly name: string; readonly value: unknown }[];
}

/** An event that starts runs: where it comes from, which ones count, and its fields `F`. Made by `github.push` and others. @open */
export interface Event<F extends string = string, T extends Trust = Trust> {
  /** Its kind, such as `github-push`, which names of objects contain. */
  readonly kind: string;
  /** How its fields are computed. @internal */
  readonly fields: Readonly<Record<F, FieldSource>>;
  /** @internal */
  readonly interceptors: readonly Interceptor[];
  /** The conditions in CEL, all of which must hold. @internal */
  readonly conditions: readonly (string | Condition)[];
  readonly trust: T;
  /** How its origin is checked, or why it is not; undefined when neither is given. @internal */
  readonly origin: { readonly isChecked: boolean; readonly because?: string } | undefined;
  /** Objects beside the Trigger that the event needs. @internal */
  readonly companions?: readonly Companion[];
}

/** A condition in CEL, with what it selects, for a back end that selects it by other means. */
export interface Condition {
  readonly cel: string;
  /** The branches or tags: names and globs, and what a ref has before them. */
  readonly refs?: { readonly prefix: string; readonly patterns: readonly string[] };
  /** Globs of files, at least one of which must have changed. */
  readonly paths?: readonly string[];
  /** The command of a comment. */
  readonly command?: string;
  /** The same for Pipelines-as-Code; `''` where it starts no other runs anyway. @default - the same */
  readonly pac?: string;
}

/** The CEL of a condition. */
export function celOf(condition: string | Condition): string {
  return typeof condition === 'string' ? condition : condition.cel;
}

/** An object beside the Trigger that an event needs, such as an Alert of Flux. */
export interface Companion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  /** Its spec. `name` is the name of all companions of the event, by which they refer to each other. */
  readonly spec: (listener: { readonly name: string; readonly namespace: string }, name: string) => unknown;
}

/** Makes an interceptor that every installation of Triggers has. */
export function interceptor(name: 'github' | 'gitlab' | 'bitbucket' | 'cel', params: Readonly<Record<string, unknown>>): Interceptor {
  const given = Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [{ name: key, value }]));
  return { ref: { name, kind: 'ClusterInterceptor' }, ...(given.length > 0 && { params: given }) };
}
