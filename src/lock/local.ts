import { dirname, relative, resolve, sep } from 'node:path';
import { lockChanges } from './changes';
import { printDeclarations } from './declarations';
import { entryOf, type LockEntry, type LockedKind, type SurfaceSpec } from './entry';

/** The start of the keys of local files in tekwire.lock; the path relative to its folder follows. */
export const FILE = 'file:';

/** The key of a file, which does not depend on the working directory. */
export function fileKey(lock: string, path: string): string {
  return `${FILE}${relative(dirname(resolve(lock)), resolve(path))
    .split(sep)
    .join('/')}`;
}

/** The lock entry of a local file: its interface only, so that a changed script or description does not change it. `hash` makes the digest. */
export function localEntry(kind: LockedKind, name: string, spec: SurfaceSpec, hash: (text: string) => string): LockEntry {
  const reference = { resolver: 'file', params: {} };
  const { params, results, workspaces } = entryOf({ kind, name, digest: '', reference }, spec);
  const lists = { params: undescribed(params), results: undescribed(results), workspaces: undescribed(workspaces) };
  return { kind, name, digest: `sha256:${hash(JSON.stringify(lists))}`, reference, ...lists };
}

/** What the compiler does not know of a local file that has changed, a line for each difference; none when its types are the same. */
export function staleTypes(key: string, locked: LockEntry, kind: LockedKind, spec: SurfaceSpec): string[] {
  const { name, digest } = locked;
  const fresh = { ...localEntry(kind, name, spec, () => ''), digest };
  const [before, now] = [locked, fresh].map((entry) => ({ objects: { [key]: entry }, images: {} }));
  if (before === undefined || now === undefined || printDeclarations(before) === printDeclarations(now)) return [];
  return lockChanges(before, now).map((line) => line.replace(`~ ${key}: `, ''));
}

/**
 * The locked files whose types the compiler may take for a path that a program writes: it cannot know the folder of the program, so any of
 * which the path is the end.
 */
export function filesLike(path: string, objects: Readonly<Record<string, LockEntry>>, kind: LockedKind): string[] {
  const end = path
    .split(sep)
    .join('/')
    .replace(/^(?:\.\.?\/)+/, '');
  const keys = Object.keys(objects).filter((key) => objects[key]?.kind === kind);
  return keys.filter((key) => key === `${FILE}${end}` || (key.startsWith(FILE) && key.endsWith(`/${end}`)));
}

function undescribed<T extends { readonly description?: string }>(list: readonly T[]): readonly T[] {
  return list.map(({ description: _, ...rest }) => rest as unknown as T);
}
