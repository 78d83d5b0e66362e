import type { Graph } from './graph';

/** Finds out whether one node waits for another, directly or through others. */
export class Reach {
  private readonly previous = new Map<string, string[]>();
  private steps = 0;

  /** @param limit - the number of edges that all calls together may visit; after that `waitsFor` always returns true */
  constructor(
    graph: Graph,
    private readonly limit: number,
  ) {
    for (const { from, to } of graph.edges) {
      const known = this.previous.get(to);
      if (known === undefined) this.previous.set(to, [from]);
      else known.push(from);
    }
  }

  waitsFor(node: string, other: string): boolean {
    const seen = new Set<string>();
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const before = this.previous.get(at) ?? [];
      this.steps += before.length;
      if (this.steps > this.limit || before.includes(other)) return true;
      for (const next of before) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  }
}
