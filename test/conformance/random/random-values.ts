import { type ArrayRef, lift, type ObjectRef, type StringRef, text } from 'tekwire';
import type { Choices } from './random-choices';
import { KEY_SETS } from './random-task';

/** A value with the tasks that it makes its user wait for. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: readonly string[];
}

/** What tasks and params offer to a task that comes later. */
export class Pool {
  readonly texts: Sourced<StringRef>[] = [];
  readonly lists: Sourced<ArrayRef>[] = [];
  readonly objects: (Sourced<ObjectRef<string>> & { readonly keys: readonly string[] })[] = [];

  /** Offers params or results, by name, of a task, or with `from` empty of the pipeline. */
  offer(declarations: Readonly<Record<string, Declared>>, refs: Readonly<Record<string, unknown>>, from: readonly string[]): void {
    for (const [name, { type, properties = [] }] of Object.entries(declarations)) {
      if (type === 'string') this.texts.push({ value: refs[name] as StringRef, from });
      else if (type === 'array') this.lists.push({ value: refs[name] as ArrayRef, from });
      else this.objects.push({ value: refs[name] as ObjectRef<string>, from, keys: properties });
    }
  }

  /** A text that exists only at run time, or undefined when nothing offers one. */
  reference(choices: Choices): Sourced<StringRef> | undefined {
    const items = this.lists.map(({ value, from }) => ({ value: value.at(choices.between(0, 1)), from }));
    const keys = this.objects.flatMap(({ value, from, keys }) => keys.map((key) => ({ value: value[key] as StringRef, from })));
    const all = [...this.texts, ...items, ...keys];
    return all.length === 0 ? undefined : choices.oneOf(all);
  }
}

interface Declared {
  readonly type: 'string' | 'array' | 'object';
  readonly properties?: readonly string[];
}

/** A value that fits the param: literal, a reference, both together, or lifted to the pipeline. */
export function randomArgument(choices: Choices, pool: Pool, declared: Declared): Sourced<unknown> {
  if (choices.between(0, 9) === 0) return { value: lift(), from: [] };
  if (declared.type === 'string') return randomText(choices, pool);
  if (declared.type === 'array') {
    if (pool.lists.length > 0 && choices.isChosen()) return choices.oneOf(pool.lists);
    return together(choices.list(0, 3, () => randomText(choices, pool)));
  }
  const { properties = KEY_SETS[0] } = declared;
  const fitting = pool.objects.filter(({ keys }) => keys.join() === properties.join());
  if (fitting.length > 0 && choices.isChosen()) return choices.oneOf(fitting);
  const entries = properties.map((key) => [key, randomText(choices, pool)] as const);
  const value = Object.fromEntries(entries.map(([key, item]) => [key, item.value]));
  return { value, from: entries.flatMap(([, { from }]) => from) };
}

/** A text: literal, a reference, or a text around references. */
export function randomText(choices: Choices, pool: Pool): Sourced<unknown> {
  const first = pool.reference(choices);
  if (first === undefined || choices.between(0, 3) === 0) return { value: choices.literal(), from: [] };
  if (choices.isChosen()) return first;
  const second = pool.reference(choices) ?? first;
  return { value: text`${choices.literal()}:${first.value}/${second.value}`, from: [...first.from, ...second.from] };
}

function together(items: readonly Sourced<unknown>[]): Sourced<unknown[]> {
  return { value: items.map(({ value }) => value), from: items.flatMap(({ from }) => from) };
}
