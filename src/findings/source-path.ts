const scheme = /^([a-z][a-z0-9+.-]+):/i;

/** Says whether a URI leads elsewhere than to a file: `https://…`, `pkg:npm/…`. A drive letter is no scheme. */
function isForeignUri(uri: string): boolean {
  const match = scheme.exec(uri);
  return match !== null && match[1]?.toLowerCase() !== 'file';
}

/**
 * One spelling for one source file: relative to the root that holds it, with `/`, without `./`, percent-encoded. Tools write
 * `file://` URIs, absolute paths, backslashes and unencoded spaces for the same file. Paths outside every root stay absolute, URIs of
 * other schemes stay as they are, but for signs that no URI may have.
 */
export function normaliseUri(uri: string, roots: readonly string[]): string {
  if (uri === '' || isForeignUri(uri)) return uri.replace(notInUris, encode);
  const path = toPath(uri);
  const inside = roots.map((root) => tryMakeRelative(path, toPath(root))).filter((one) => one !== undefined);
  // The longest root leaves the shortest path.
  const shortest = inside.reduce((best, one) => (one.length < best.length ? one : best), path);
  return encode(shortest === '' ? '.' : shortest);
}

/** Signs that no URI may have, and a percent sign that begins no escape. */
const notInUris = /%(?![0-9a-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/giu;

/** Joins a base and what is relative to it, as `uriBaseId` asks; an absolute path or a URI stands for itself. */
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
  const path = decode(uri.replace(/\\/g, '/').replace(/^file:(?:\/\/[^/]*)?/i, '')).replace(/^\/([a-z]:(?:\/|$))/i, '$1');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '..' || !path.startsWith('/')) segments.push(segment);
  }
  return (path.startsWith('/') ? '/' : '') + segments.join('/');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function encode(path: string): string {
  try {
    return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
  } catch {
    return path;
  }
}
