import { usesIn } from '../view/use';
import type { View } from '../view/view';

/** The highest index at which a spec reads an item of each array param, but not in embedded Tasks that have a param of that name themselves. */
export function lastItems(spec: unknown, owner: View): ReadonlyMap<string, number> {
  const lasts = new Map<string, number>();
  for (const { variable, path } of usesIn(spec, owner)) {
    if (variable.kind !== 'param' || variable.index === undefined || variable.index === '*') continue;
    const [first, , inner] = path;
    if (first === 'params' || inner === 'taskSpec' || inner === 'pipelineSpec') continue;
    lasts.set(variable.name, Math.max(Number(variable.index), lasts.get(variable.name) ?? 0));
  }
  return lasts;
}

/** Whether it is an array whose length the manifest shows. */
export function isWritten(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !value.some((item) => typeof item === 'string' && item.includes('[*])'));
}

/** The number of items, in words. */
export function countOf({ length }: { readonly length: number }): string {
  return length === 0 ? 'no items' : length === 1 ? 'one item' : `${length} items`;
}
