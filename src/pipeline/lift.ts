import { makeOrNote } from '../diagnostics';
import { refuse } from '../synth';

const LIFT: unique symbol = Symbol.for('tekwire.lift') as never;

/** Makes a param of a task a param of the pipeline, whose value the run sets. Made by `lift`. */
export interface Lift {
  readonly [LIFT]: true;
  /** Name of the pipeline's param. @default - the name of the task's param */
  readonly name?: string;
}

/**
 * Declares a param of the pipeline with the name, type, default and description of the task's param, and passes its value to the task. Two
 * lifts with the same name share the pipeline's param.
 * @example
 * pipeline.add(clone, { params: { url: lift() }, workspaces: { output: pipeline.workspaces.code } });
 * @throws TW290 when two lifts of one name differ in type or default
 */
export function lift(name?: string): Lift {
  if (name === undefined) return { [LIFT]: true };
  return makeOrNote<Lift>(
    () => {
      if (typeof name !== 'string') refuse({}, 'lift', name, "the name of the pipeline's param, such as lift('url')");
      return { [LIFT]: true, name };
    },
    () => ({ [LIFT]: true }),
  );
}

/** Whether the value was made by `lift`, in this or another copy of the package. */
export function isLift(value: unknown): value is Lift {
  return typeof value === 'object' && value !== null && LIFT in value;
}

/** The name of the pipeline's param for a lifted param of the task. */
export function liftedName(name: string, value: unknown): string {
  return isLift(value) ? (value.name ?? name) : name;
}
