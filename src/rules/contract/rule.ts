import type { FieldPath, RuleText, TextPlace } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { Context } from '../set/context';
import type { Kind } from '../view/kind';
import type { ObjectView } from '../view/object-view';
import type { SomeObjects, Subjects, UseSubjects } from '../view/views';

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
  readonly only?: undefined;
  /** Only subjects with one of these fields in their `spec` are looked at. @default - all of them */
  readonly fields?: readonly FieldOf<Subjects[K]>[];
  readonly check: Check<Subjects[K]>;
};

type FieldOf<S> = S extends { readonly spec: infer P extends object } ? keyof P : never;

type RowOnObject = RowOn<'object'> | (Omit<RowOn<'object'>, 'only'> & { readonly only: keyof SomeObjects });

type RowOnKind = Row & {
  /** Whole objects of the kind, or of these kinds, in any version; `ofSpec` leaves out the versions that we do not know. */
  readonly on: Kind | readonly Kind[];
  readonly of?: undefined;
  readonly only?: undefined;
  readonly fields?: undefined;
  readonly check: Check<ObjectView>;
};

type RowOnUse<K extends keyof UseSubjects, V extends Variable['kind']> = Row & {
  /** Every `$(…)` of Tasks or of pipeline tasks … */
  readonly on: K;
  /** … of this kind. */
  readonly of: V;
  readonly only?: undefined;
  readonly fields?: undefined;
  readonly check: Check<UseSubjects[K][V]>;
};

type RowOnAnyUse<K extends keyof UseSubjects> = Row & {
  readonly on: K;
  /** … of these kinds. @default - of any kind */
  readonly of?: readonly Variable['kind'][];
  readonly only?: undefined;
  readonly fields?: undefined;
  readonly check: Check<UseSubjects[K][Variable['kind']]>;
};

/** One row of the rule table. */
export type Rule =
  | RowOnObject
  | RowOnKind
  | { readonly [K in keyof Subjects]: RowOn<K> }[keyof Subjects]
  | {
      readonly [K in keyof UseSubjects]: RowOnAnyUse<K> | { readonly [V in Variable['kind']]: RowOnUse<K, V> }[Variable['kind']];
    }[keyof UseSubjects];
