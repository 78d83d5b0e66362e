import { parseVariable, scan } from './variable';

/** A `$(…)` in whose place Tekton puts a text that the run, or another task, has brought along. */
export interface ValueUse {
  /** What stands between the parentheses. */
  readonly body: string;
  /** Offset of the `$` in the text. */
  readonly at: number;
  /** Whether it is a whole list, which becomes as many items. */
  readonly isList: boolean;
}

/**
 * The values in a text before the kubelet sees it: params and results of tasks. All else that Tekton puts in is a name or a path, and
 * results of steps are put in later, when the container has started.
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
