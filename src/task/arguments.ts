import type { Ref, Text } from '../refs';
import type { ParamType } from '../spec';
import type { ParamDeclaration, ParamDeclarations } from './declarations';

/** Values that fit a string param with the format `F`: where a format is required, only a reference can have it. */
export type TextValue<F, S> = unknown extends F ? string | Text<S> | Ref<'string', unknown, S> : Ref<'string', F, S>;

// `P` of a string param are its allowed values; it is `never` or `string` without an enum
type EnumValue<P extends string, F, S> = [P] extends [never]
  ? TextValue<F, S>
  : string extends P
    ? TextValue<F, S>
    : P | Text<S> | Ref<'string', unknown, S>;

/** Values that fit a param of type `K` with the keys or allowed values `P`. */
export type Value<K extends ParamType, P extends string, F, S> = K extends 'string'
  ? EnumValue<P, F, S>
  : K extends 'array'
    ? readonly (TextValue<F, S> | Ref<'array', F, S>)[] | Ref<'array', F, S>
    : { readonly [key in P]: TextValue<F, S> } | Ref<'object', F, S>;

/** Names of the params without a default. */
export type RequiredParam<P extends ParamDeclarations> = { [k in keyof P]: P[k]['isOptional'] extends true ? never : k }[keyof P];

/** Flattens an intersection, for readable messages. */
export type Flat<T> = { [k in keyof T]: T[k] } & {};

type ValueOf<D, S> = D extends ParamDeclaration<infer K, boolean, infer Q, infer F> ? Value<K, Q, F, S> : never;

/** The params of a StepAction: those without a default are required, unknown ones are errors. */
export type ValueArguments<P extends ParamDeclarations, S> = Flat<
  { readonly [k in RequiredParam<P>]: ValueOf<P[k], S> } & { readonly [k in Exclude<keyof P, RequiredParam<P>>]?: ValueOf<P[k], S> }
>;

/** A key that is required, optional or forbidden. */
export type Given<N extends string, D, T> = [keyof D] extends [never]
  ? { readonly [k in N]?: never }
  : {} extends T
    ? { readonly [k in N]?: T }
    : { readonly [k in N]: T };

/** An argument that is optional when nothing in it is required. */
export type Rest<T> = {} extends T ? [props?: T] : [props: T];
