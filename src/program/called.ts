import { type Calls, lastOf } from './calls';

/** A bracket that has been closed. */
export type Closed = ReturnType<Calls['close']>;

/**
 * The function that a closed bracket stands for, as in `(0, eval)(…)`, `cp["exec"](…)`, `getattr(os, "system")(…)` and
 * `promisify(exec)(…)`; undefined when it stands for none.
 * @param before - the name before the bracket
 * @param inside - the name at its end, empty when it does not end in one
 */
export function calledAfter(closed: Closed, before: string, inside: string): string | undefined {
  if (closed === undefined) return undefined;
  const { open, callee, elements } = closed;
  const last = elements[elements.length - 1];
  if (open === '[') return last !== undefined && elements.length === 1 && before !== '' ? `${before}.${last}` : undefined;
  if (open !== '(') return undefined;
  if (callee === 'getattr') return elements[1] === undefined ? undefined : `${before}.${elements[1]}`;
  if (callee === 'globals' || callee === 'vars') return 'globals';
  if (callee === '' || /^(?:promisify|partial)$/.test(lastOf(callee))) return inside === '' ? undefined : inside;
  return undefined;
}
