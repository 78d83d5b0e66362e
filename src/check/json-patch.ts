import { type Node, nodeOf, plainOf, textAt, tryFind } from './node';

/**
 * Applies a JSON patch to an object as kustomize does (evanphx/json-patch v4): RFC 6902, and negative indexes count from the end, and
 * `replace` adds a field that is missing.
 * @returns undefined when an operation cannot be applied, and kustomize therefore fails
 */
export function jsonPatch(base: Node, operations: Node): Node | undefined {
  if (!Array.isArray(operations.value)) return undefined;
  let current: Node | undefined = base;
  for (const operation of operations.value) {
    if (current === undefined) return undefined;
    current = apply(current, operation);
  }
  return current;
}

function apply(base: Node, operation: Node): Node | undefined {
  const op = textAt(operation, 'op');
  const path = pointer(textAt(operation, 'path'));
  const from = pointer(textAt(operation, 'from'));
  const value = tryFind(operation, 'value');
  if (path === undefined) return undefined;
  if (op === 'remove') return change(base, path, 'remove');
  if (op === 'test')
    return JSON.stringify(plainOf(find(base, path) ?? operation)) === JSON.stringify(value && plainOf(value)) ? base : undefined;
  if (op === 'add' || op === 'replace') return value && change(base, path, op, value);
  const moved = from && find(base, from);
  if (moved === undefined || from === undefined) return undefined;
  if (op === 'copy') return change(base, path, 'add', copyOf(moved, operation));
  const without = op === 'move' ? change(base, from, 'remove') : undefined;
  return without && change(without, path, 'add', moved);
}

/** A copy, whose parts have the place of the operation. */
function copyOf(node: Node, operation: Node): Node {
  return nodeOf(plainOf(node), () => operation.origin);
}

/** The keys of a JSON pointer; undefined when it is malformed. */
function pointer(text: string): readonly string[] | undefined {
  if (text === '') return [];
  if (!text.startsWith('/')) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(node: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((current, key) => {
    if (Array.isArray(current?.value)) return current.value[indexIn(key, current.value.length)];
    return tryFind(current, key);
  }, node);
}

type Change = 'add' | 'replace' | 'remove';

function change(node: Node, [key, ...rest]: readonly string[], op: Change, value?: Node): Node | undefined {
  if (key === undefined) return op === 'remove' ? undefined : value;
  if (rest.length > 0) {
    const inner = find(node, [key]);
    const changed = inner && change(inner, rest, op, value);
    return changed && withItem(node, key, changed);
  }
  return Array.isArray(node.value) ? inArray({ ...node, value: node.value }, key, op, value) : inMap(node, key, op, value);
}

function withItem(node: Node, key: string, item: Node): Node | undefined {
  const { value } = node;
  if (!Array.isArray(value)) return value instanceof Map ? { ...node, value: new Map(value).set(key, item) } : undefined;
  const index = indexIn(key, value.length);
  return { ...node, value: value.map((one, at) => (at === index ? item : one)) };
}

function inArray(node: Node & { readonly value: Node[] }, key: string, op: Change, value?: Node): Node | undefined {
  // a new item counts among the others
  const at = key === '-' && op === 'add' ? node.value.length : indexIn(key, node.value.length + (op === 'add' ? 1 : 0));
  if (at < 0 || at > node.value.length || (op !== 'add' && at === node.value.length)) return undefined;
  const items = [...node.value];
  if (op === 'remove') items.splice(at, 1);
  else if (value !== undefined) items.splice(at, op === 'add' ? 0 : 1, value);
  return { ...node, value: items };
}

/** The index that a key of a pointer names; -1 for none. */
function indexIn(key: string, length: number): number {
  if (!/^-?\d+$/.test(key)) return -1;
  return Number(key) < 0 ? Number(key) + length : Number(key);
}

function inMap(node: Node, key: string, op: Change, value?: Node): Node | undefined {
  if (!(node.value instanceof Map) || (op === 'remove' && !node.value.has(key))) return undefined;
  const items = new Map(node.value);
  if (op === 'remove') items.delete(key);
  else if (value !== undefined) items.set(key, value);
  return { ...node, value: items };
}
