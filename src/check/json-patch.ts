import { expectedOneOf, quoted } from '../diagnostics';
import { type Node, nodeOf, plainOf, textAt, tryFind } from './node';

/** Why kustomize cannot apply an operation. */
export interface Obstacle {
  /** The operation, or the key of it that is wrong. */
  readonly at: Node;
  /** What is wrong, and what is there. */
  readonly message: string;
  readonly fix: string;
  /** The pointer that leads nowhere, if that is what is wrong. */
  readonly pointer?: string;
}

/** The object that a patch makes, or why it cannot be made. */
export type Patched = { readonly node: Node } | { readonly obstacle: Obstacle };

/**
 * Applies a JSON patch to an object as kustomize does (evanphx/json-patch v4): RFC 6902, and negative indexes count from the end,
 * `replace` adds a field that is missing, a value that is missing is null, and objects always have annotations.
 */
export function jsonPatch(base: Node, operations: Node): Patched {
  let node = withAnnotations(base);
  for (const operation of Array.isArray(operations.value) ? operations.value : []) {
    const done = apply(node, operation);
    if ('obstacle' in done) return done;
    node = done.node;
  }
  const lost = ['kind', 'name'].find((key) => textAt(node, ...(key === 'name' ? ['metadata', key] : [key])) === '');
  if (lost !== undefined)
    return { obstacle: { at: operations, message: `the object has no ${lost} afterwards`, fix: 'keep it', pointer: '/metadata' } };
  return { node: tryFind(base, 'metadata', 'annotations') === undefined ? withoutEmptyAnnotations(node) : node };
}

const OPS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];
/** Operations that can take the whole object. */
const WHOLE: ReadonlySet<string> = new Set(['test', 'replace']);
const READS: ReadonlySet<string> = new Set(['move', 'copy']);

function apply(base: Node, operation: Node): Patched {
  const op = textAt(operation, 'op');
  const problem = (message: string, fix: string, key?: string, pointer?: string): Patched => ({
    obstacle: {
      at: (key === undefined ? undefined : tryFind(operation, key)) ?? operation,
      message,
      fix,
      ...(pointer !== undefined && { pointer }),
    },
  });
  if (!OPS.includes(op)) {
    return problem(op === '' ? 'the operation has no op' : `unknown op ${quoted(op)}`, expectedOneOf(op, OPS).replace(/^; /, ''), 'op');
  }
  for (const key of READS.has(op) ? ['from', 'path'] : ['path']) {
    const read = tryFind(operation, key)?.value;
    const advice = 'write a JSON pointer such as /spec/steps/0';
    if (typeof read !== 'string') return problem(`the operation ${op} has no ${key}`, advice, key);
    if (!read.includes('/') && !(read === '' && WHOLE.has(op)))
      return problem(`${quoted(read)} leads to no part of the object`, advice, key);
  }
  if (op === 'test' && tryFind(operation, 'value') === undefined)
    return problem('the operation test has no value', 'write the expected value');
  const value = tryFind(operation, 'value') ?? { origin: operation.origin, value: null };
  const text = textAt(operation, 'path');
  const path = pointer(text);
  const miss = (step: DeadEnd, key = 'path') => problem(step.message, step.fix, key, textAt(operation, key));
  if (op === 'test') {
    const actual = at(base, path, 'read');
    if ('message' in actual) return miss(actual);
    const [found, expected] = [actual.node === undefined ? null : plainOf(actual.node), plainOf(value)];
    if (JSON.stringify(sorted(found)) === JSON.stringify(sorted(expected))) return { node: base };
    return problem(
      `${text} is ${shown(found)}, not ${shown(expected)}`,
      'the operation test stops the build when the values differ',
      'value',
      text,
    );
  }
  if (op === 'add' || op === 'replace' || op === 'remove') return changed(base, path, op, value);
  const from = pointer(textAt(operation, 'from'));
  const source = at(base, from, op === 'move' ? 'remove' : 'read');
  if ('message' in source) return miss(source, 'from');
  const rest = op === 'move' ? changed(base, from, 'remove', value) : { node: base };
  if ('obstacle' in rest) return rest;
  const moved = source.node ?? { origin: operation.origin, value: null };
  return changed(rest.node, path, 'add', op === 'move' ? moved : copyOf(moved, operation));

  function changed(node: Node, keys: readonly string[], how: 'add' | 'replace' | 'remove', put: Node): Patched {
    const step = at(node, keys, how);
    return 'message' in step ? miss(step) : { node: change(node, keys, how, put) };
  }
}

