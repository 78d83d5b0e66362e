import { suggestion } from '../diagnostics';
import { type LockEntry, lockPath, tryReadLock } from '../lock';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { type AnySurface, compareNeeds, compareSurface, declaredSurface } from './declared-surface';
import { surfaceOf, type TaskSurface } from './surface';
import { resolvedTask, type TaskReference } from './task-reference';

declare global {
  /** Surfaces of the remote Tasks in tekwire.lock, by URL. Filled by the `tekwire.lock.d.ts` that `tekwire lock` writes. */
  interface TekwireLock {}
}

/** How a remote Task is called, and where it is locked. */
export interface FromUrlOptions {
  /** Name in pipelines. @default - that of the Task when it was locked */
  readonly name?: string;
  /** Path of the lock file. @default - `tekwire.lock` beside the nearest package.json, upwards from the working directory */
  readonly lock?: string;
}

/** The remote Task of a URL in tekwire.lock. */
export type LockedTask<U extends keyof TekwireLock> =
  TekwireLock[U] extends TaskSurface<infer P, infer R, infer W> ? TaskReference<P, R, W> : never;

/** The Task that is locked for a URL, fetched by Tekton's http resolver and refused by it when its digest differs. */
export function lockedTask(
  url: string,
  options: FromUrlOptions & Partial<AnySurface>,
): TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations> {
  const path = options.lock ?? lockPath();
  const entry = findEntry(url, path);
  const found = declaredSurface(entry);
  const { params, results, workspaces, rbac, name = entry.name } = options;
  if (params !== undefined || results !== undefined || workspaces !== undefined) {
    compareSurface(url, found, options);
    compareNeeds(url, found, surfaceOf(options));
  }
  // the declarations that are locked have the defaults and descriptions that a program need not repeat
  return resolvedTask({ http: { url, digest: entry.digest } }, { ...found, rbac, name });
}

function findEntry(url: string, path: string): LockEntry {
  const lock = tryReadLock(path);
  const entry = lock !== undefined && Object.hasOwn(lock, url) ? lock[url] : undefined;
  if (entry !== undefined) return entry;
  const what = lock === undefined ? `there is no ${path}` : `${path} has no entry for "${url}"${suggestion(url, Object.keys(lock))}`;
  throw new Error(`${what}; run npx tekwire lock ${url}`);
}
