import { refuse } from '../synth';

const LIFT: unique symbol = Symbol.for('tekwire.lift') as never;

/** Stands in place of a param's value: whoever runs the pipeline gives it. Made by `lift`. */
export interface Lift {
  readonly [LIFT]: true;
  /** Name of the pipeline's param. @default - that of the task's param */
  readonly name?: string;
}

/**
 * Declares a param of the pipeline with the name, type, default and description of the task's param, and passes it on. Two lifts of
 * one name share the pipeline's param.
 * @example
 * pipeline.add(clone, { params: { url: lift() }, workspaces: { output: pipeline.workspaces.code } });
 * @throws TW290 when two lifts of one name differ in type or default
 */
export function lift(name?: string): Lift {
  if (name !== undefined && typeof name !== 'string') refuse({}, 'lift', name, "write the name of the pipeline's param, as lift('url')");
  return name === undefined ? { [LIFT]: true } : { [LIFT]: true, name };
}

/** Whether the value was made by `lift`, in this or another copy of the package. */
export function isLift(value: unknown): value is Lift {
  return typeof value === 'object' && value !== null && LIFT in value;
}

/** The name of the pipeline's param that a lifted param of the task becomes. */
export function liftedName(name: string, value: unknown): string {
  return isLift(value) ? (value.name ?? name) : name;
}