/** A copy, whose parts have the place of the operation. */
function copyOf(node: Node, operation: Node): Node {
  return nodeOf(plainOf(node), () => operation.origin);
}

/** The keys of a JSON pointer. What stands before its first slash has no meaning. */
function pointer(text: string): readonly string[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

interface DeadEnd {
  readonly message: string;
  readonly fix: string;
}

type How = 'read' | 'add' | 'replace' | 'remove';

/** What is at a path; undefined for a key that is missing. Says why the path cannot be read, extended or removed. */
function at(base: Node, path: readonly string[], how: How): { readonly node: Node | undefined } | DeadEnd {
  const last = path.at(-1);
  if (last === undefined) return { node: base };
  let node = base;
  for (const [depth, key] of path.slice(0, -1).entries()) {
    const next = childOf(node, key);
    const here = `/${path.slice(0, depth + 1).join('/')}`;
    if (Array.isArray(node.value) && next === undefined) return noItem(path.slice(0, depth), key, node.value.length);
    if (next === undefined || next.value === null)
      return { message: `${here} does not exist`, fix: `correct the path, or add ${here} first` };
    if (!Array.isArray(next.value) && !(next.value instanceof Map))
      return { message: `${here} is ${shown(next.value)}, which has no parts`, fix: 'correct the path' };
    node = next;
  }
  if (Array.isArray(node.value)) {
    if (how === 'add' && last === '-') return { node: undefined };
    const index = indexIn(last, node.value.length + (how === 'add' ? 1 : 0));
    if (index < 0 || index >= node.value.length + (how === 'add' ? 1 : 0)) return noItem(path.slice(0, -1), last, node.value.length);
    return { node: node.value[index] };
  }
  const found = childOf(node, last);
  if (how === 'remove' && found === undefined)
    return { message: `/${path.join('/')} does not exist`, fix: 'correct the path, or leave the operation out' };
  return { node: found };
}

function noItem(path: readonly string[], key: string, length: number): DeadEnd {
  const have = length === 1 ? 'one item' : `${length} items`;
  return {
    message: `/${path.join('/')} has ${have}, and no item ${quoted(key)}`,
    fix: 'the first item is 0, the last one is -1, and "-" is behind it',
  };
}

function childOf(node: Node, key: string): Node | undefined {
  if (Array.isArray(node.value)) return node.value[indexIn(key, node.value.length)];
  return tryFind(node, key);
}

/** Changes what is at a path that `at` has found. */
function change(node: Node, [key, ...rest]: readonly string[], how: How, put: Node): Node {
  const { value } = node;
  if (key === undefined) return put;
  if (rest.length > 0) {
    const inner = childOf(node, key);
    if (inner === undefined) return node;
    const changed = change(inner, rest, how, put);
    if (!Array.isArray(value)) return value instanceof Map ? { ...node, value: new Map(value).set(key, changed) } : node;
    const index = indexIn(key, value.length);
    return { ...node, value: value.map((one, at) => (at === index ? changed : one)) };
  }
  if (value instanceof Map) {
    const items = new Map(value);
    if (how === 'remove') items.delete(key);
    else items.set(key, put);
    return { ...node, value: items };
  }
  if (!Array.isArray(value)) return node;
  const items = [...value];
  const index = key === '-' ? items.length : indexIn(key, items.length + (how === 'add' ? 1 : 0));
  if (how === 'remove') items.splice(index, 1);
  else items.splice(index, how === 'add' ? 0 : 1, put);
  return { ...node, value: items };
}

/** The index that a key of a pointer names, as Go reads integers; -1 for none. */
function indexIn(key: string, length: number): number {
  if (!/^[+-]?\d+$/.test(key)) return -1;
  return Number(key) < 0 ? Number(key) + length : Number(key);
}

function withAnnotations(base: Node): Node {
  const metadata = tryFind(base, 'metadata');
  if (!(metadata?.value instanceof Map) || metadata.value.has('annotations') || !(base.value instanceof Map)) return base;
  const annotations = { origin: metadata.origin, value: new Map<string, Node>() };
  return {
    ...base,
    value: new Map(base.value).set('metadata', { ...metadata, value: new Map(metadata.value).set('annotations', annotations) }),
  };
}

function withoutEmptyAnnotations(node: Node): Node {
  const annotations = tryFind(node, 'metadata', 'annotations')?.value;
  return annotations instanceof Map && annotations.size === 0 ? change(node, ['metadata', 'annotations'], 'remove', node) : node;
}

/** A value whose objects have their keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

const MAX_SHOWN = 60;

function shown(value: unknown): string {
  const text = value instanceof Map ? 'an object' : (JSON.stringify(value) ?? 'nothing');
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
