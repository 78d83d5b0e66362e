import type { FieldPath, RuleText, TextLocation } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { Context } from '../set/context';
import type { Kind } from '../view/kind';
import type { ObjectView } from '../view/object-view';
import type { SomeObjects, Subjects, UseSubjects } from '../view/views';

/**
 * Reports one diagnostic: the field path relative to the subject, what is wrong, how to fix it (unless the message says so
 * already), and the position inside the field's value (for strings of several lines).
 */
export type Report = (field: FieldPath, message: string, fix?: string, at?: TextLocation) => void;

interface Row extends RuleText {
  /** Special cases that Tekton accepts although it refuses all others, and what happens to them. */
  readonly exception?: string;
  /** `usual`: recommended, reported with `--lint`. `optional`: opt-in, reported only when its code is listed. */
  readonly lint?: 'usual' | 'optional';
}

/** A pure function, linear in the size of the subject. Facts that several rules need come from `context`. */
type Check<S> = (subject: S, context: Context, report: Report) => void;

type RowOn<K extends keyof Subjects> = Row & {
  /** What the rule checks. */
  readonly on: K;
  readonly of?: undefined;
  readonly only?: undefined;
  /** Checks only subjects that have one of these fields in their `spec`. @default - all subjects */
  readonly fields?: readonly FieldOf<Subjects[K]>[];
  readonly check: Check<Subjects[K]>;
};

type FieldOf<S> = S extends { readonly spec: infer P extends object } ? keyof P : never;

type RowOnObject = RowOn<'object'> | (Omit<RowOn<'object'>, 'only'> & { readonly only: keyof SomeObjects });

type RowOnKind = Row & {
  /** Whole objects of the kind, or of these kinds, in any version. `ofSpec` skips versions without a known shape. */
  readonly on: Kind | readonly Kind[];
  readonly of?: undefined;
  readonly only?: undefined;
  readonly fields?: undefined;
  readonly check: Check<ObjectView>;
};

type RowOnUse<K extends keyof UseSubjects, V extends Variable['kind']> = Row & {
  /** Every `$(…)` in Tasks or in pipeline tasks … */
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
