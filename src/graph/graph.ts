/** Why one task waits for another: a reference to its result, or `runAfter`. */
export type EdgeKind = 'data' | 'order';

/** `to` starts after `from` has ended. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

/** The dependencies of tasks. Nodes are names; edges are sorted by `to`, then `from`. */
export interface Graph {
  readonly nodes: readonly string[];
  readonly edges: readonly Edge[];
}

/** The nodes in layers: everything that a node waits for is in an earlier layer. Nodes on a cycle, or after one, are left out. */
export function layers(graph: Graph): string[][] {
  const { waiting, next } = index(graph);
  const result: string[][] = [];
  let layer = graph.nodes.filter((node) => waiting.get(node) === 0).sort();
  while (layer.length > 0) {
    result.push(layer);
    const following: string[] = [];
    for (const node of layer) {
      for (const after of next.get(node) ?? []) {
        const left = (waiting.get(after) ?? 0) - 1;
        waiting.set(after, left);
        if (left === 0) following.push(after);
      }
    }
    layer = following.sort();
  }
  return result;
}

/**
 * Returns a cycle, from its alphabetically first node back to it, or undefined when there is none. Which of several is found
 * depends on the graph alone, not on the order of its edges.
 */
export function tryFindCycle(graph: Graph): string[] | undefined {
  const ordered = nodesBeforeCycles(graph);
  if (ordered.size === graph.nodes.length) return undefined;
  const { previous } = index(graph);
  const start = graph.nodes.filter((node) => !ordered.has(node)).sort()[0];
  const way: string[] = [];
  const position = new Map<string, number>();
  // a node that is not ordered always has such a predecessor, so the walk back must meet itself
  for (let node: string | undefined = start; node !== undefined; node = previous.get(node)?.find((before) => !ordered.has(before))) {
    const seen = position.get(node);
    if (seen !== undefined) return fromFirst(way.slice(seen).reverse());
    position.set(node, way.length);
    way.push(node);
  }
  return undefined;
}

/** The nodes that are not on a cycle, nor after one. */
function nodesBeforeCycles(graph: Graph): ReadonlySet<string> {
  const { waiting, next } = index(graph);
  // iterating a set includes items that are added meanwhile
  const ordered = new Set(graph.nodes.filter((node) => waiting.get(node) === 0));
  for (const node of ordered) {
    for (const after of next.get(node) ?? []) {
      const left = (waiting.get(after) ?? 0) - 1;
      waiting.set(after, left);
      if (left === 0) ordered.add(after);
    }
  }
  return ordered;
}

function fromFirst(cycle: readonly string[]): string[] {
  const first = [...cycle].sort()[0] ?? '';
  const at = cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at), first];
}

function index(graph: Graph): { waiting: Map<string, number>; next: Map<string, string[]>; previous: Map<string, string[]> } {
  const waiting = new Map<string, number>(graph.nodes.map((node) => [node, 0]));
  const next = new Map<string, string[]>();
  const previous = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    if (!waiting.has(from) || !waiting.has(to)) continue;
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    push(next, from, to);
    push(previous, to, from);
  }
  return { waiting, next, previous };
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
