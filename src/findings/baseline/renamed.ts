import { compareText } from '../log/text';
import { align, groupBy } from './align';
import type { Entry } from './entry';

/** Whether a file is among the sources; undefined when the sources are not at hand. */
export type FileExists = (path: string) => boolean | undefined;

/** The most findings of equal rule and content that are searched for the former path of a file. */
const maximumSearched = 1000;

interface Sides {
  readonly current: readonly Entry[];
  readonly baseline: readonly Entry[];
  readonly fileExists: FileExists;
  readonly unpaired: (entries: readonly Entry[]) => readonly Entry[];
  readonly pair: (ours: Entry, theirs: Entry) => void;
}

/**
 * Pairs the findings of files that were renamed or moved. A file counts as renamed when its old path has no findings now, its new path had no findings
 * before, and at least half of its findings have the same rule and content: with the same file name one is enough, with another name two.
 */
export function pairRenamed({ current, baseline, fileExists, unpaired, pair }: Sides): void {
  const vanished = onlyIn(unpaired(baseline), current);
  const appeared = onlyIn(unpaired(current), baseline);
  if (vanished.size === 0 || appeared.size === 0) return;
  const byContent = groupBy([...vanished.values()].flat(), (entry) => [...contentsOf(entry), ...namedContentsOf(entry)]);
  const used = new Set<string>();
  for (const [path, ours] of [...appeared].sort(([left], [right]) => compareText(left, right))) {
    const old = findFormerPath(path, ours, byContent, vanished, used);
    if (old === undefined || fileExists(old) === true) continue;
    used.add(old);
    const theirs = groupBy(vanished.get(old) ?? [], contentsOf);
    for (const [content, group] of groupBy(ours, contentsOf)) align(group, theirs.get(content) ?? [], pair);
  }
}

/** The findings of the files that have findings on this side only. */
function onlyIn(entries: readonly Entry[], others: readonly Entry[]): Map<string, Entry[]> {
  const there = new Set(others.map(({ path }) => path));
  return groupBy(entries, ({ path }) => (path === '' || there.has(path) ? [] : [path]));
}

function contentsOf({ content }: Entry): readonly string[] {
  return content === undefined ? [] : [content];
}

/** The former path of a file: that with the most findings in common, then with the longest common end. */
function findFormerPath(
  path: string,
  ours: readonly Entry[],
  byContent: ReadonlyMap<string, readonly Entry[]>,
  vanished: ReadonlyMap<string, readonly Entry[]>,
  used: ReadonlySet<string>,
): string | undefined {
  const common = new Map<string, Set<string>>();
  for (const one of ours) {
    const [content = '', named = ''] = [...contentsOf(one), ...namedContentsOf(one)];
    const alike = byContent.get(named) ?? byContent.get(content) ?? [];
    for (const { path: old } of alike.slice(0, maximumSearched)) common.set(old, (common.get(old) ?? new Set<string>()).add(content));
  }
  const candidates = [...common].flatMap(([old, contents]) => {
    const theirs = new Set((vanished.get(old) ?? []).flatMap(contentsOf)).size;
    const isLikely = 2 * contents.size >= theirs && (nameOf(old) === nameOf(path) || contents.size > 1);
    return used.has(old) || !isLikely ? [] : [{ old, rank: [contents.size, commonEnd(old, path)] as const }];
  });
  candidates.sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1] || compareText(a.old, b.old));
  return candidates[0]?.old;
}

function namedContentsOf(entry: Entry): readonly string[] {
  return contentsOf(entry).map((content) => `${nameOf(entry.path)}\0${content}`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The number of folders and names that two paths have in common at their ends. */
function commonEnd(left: string, right: string): number {
  const [a, b] = [left.split('/').reverse(), right.split('/').reverse()];
  const differs = a.findIndex((name, at) => name !== b[at]);
  return differs < 0 ? a.length : differs;
}
