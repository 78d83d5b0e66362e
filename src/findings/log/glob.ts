/**
 * Whether a path matches a pattern: `*` and `?` match within a name, `**` matches any folders. A pattern without a wildcard matches the file
 * or everything in the folder of that name. Takes time linear in the product of both lengths, whatever the pattern.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const clean = pattern.replace(/^\.?\/+/, '');
  if (!/[*?]/.test(clean)) return path === clean.replace(/\/+$/, '') || path.startsWith(`${clean.replace(/\/+$/, '')}/`);
  const whole = clean.endsWith('/') ? `${clean}**` : clean;
  return matchesAll(
    whole.split('/'),
    path.split('/'),
    (name, part) => name !== '**' && matchesText(name, part),
    (name) => name === '**',
  );
}

/** Whether a text matches a pattern in which `*` stands for any characters. */
export function matchesText(pattern: string, text: string): boolean {
  return matchesAll(
    [...pattern],
    [...text],
    (sign, character) => sign === '?' || (sign !== '*' && sign === character),
    (sign) => sign === '*',
  );
}

/** Matches a sequence with wildcards for any number of items. */
function matchesAll<T>(
  pattern: readonly T[],
  items: readonly T[],
  fits: (one: T, item: T) => boolean,
  isWildcard: (one: T) => boolean,
): boolean {
  let reached: readonly boolean[] = [true, ...items.map(() => false)];
  for (const one of pattern) {
    const next: boolean[] = new Array(items.length + 1).fill(false);
    const wild = isWildcard(one);
    for (const at of next.keys()) {
      const before = at > 0 ? items[at - 1] : undefined;
      if (wild) next[at] = reached[at] === true || next[at - 1] === true;
      else next[at] = before !== undefined && reached[at - 1] === true && fits(one, before);
    }
    reached = next;
  }
  return reached[items.length] === true;
}
