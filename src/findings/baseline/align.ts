import { compareText } from '../log/text';
import type { Entry } from './entry';

/** Pairs equal findings: in order when none came or went, else first those that are followed by the same text. */
export function align(ours: readonly Entry[], theirs: readonly Entry[], pair: (ours: Entry, theirs: Entry) => void): void {
  const [left, right] = [inOrder(ours), inOrder(theirs)];
  const rest = left.length === right.length ? { left, right } : alignByText(left, right, pair);
  for (const [at, one] of rest.left.entries()) {
    const other = rest.right[at];
    if (other) pair(one, other);
  }
}

function alignByText(
  left: readonly Entry[],
  right: readonly Entry[],
  pair: (ours: Entry, theirs: Entry) => void,
): { left: readonly Entry[]; right: readonly Entry[] } {
  const byHash = groupBy([...right].reverse(), ({ lineHash }) => (lineHash ? [lineHash] : []));
  const used = new Set<Entry>();
  for (const one of left) {
    const other = one.lineHash ? byHash.get(one.lineHash)?.pop() : undefined;
    if (!other) continue;
    pair(one, other);
    used.add(one).add(other);
  }
  return { left: left.filter((one) => !used.has(one)), right: right.filter((one) => !used.has(one)) };
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length < 2) return entries;
  return [...entries].sort((a, b) => a.line - b.line || compareText(a.owner, b.owner) || a.index - b.index);
}

/** Groups entries by all of their keys. */
export function groupBy(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}
