/** The types of a param's or a result's value. */
export type ParamType = 'string' | 'array' | 'object';

/** A value in a manifest: a string, an array of strings, or an object whose values are strings. */
export type ParamValue = string | readonly string[] | Readonly<Record<string, string>>;

/** Declares a param of a Task, StepAction or Pipeline. */
export interface ParamSpec {
  readonly name: string;
  readonly type?: ParamType;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, { readonly type?: 'string' }>>;
  readonly default?: ParamValue;
  readonly enum?: readonly string[];
}

/** Gives a declared param its value. */
export interface Param {
  readonly name: string;
  readonly value: ParamValue;
}

/** Declares a result of a Task. */
export interface ResultSpec {
  readonly name: string;
  readonly type?: ParamType;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, { readonly type?: 'string' }>>;
  readonly value?: ParamValue;
}

/** Declares a result of a Pipeline: a value with references to results of its tasks. */
export interface PipelineResultSpec {
  readonly name: string;
  readonly type?: ParamType;
  readonly description?: string;
  readonly value: ParamValue;
}
