import { isObject, type JsonObject } from '../log/rewrite';

/** The arrays of a run that results refer to by index, and whether SARIF allows duplicates in them. */
const tables = {
  addresses: 'repeated',
  artifacts: 'distinct',
  graphs: 'distinct',
  invocations: 'repeated',
  logicalLocations: 'distinct',
  results: 'repeated',
  threadFlowLocations: 'distinct',
  webRequests: 'distinct',
  webResponses: 'distinct',
} as const;

/** Two joined arrays, and the new indexes of the second array's items. */
export interface JoinedTable {
  readonly items: readonly unknown[];
  readonly positions: readonly number[];
}

/** Whether results refer to items of an array by index. */
export function isTable(name: string): name is keyof typeof tables {
  return Object.hasOwn(tables, name);
}

/** The tables of two runs, joined. */
export function joinTables(first: JsonObject, second: JsonObject): ReadonlyMap<string, JoinedTable> {
  const joined = Object.entries(tables).map(([name, kind]) => [name, joinTable(listOf(first[name]), listOf(second[name]), kind)] as const);
  return new Map(joined);
}

/** Appends the second array to the first; duplicates are not added to a `distinct` array. */
export function joinTable(first: readonly unknown[], second: readonly unknown[], kind: 'distinct' | 'repeated'): JoinedTable {
  const items: unknown[] = [];
  const known = new Map<string, number>();
  const add = (item: unknown): number => {
    const key = kind === 'distinct' && !hasParent(item) ? JSON.stringify(item) : undefined;
    const at = key === undefined ? undefined : known.get(key);
    if (at !== undefined) return at;
    if (key !== undefined) known.set(key, items.length);
    return items.push(item) - 1;
  };
  items.push(...first);
  if (kind === 'distinct') for (const [at, item] of first.entries()) if (!hasParent(item)) known.set(JSON.stringify(item), at);
  return { items, positions: second.map(add) };
}

/** Items that refer to a parent by index are not compared, since the parents may differ. */
function hasParent(item: unknown): boolean {
  return isObject(item) && typeof item.parentIndex === 'number' && item.parentIndex >= 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
