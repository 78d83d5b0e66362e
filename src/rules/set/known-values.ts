import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView, TaskRunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { items, type Loose } from '../view/view';

const PARAM = /\$\(params\.([_a-zA-Z0-9-]+)\)/g;

/** The string values of params that a manifest shows. */
export type Values = ReadonlyMap<string, string>;
type Given = readonly Loose<{ readonly name: string; readonly value: unknown }>[] | undefined;

/** The string values of params in a run: its own values, or the defaults. */
export function valuesOf(
  { spec }: PipelineRunView | TaskRunView,
  target: { readonly spec: { readonly params?: unknown } },
): Map<string, string> {
  const values = defaultsOf(target);
  for (const { item } of items(spec.params as Given)) if (typeof item.value === 'string') values.set(item.name ?? '', item.value);
  return values;
}

/** The string defaults of params. */
export function defaultsOf({ spec }: { readonly spec: { readonly params?: unknown } }): Map<string, string> {
  const declared = spec.params as readonly Loose<{ readonly name: string; readonly default: unknown }>[] | undefined;
  return new Map(
    items(declared).flatMap(({ item: { name = '', default: value } }) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );
}

/** The string with its param replaced; undefined when the value is known only in the cluster. */
export function resolved(text: string | undefined, values: Values): string | undefined {
  if (text === undefined || !text.includes('$(')) return text;
  let isKnown = true;
  const made = text.replace(PARAM, (_, name: string) => {
    const value = values.get(name);
    isKnown &&= value !== undefined && !value.includes('$(');
    return value ?? '';
  });
  return isKnown ? made : undefined;
}

/** The string values of a Task's params in a pipeline. */
export function valuesIn(task: PipelineTaskView, called: TaskView, outer: Values): Values {
  const values = defaultsOf(called);
  for (const name of task.given) values.delete(name);
  for (const { item } of items(task.spec.params)) {
    const value = typeof item.value === 'string' ? resolved(item.value, outer) : undefined;
    if (value !== undefined) values.set(item.name ?? '', value);
  }
  // an embedded Task can use the params of the pipeline, too
  return called === task.embedded ? new Map([...outer, ...values]) : values;
}

/** The string values of the params of a StepAction: what the step sets, or the defaults. */
export function valuesOfAction(
  action: { readonly spec: { readonly params?: unknown } },
  { params }: TaskView['steps'][number]['spec'],
  outer: Values,
): Values {
  const defaults = new Map(defaultsOf(action));
  const values = new Map([...defaults].map(([name, value]) => [name, resolved(value, defaults) ?? value]));
  for (const { item } of items(params)) {
    const value = typeof item.value === 'string' ? resolved(item.value, outer) : undefined;
    if (value === undefined) values.delete(item.name ?? '');
    else values.set(item.name ?? '', value);
  }
  return values;
}
