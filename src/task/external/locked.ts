import { suggestion } from '../../diagnostics';
import { type LockEntry, type LockedKind, lockCommand, lockPath, tryReadLock } from '../../lock';
import type { RemoteObject } from '../../rules';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import { surfaceOf, type TaskSurface } from '../surface';
import { type AnySurface, compareNeeds, compareSurface, declaredSurface } from './declared-surface';
import type { Resolver } from './resolver';

declare global {
  /** Surfaces of what is in tekwire.lock, by address. Filled by the `tekwire.lock.d.ts` that `tekwire lock` writes. */
  interface TekwireLock {}
}

/** Where a remote object is locked, and what else Tekton needs to fetch it. */
export interface LockOptions {
  /** Path of the lock file. @default - `tekwire.lock` beside the nearest package.json, upwards from the working directory */
  readonly lock?: string;
  /** More params of the resolver, as `{ gitToken: 'name-of-a-secret' }`; those that are locked cannot be changed. @default - none */
  readonly resolverParams?: Readonly<Record<string, string>>;
}

/** How a remote Task or Pipeline is called, and where it is locked. */
export interface FromUrlOptions extends LockOptions {
  /** Name in pipelines. @default - that of the object when it was locked */
  readonly name?: string;
}

/** Addresses in tekwire.lock of objects of a kind. */
export type LockedAddress<K extends LockedKind> = {
  [U in keyof TekwireLock]: TekwireLock[U] extends { readonly kind: K } ? U : never;
}[keyof TekwireLock];

/** The surface that is locked for an address. */
export type LockedSurface<U> = U extends keyof TekwireLock
  ? TekwireLock[U] extends TaskSurface<
      infer P extends ParamDeclarations,
      infer R extends ResultDeclarations,
      infer W extends WorkspaceDeclarations
    >
    ? { readonly params: P; readonly results: R; readonly workspaces: W }
    : never
  : never;

/** What a lock file knows of a remote object. */
export interface LockedObject {
  readonly name: string;
  readonly surface: AnySurface;
  /** The same as the manifest of the object would list it. */
  readonly spec: RemoteObject['spec'];
  /** How Tekton fetches it, pinned as far as the resolver can. */
  readonly resolver: Resolver<never>;
}

/**
 * Finds what is locked for an address.
 * @throws Error when it is not locked or of another kind, or when the program's surface is not the locked one
 */
export function findLocked(kind: LockedKind, address: string, options: LockOptions & Partial<AnySurface>): LockedObject {
  const entry = findEntry(kind, address, options.lock ?? lockPath());
  const surface = declaredSurface(entry);
  const { params, results, workspaces } = options;
  if (params !== undefined || results !== undefined || workspaces !== undefined) {
    compareSurface(() => address, surface, options);
    compareNeeds(address, surface, surfaceOf(options, { name: address }));
  }
  // the declarations that are locked have the defaults and descriptions that a program need not repeat
  return { name: entry.name, surface, spec: entry, resolver: resolverOf(address, entry, options.resolverParams ?? {}) };
}

function findEntry(kind: LockedKind, address: string, path: string): LockEntry {
  const lock = tryReadLock(path);
  const entry = lock !== undefined && Object.hasOwn(lock.objects, address) ? lock.objects[address] : undefined;
  if (entry === undefined) {
    const what =
      lock === undefined ? `there is no ${path}` : `${path} has no entry for "${address}"${suggestion(address, Object.keys(lock.objects))}`;
    throw new Error(`${what}; run ${lockCommand(address)}`);
  }
  if (entry.kind === kind) return entry;
  throw new Error(`"${address}" is the ${entry.kind} "${entry.name}", not a ${kind}; use ${entry.kind}.fromUrl`);
}

function resolverOf(
  address: string,
  { reference: { resolver, params } }: LockEntry,
  more: Readonly<Record<string, string>>,
): Resolver<never> {
  const fixed = Object.keys(more).find((name) => Object.hasOwn(params, name));
  if (fixed === undefined) return { resolver, params: { ...params, ...more } };
  throw new Error(`"${address}": the param "${fixed}" of the resolver is locked as "${params[fixed]}"; leave it out of resolverParams`);
}
