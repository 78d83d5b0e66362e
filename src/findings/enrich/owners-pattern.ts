import { matchesPath } from '../log/glob';

/**
 * Whether a path matches a pattern of CODEOWNERS, which follows .gitignore: with a slash in the middle or at the start it is relative to the
 * repository, else it matches at any depth; a folder's name matches everything below; `docs/*` matches files directly in it only.
 */
export function matchesOwnersPattern(pattern: string, path: string): boolean {
  if (pattern === '*') return true;
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const isFolder = pattern.endsWith('/');
  const roots = isAnchored ? [bare] : [bare, `**/${bare}`];
  const last = bare.split('/').at(-1) ?? '';
  const below = last.includes('*') && last !== '**' && isAnchored ? [] : roots.map((root) => `${root}/**`);
  const whole = isFolder ? [] : roots;
  return [...whole, ...below].some((one) => (/[*?]/.test(one) ? matchesPath(one, path) : one === path));
}
