/** A JSON object of any shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Says whether a value is a JSON object: no list, no null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nesting beyond this is refused: no tool needs it, and printing it would end the process with a stack overflow. */
const maximumDepth = 200;

/** Thrown when a log is nested deeper than any tool nests. */
export class TooDeep extends Error {
  constructor() {
    super(`is nested deeper than ${maximumDepth} levels`);
  }
}

/** Gives an object's replacement, or the object itself; `key` is where the object stands, for list items the key of the list. */
export type Visit = (object: JsonObject, key: string) => JsonObject;

/**
 * Rewrites every object of a tree, outermost first, without touching the tree itself; what no visit changes is shared with the result.
 * Property bags belong to the tools and are left alone.
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
