import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView, TaskRunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { items, type Loose } from '../view/view';

// $(params.name), $(params['name']), $(params.name.key), $(params.name[0])
const PARAM = /\$\(params(?:\.([\w-]+)|\[(['"])([\w.-]+)\2\])(?:\.([\w-]+)|\[(\d+)\])?\)/g;

/** The string values of params that a manifest shows: of `name`, and of the keys and items of objects and arrays as `name.key` and `name[0]`. */
export type Values = ReadonlyMap<string, string>;
type Given = readonly Loose<{ readonly name: string; readonly value: unknown }>[] | undefined;

/** The string values of params in a run: its own values, or the defaults. */
export function valuesOf(
  { spec }: PipelineRunView | TaskRunView,
  target: { readonly spec: { readonly params?: unknown } },
): Map<string, string> {
  const values = defaultsOf(target);
  for (const { item } of items(spec.params as Given)) setValue(values, item.name ?? '', item.value);
  return values;
}

/** Sets the string value of a param, or those of its keys or items; keys of an object that are not given stay. */
function setValue(values: Map<string, string>, name: string, value: unknown): void {
  if (typeof value === 'string') values.set(name, value);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) dropItems(values, name);
  for (const [key, item] of Object.entries(value))
    if (typeof item === 'string') values.set(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, item);
}

function dropItems(values: Map<string, string>, name: string): void {
  for (const key of [...values.keys()]) if (key.startsWith(`${name}[`)) values.delete(key);
}

/** Removes what is known of params. */
export function dropValues(values: Map<string, string>, names: Iterable<string>): void {
  for (const name of names)
    for (const key of [...values.keys()]) if (key === name || key.startsWith(`${name}.`) || key.startsWith(`${name}[`)) values.delete(key);
}

/** The string defaults of params. */
export function defaultsOf({ spec }: { readonly spec: { readonly params?: unknown } }): Map<string, string> {
  const values = new Map<string, string>();
  for (const { item } of items(spec.params as readonly Loose<{ readonly name: string; readonly default: unknown }>[] | undefined))
    setValue(values, item.name ?? '', item.default);
  return values;
}

/** The string with its param replaced; undefined when the value is known only in the cluster. */
export function resolved(text: string | undefined, values: Values): string | undefined {
  if (text === undefined || !text.includes('$(')) return text;
  let isKnown = true;
  const made = text.replace(PARAM, (_, dotted?: string, _quote?: string, bracketed?: string, key?: string, index?: string) => {
    const value = values.get(`${dotted ?? bracketed}${key === undefined ? '' : `.${key}`}${index === undefined ? '' : `[${index}]`}`);
    isKnown &&= value !== undefined && !value.includes('$(');
    return value ?? '';
  });
  return isKnown ? made : undefined;
}

/** The string values of a Task's params in a pipeline. */
export function valuesIn(task: PipelineTaskView, called: TaskView, outer: Values): Values {
  const values = defaultsOf(called);
  dropValues(values, task.given);
  for (const { item } of items(task.spec.params)) {
    setValue(values, item.name ?? '', resolvedIn(item.value, outer));
  }
  // an embedded Task can use the params of the pipeline, too
  return called === task.embedded ? new Map([...outer, ...values]) : values;
}

/** The value with the params in its strings replaced; strings that are known only in the cluster are left out. */
function resolvedIn(value: unknown, outer: Values): unknown {
  if (typeof value === 'string') return resolved(value, outer);
  if (Array.isArray(value)) return value.map((item) => resolvedIn(item, outer));
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolvedIn(item, outer)]));
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
