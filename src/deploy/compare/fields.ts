import type { Manifest } from '../../spec';

/** A field with another value than before. */
export interface FieldChange {
  /** As `spec.steps[build].image`. */
  readonly field: string;
  /** Undefined when the field is new. */
  readonly before: unknown;
  /** Undefined when the field is removed. */
  readonly after: unknown;
}

/** Returns the fields that differ, in the order of the new object. Items of lists are matched by their name, else by position. */
export function fieldChanges(before: Manifest | undefined, after: Manifest | undefined): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  compare(before, after, '', changes);
  return isSecret(before) || isSecret(after) ? changes.map(withoutValues) : changes;
}

function isSecret(manifest: Manifest | undefined): boolean {
  return manifest?.kind === 'Secret';
}

/** Values of Secrets are never shown. */
function withoutValues({ field, before, after }: FieldChange): FieldChange {
  const hidden = (value: unknown) => (value === undefined ? undefined : '(hidden)');
  return { field, before: hidden(before), after: hidden(after) };
}

function compare(before: unknown, after: unknown, field: string, changes: FieldChange[]): void {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
    for (const key of keys) compare(before[key], after[key], joined(field, key), changes);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, field, changes);
    return;
  }
  if (!isSame(before, after)) changes.push({ field, before, after });
}

function compareLists(before: readonly unknown[], after: readonly unknown[], field: string, changes: FieldChange[]): void {
  const [left, right] = [byName(before), byName(after)];
  if (left === undefined || right === undefined) {
    const length = Math.max(before.length, after.length);
    for (let at = 0; at < length; at++) compare(before[at], after[at], `${field}[${at}]`, changes);
    return;
  }
  for (const name of new Set([...right.keys(), ...left.keys()])) compare(left.get(name), right.get(name), `${field}[${name}]`, changes);
  const [order, was] = [[...right.keys()].filter((name) => left.has(name)), [...left.keys()].filter((name) => right.has(name))];
  if (!isSame(order, was)) changes.push({ field: `${field} (order)`, before: was, after: order });
}

/** The items by their name; undefined when they have none, or not one each. */
function byName(items: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of items) {
    const name = isRecord(item) ? item.name : undefined;
    if (typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, item);
  }
  return named;
}

function joined(field: string, key: string): string {
  const part = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return field === '' ? part : `${field}.${part}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality; the order of keys does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  return keys.length === Object.keys(b).filter((key) => b[key] !== undefined).length && keys.every((key) => isSame(a[key], b[key]));
}
