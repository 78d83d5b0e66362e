/** Value in double quotes, cut at 80 characters so that a message stays one readable line. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : printed(value);
  return `"${text.length > 80 ? `${text.slice(0, 77)}...` : text}"`;
}

/** As JSON, where the value has such a form: BigInt and values that hold themselves have none. */
function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** At most five of the candidates, nearest in spelling first, equals by name. */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  const ranked = [...new Set(candidates)].map((candidate) => ({
    candidate,
    distance: editDistance(name.slice(0, 64), candidate.slice(0, 64)),
  }));
  ranked.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, 5).map((entry) => entry.candidate);
}

/**
 * The end of a message about an unknown name: what there is, and the one that was likely meant.
 * `suggestion('isues', ['issues'])` gives ` (has: issues); did you mean "issues"?`.
 */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const all = [...new Set(candidates)];
  if (all.length === 0) return ' (it has none)';
  const near = nearest(name, all);
  const first = near[0] ?? '';
  const more = all.length > near.length ? ` and ${all.length - near.length} more` : '';
  const isClose = editDistance(name.slice(0, 64), first.slice(0, 64)) <= Math.max(1, Math.floor(Math.min(name.length, first.length) / 3));
  return ` (it has: ${near.join(', ')}${more})${isClose ? `; did you mean "${first}"?` : ''}`;
}

/** Levenshtein distance; a swap of neighbours counts as one. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
