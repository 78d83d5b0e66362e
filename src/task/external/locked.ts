import { suggestion, TekwireError, throwAll } from '../../diagnostics';
import { FILE, type LockEntry, type LockedKind, lockCommand, lockPath, tryReadLock } from '../../lock';
import type { RemoteObject } from '../../rules';
import { refuse } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import { surfaceOf, type TaskSurface } from '../surface';
import { type AnySurface, declaredSurface, needErrors, surfaceErrors } from './declared-surface';
import type { Resolver } from './resolver';

declare global {
  /** Interfaces in tekwire.lock, by address. Filled by the `tekwire.lock.d.ts` that `tekwire lock` writes. */
  interface TekwireLock {}
}

/** Where a remote object is locked, and further params for its resolver. */
export interface LockOptions {
  /** Path of the lock file. @default - `tekwire.lock` beside the nearest package.json, upwards from the working directory */
  readonly lock?: string;
  /** Further params of the resolver, such as `{ gitToken: 'name-of-a-secret' }`; locked params cannot be changed. @default - none */
  readonly resolverParams?: Readonly<Record<string, string>>;
}

/** Options of `fromUrl` of a Task or Pipeline. */
export interface FromUrlOptions extends LockOptions {
  /** Name in pipelines. @default - the name of the object when it was locked */
  readonly name?: string;
}

/** The addresses of a kind in tekwire.lock. */
export type LockedAddress<K extends LockedKind> = Exclude<LockedKey<K>, `file:${string}`>;

/** The keys of a kind in tekwire.lock: addresses, and local files. */
type LockedKey<K extends LockedKind> = {
  [U in keyof TekwireLock]: TekwireLock[U] extends { readonly kind: K } ? U : never;
}[keyof TekwireLock];

/** A path without the dots at its beginning. */
type PathEnd<F extends string> = F extends `./${infer E}` | `../${infer E}` ? PathEnd<E> : F;

/** The type when it is not a union of several, which a path can mean when files in several folders have its name. */
type Single<U, V = U> = [U] extends [never] ? never : U extends V ? ([V] extends [U] ? U : never) : never;

/** The key of the local file that a path can mean: the compiler does not know the folder of the program. */
type FileKey<K extends LockedKind, F extends string> = Single<Extract<LockedKey<K>, `file:${PathEnd<F>}` | `file:${string}/${PathEnd<F>}`>>;

/** A path of a local file in tekwire.lock; never, when it is not locked. */
export type LockedPath<K extends LockedKind, F extends string> = string extends F ? never : [FileKey<K, F>] extends [never] ? never : F;

/** The interface that is locked for the local file at a path. */
export type FileSurface<K extends LockedKind, F extends string> = LockedSurface<FileKey<K, F>>;

/** The interface that is locked for an address. */
export type LockedSurface<U> = U extends keyof TekwireLock
  ? TekwireLock[U] extends TaskSurface<
      infer P extends ParamDeclarations,
      infer R extends ResultDeclarations,
      infer W extends WorkspaceDeclarations
    >
    ? { readonly params: P; readonly results: R; readonly workspaces: W }
    : never
  : never;

/** The content of a lock file for a remote object. */
export interface LockedObject {
  readonly name: string;
  readonly surface: AnySurface;
  /** The interface as the manifest of the object lists it. */
  readonly spec: RemoteObject['spec'];
  /** How Tekton fetches it, pinned as far as the resolver allows. */
  readonly resolver: Resolver<never>;
}

/**
 * Finds the entry of the lock file for an address.
 * @throws TekwireError when it is not locked or of another kind, or with every difference of the program's interface from the locked one
 */
export function findLocked(kind: LockedKind, address: string, options: LockOptions & Partial<AnySurface>): LockedObject {
  if (typeof address !== 'string') refuse({}, 'fromUrl', address, "an address such as 'https://tasks.acme.example/lint.yaml'");
  const entry = findEntry(kind, address, options.lock ?? lockPath());
  const surface = declaredSurface(entry);
  const { params, results, workspaces } = options;
  if (params !== undefined || results !== undefined || workspaces !== undefined) {
    const differences = surfaceErrors(() => address, surface, options);
    throwAll([...differences, ...needErrors(address, surface, surfaceOf(options, { name: address }))]);
  }
  // the locked declarations include defaults and descriptions, which a program need not repeat
  return { name: entry.name, surface, spec: entry, resolver: resolverOf(address, entry, options.resolverParams ?? {}) };
}

function findEntry(kind: LockedKind, address: string, path: string): LockEntry {
  if (address.startsWith(FILE)) throw new TekwireError(`"${address}" is a file of this project; use ${kind}.fromFile`);
  const lock = tryReadLock(path);
  const entry = lock !== undefined && Object.hasOwn(lock.objects, address) ? lock.objects[address] : undefined;
  if (entry === undefined) {
    const what =
      lock === undefined
        ? `${path} does not exist`
        : `${path} has no entry for "${address}"${suggestion(address, Object.keys(lock.objects))}`;
    throw new TekwireError(`${what}; run ${lockCommand(address)}`);
  }
  if (entry.kind === kind) return entry;
  throw new TekwireError(`"${address}" is the ${entry.kind} "${entry.name}", not a ${kind}; use ${entry.kind}.fromUrl`);
}

function resolverOf(
  address: string,
  { reference: { resolver, params } }: LockEntry,
  more: Readonly<Record<string, string>>,
): Resolver<never> {
  const fixed = Object.keys(more).find((name) => Object.hasOwn(params, name));
  if (fixed === undefined) return { resolver, params: { ...params, ...more } };
  throw new TekwireError(
    `"${address}": the param "${fixed}" of the resolver is locked as "${params[fixed]}"; remove it from resolverParams`,
  );
}
