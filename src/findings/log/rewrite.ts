/** A JSON object of any shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither an array nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper nesting is refused: no tool needs it, and printing it would overflow the stack. */
const maximumDepth = 200;

/** Thrown when a log is nested too deeply. */
export class TooDeep extends Error {
  constructor() {
    super(`is nested deeper than ${maximumDepth} levels`);
  }
}

/** Returns the replacement of an object, or the object itself; `key` is its key in the parent, for array items the key of the array. */
export type Visit = (object: JsonObject, key: string) => JsonObject;

/**
 * Rewrites every object of a tree, outermost first, without changing the tree itself; unchanged objects are shared with the result.
 * Property bags are not visited.
 * @throws TooDeep when the tree is nested deeper than 200 levels
 */
export function rewrite<T>(tree: T, visit: Visit, key = ''): T {
  return rewriteValue(tree, visit, key, 0) as T;
}

function rewriteValue(value: unknown, visit: Visit, key: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maximumDepth) throw new TooDeep();
  if (Array.isArray(value)) return rewriteList(value, visit, key, depth);
  const visited = key === 'properties' ? (value as JsonObject) : visit(value as JsonObject, key);
  const visitBelow = key === 'properties' ? keep : visit;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(visited)) {
    const before = visited[name];
    const after = rewriteValue(before, visitBelow, visitBelow === keep ? 'properties' : name, depth + 1);
    if (after === before) continue;
    copy ??= { ...visited };
    copy[name] = after;
  }
  return copy ?? visited;
}

function rewriteList(list: readonly unknown[], visit: Visit, key: string, depth: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [index, before] of list.entries()) {
    const after = rewriteValue(before, visit, key, depth + 1);
    if (after === before) continue;
    copy ??= [...list];
    copy[index] = after;
  }
  return copy ?? list;
}

const keep: Visit = (object) => object;
