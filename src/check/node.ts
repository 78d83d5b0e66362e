import type { ReadDocument } from '../reader';

/** Where a part of an object was written. */
export interface Origin {
  readonly document: ReadDocument;
  readonly field: readonly (string | number)[];
  /** The line and column of an inline patch within the string at the field. @default - the field itself */
  readonly at?: { readonly line: number; readonly column: number };
}

/** A value with the place where each of its parts was written. */
export interface Node {
  readonly origin: Origin;
  readonly value: string | number | boolean | null | Map<string, Node> | Node[];
}

/** Returns the value as a node; `originOf` gives the place of a part. Deep values, which no object of Tekton has, are cut. */
export function nodeOf(
  value: unknown,
  originOf: (field: readonly (string | number)[]) => Origin,
  field: readonly (string | number)[] = [],
): Node {
  const origin = originOf(field);
  if (field.length > MAX_DEPTH || typeof value !== 'object' || value === null) return { origin, value: (value ?? null) as string | null };
  if (Array.isArray(value)) return { origin, value: value.map((item, at) => nodeOf(item, originOf, [...field, at])) };
  return { origin, value: new Map(Object.entries(value).map(([key, item]) => [key, nodeOf(item, originOf, [...field, key])])) };
}

const MAX_DEPTH = 100;

/** The plain value of a node. */
export function plainOf({ value }: Node): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item)]));
  return Array.isArray(value) ? value.map(plainOf) : value;
}

/** The node at a field path, or the nearest one above it, with the rest of the path. */
export function nearestNode(
  node: Node,
  field: readonly (string | number)[],
): { readonly node: Node; readonly rest: readonly (string | number)[] } {
  let current = node;
  for (const [at, part] of field.entries()) {
    const { value } = current;
    const next = value instanceof Map ? value.get(String(part)) : Array.isArray(value) ? value[Number(part)] : undefined;
    if (next === undefined) return { node: current, rest: field.slice(at) };
    current = next;
  }
  return { node: current, rest: [] };
}

/** The node at a path of keys; undefined when there is none. */
export function tryFind(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>((current, key) => (current?.value instanceof Map ? current.value.get(key) : undefined), node);
}

/** The string at a path of keys; empty when there is none. */
export function textAt(node: Node, ...keys: readonly string[]): string {
  const value = tryFind(node, ...keys)?.value;
  return typeof value === 'string' ? value : '';
}
