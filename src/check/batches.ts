import type { ReadDocument } from '../reader';
import { definitionOf, nameOf, namesIn } from './references';

/** So many documents are checked at once without a thought of memory: they need some 6 KB each. */
const BATCH = 5000;

/**
 * Divides the documents of a large set into batches, each with everything that its documents refer to or that refers to them, so that
 * the rules see the same as in the whole set and need less memory.
 */
export function batchesOf(documents: readonly ReadDocument[]): readonly (readonly ReadDocument[])[] {
  if (documents.length <= BATCH) return [documents];
  const batches: ReadDocument[][] = [];
  let current: ReadDocument[] = [];
  for (const group of groupsOf(documents)) {
    if (current.length > 0 && current.length + group.length > BATCH) {
      batches.push(current);
      current = [];
    }
    current = current.length === 0 ? group : [...current, ...group];
  }
  return [...batches, current];
}

/** The documents that are connected by names, in the order of their first one. */
function groupsOf(documents: readonly ReadDocument[]): Iterable<ReadDocument[]> {
  const links = new Links(documents.length);
  const byName = new Map<string, number>();
  documents.forEach((document, at) => {
    for (const name of [nameOf(document), ...definitionOf(document)].filter((one) => one !== '')) {
      const first = byName.get(name);
      if (first === undefined) byName.set(name, at);
      else links.join(first, at);
    }
  });
  documents.forEach(({ manifest }, at) => {
    for (const name of namesIn(manifest)) {
      const target = byName.get(name);
      if (target !== undefined) links.join(target, at);
    }
  });
  const groups = new Map<number, ReadDocument[]>();
  documents.forEach((document, at) => {
    const root = links.rootOf(at);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [document]);
    else group.push(document);
  });
  return groups.values();
}

/** Which numbers belong together (union-find). */
class Links {
  private readonly parents: Int32Array;

  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, at) => at);
  }

  join(a: number, b: number): void {
    const [left, right] = [this.rootOf(a), this.rootOf(b)];
    this.parents[Math.max(left, right)] = Math.min(left, right);
  }

  rootOf(at: number): number {
    let root = at;
    while (this.parents[root] !== root) root = this.parents[root] ?? root;
    // the way becomes shorter for those who ask later
    for (let one = at; one !== root; ) {
      const next = this.parents[one] ?? root;
      this.parents[one] = root;
      one = next;
    }
    return root;
  }
}
