/** Returns the value in double quotes, cut at 80 characters so that a message stays one readable line. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : printed(value);
  return `"${text.length > 80 ? `${text.slice(0, 77)}...` : text}"`;
}

/** Returns the value as JSON; as a string where JSON cannot represent it (BigInt, cyclic values). */
function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** Returns at most five of the candidates, the most similar ones first, equally similar ones by name. */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  const ranked = [...new Set(candidates)].map((candidate) => ({
    candidate,
    distance: editDistance(name.slice(0, 64), candidate.slice(0, 64)),
  }));
  ranked.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, 5).map((entry) => entry.candidate);
}

/**
 * Returns the end of a message about an unknown name: the available names, and the likely intended one.
 * `suggestion('isues', ['issues'])` returns ` (available: issues); did you mean "issues"?`.
 */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const all = [...new Set(candidates)];
  if (all.length === 0) return ' (available: none)';
  const near = nearest(name, all);
  return ` (available: ${listed(near, all.length)})${meant(name, near)}`;
}

/**
 * Returns the end of a message about a value outside a closed set: the allowed values in their own order (of more than twelve, the
 * nearest five), and the likely intended one.
 * `expectedOneOf('Alwys', ['Always', 'Never'])` returns `; expected one of: Always, Never; did you mean "Always"?`.
 */
export function expectedOneOf(value: string, allowed: Iterable<string>): string {
  const all = [...new Set(allowed)];
  const near = nearest(value, all);
  return `; expected one of: ${listed(all.length > MAX_LISTED ? near : all, all.length)}${meant(value, near)}`;
}

const MAX_LISTED = 12;

function listed(names: readonly string[], total: number): string {
  return `${names.join(', ')}${total > names.length ? ` and ${total - names.length} more` : ''}`;
}

/** Returns the candidate that the name is likely a misspelling of; undefined if there is none. */
export function meantBy(name: string, candidates: Iterable<string>): string | undefined {
  return closeTo(name, nearest(name, candidates));
}

function meant(name: string, near: readonly string[]): string {
  const first = closeTo(name, near);
  return first === undefined ? '' : `; did you mean "${first}"?`;
}

function closeTo(name: string, [first]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const allowed = Math.max(1, Math.floor(Math.min(name.length, first.length) / 3));
  return editDistance(name.slice(0, 64), first.slice(0, 64)) <= allowed ? first : undefined;
}

/** The Levenshtein distance; swapping two neighbouring characters counts as one edit. */
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
