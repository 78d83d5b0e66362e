import { decodeUri } from '../log/uri';

const scheme = /^([a-z][a-z0-9+.-]+):/i;

/** Whether a URI is not that of a file: `https://…`, `pkg:npm/…`. A drive letter is not a scheme. */
function isForeignUri(uri: string): boolean {
  const match = scheme.exec(uri);
  return match !== null && match[1]?.toLowerCase() !== 'file';
}

/**
 * Normalises the path of a source file: relative to the root that contains it, with `/`, without `./`, percent-encoded. Tools write
 * `file://` URIs, absolute paths, backslashes and unencoded spaces for the same file. Paths outside every root stay absolute; in URIs of
 * other schemes only invalid characters are encoded.
 */
export function normaliseUri(uri: string, roots: readonly string[]): string {
  if (uri === '' || isForeignUri(uri)) return uri.replace(notInUris, encode);
  const path = toPath(uri);
  const inside = roots.map((root) => tryMakeRelative(path, toPath(root))).filter((one) => one !== undefined);
  // The longest root leaves the shortest path.
  const shortest = inside.reduce((best, one) => (one.length < best.length ? one : best), path);
  return encode(shortest === '' ? '.' : shortest);
}

/** Characters that are invalid in a URI, and a percent sign without an escape. */
const notInUris = /%(?![0-9a-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/giu;

/** Resolves a path against a base (`uriBaseId`); an absolute path or URI is returned unchanged. */
export function joinUri(base: string, uri: string): string {
  if (scheme.test(uri) || /^[\\/]/.test(uri) || base === '') return uri;
  return `${base.replace(/\/$/, '')}/${uri}`;
}

function tryMakeRelative(path: string, root: string): string | undefined {
  if (root === '') return undefined;
  if (path === root) return '';
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** Decoded path with `/`, without `.`, `..` and empty segments where they can be resolved. */
function toPath(uri: string): string {
  const path = decodeUri(uri.replace(/\\/g, '/').replace(/^file:(?:\/\/[^/]*)?/i, '')).replace(/^\/([a-z]:(?:\/|$))/i, '$1');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '..' || !path.startsWith('/')) segments.push(segment);
  }
  return (path.startsWith('/') ? '/' : '') + segments.join('/');
}

function encode(path: string): string {
  try {
    return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
  } catch {
    return path;
  }
}
