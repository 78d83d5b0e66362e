import { parseVariable, scan } from './variable';

/** A `$(…)` that Tekton replaces by a string from the run or from another task. */
export interface ValueUse {
  /** The text between the parentheses. */
  readonly body: string;
  /** Offset of the `$` in the string. */
  readonly at: number;
  /** Whether it is a whole array, which becomes several items. */
  readonly isList: boolean;
}

/**
 * Returns the values in a string that Tekton puts in before the kubelet expands it: params and results of tasks. Other variables are
 * names and paths, and results of steps are put in later, when the container has started.
 */
export function valuesIn(text: unknown): readonly ValueUse[] {
  if (typeof text !== 'string' || !text.includes('$(')) return NONE;
  const found: ValueUse[] = [];
  for (const { body, at } of scan(text)) {
    const variable = parseVariable(body);
    if (variable.kind === 'param' || variable.kind === 'task-result') found.push({ body, at, isList: variable.index === '*' });
  }
  return found;
}

const NONE: readonly ValueUse[] = [];

/** Whether a variable, by the text between its parentheses, is a value that only a run decides: a param, or a result of a task or step. */
export function isRuntimeValue(body: string): boolean {
  return RUNTIME.has(parseVariable(body).kind);
}

const RUNTIME: ReadonlySet<string> = new Set(['param', 'task-result', 'step-result']);
