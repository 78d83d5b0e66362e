import type { FieldPath, RuleText, TextPlace } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { Context } from '../set/context';
import type { Subjects, UseSubjects } from '../view/views';

/**
 * Takes one mistake: the field from the subject on, what is wrong with it, (when the message does not say it) the way out, and
 * (when the field is a text of many lines) where in the text it is.
 */
export type Report = (field: FieldPath, message: string, fix?: string, at?: TextPlace) => void;

interface Row extends RuleText {
  /** Odd cases that Tekton admits although it refuses all others of the rule, and what becomes of them. */
  readonly exception?: string;
  /** Set on advice, which is given only when it is asked for: `optional` advice, that good pipelines may not follow, by its code. */
  readonly lint?: 'usual' | 'optional';
}

/** Pure, and linear in the size of the subject; what several rules need comes from `context`. */
type Check<S> = (subject: S, context: Context, report: Report) => void;

type RowOn<K extends keyof Subjects> = Row & {
  /** What the rule looks at, wherever that is written. */
  readonly on: K;
  readonly of?: undefined;
  /** Only subjects with one of these fields in their `spec` are looked at. @default - all of them */
  readonly fields?: readonly FieldOf<Subjects[K]>[];
  readonly check: Check<Subjects[K]>;
};

type FieldOf<S> = S extends { readonly spec: infer P extends object } ? keyof P : never;

type RowOnUse<K extends keyof UseSubjects, V extends Variable['kind']> = Row & {
  /** Every `$(…)` of Tasks or of pipeline tasks … */
  readonly on: K;
  /** … of this kind. */
  readonly of: V;
  readonly fields?: undefined;
  readonly check: Check<UseSubjects[K][V]>;
};

type RowOnAnyUse<K extends keyof UseSubjects> = Row & {
  readonly on: K;
  /** … of these kinds. @default - of any kind */
  readonly of?: readonly Variable['kind'][];
  readonly fields?: undefined;
  readonly check: Check<UseSubjects[K][Variable['kind']]>;
};

/** One row of the rule table. */
export type Rule =
  | { readonly [K in keyof Subjects]: RowOn<K> }[keyof Subjects]
  | {
      readonly [K in keyof UseSubjects]: RowOnAnyUse<K> | { readonly [V in Variable['kind']]: RowOnUse<K, V> }[Variable['kind']];
    }[keyof UseSubjects];
