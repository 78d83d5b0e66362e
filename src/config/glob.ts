/** Whether a path fits a pattern: `*` and `?` stand for signs of a name, `**` for any folders. A pattern without a slash fits names anywhere. */
export function fits(path: string, pattern: string): boolean {
  const whole = pattern.includes('/') ? pattern.replace(/^\.?\//, '').replace(/\/$/, '/**') : `**/${pattern}`;
  return new RegExp(`^${whole.split('/').map(partOf).join('').replace(/\/$/, '')}$`).test(path);
}

function partOf(part: string, at: number, parts: readonly string[]): string {
  const isLast = at === parts.length - 1;
  if (part === '**') return isLast ? '.+' : '(?:[^/]+/)*';
  const signs = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return isLast ? signs : `${signs}/`;
}
