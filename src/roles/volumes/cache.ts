import type { Workspace } from '../../pipeline';
import { type FutureConstruct, isRecord, refuse, withoutRefused } from '../../synth';
import type { TaskVolume } from '../../task';

/** The option of scanners that compile the sources. */
export interface CacheProps {
  /**
   * A claim in which what the tool downloads and compiles outlives the run. Every scan that mounts it can change it: scans of forks need another one.
   * @default - it is deleted with the pod
   */
  readonly cache?: Workspace;
}

/** The cache in the pod of a scan. */
export const CACHE = '/tekwire/cache';

/** Reports a cache that is not one; returns any other, and undefined for none. */
export function checkedCache(owner: FutureConstruct, given: unknown): Workspace | undefined {
  const { cache } = withoutRefused(owner, { cache: given } as Readonly<Record<string, unknown>>, (field, value) => {
    const { persistentVolumeClaim, csi } = isRecord(value) && isRecord(value.source) ? value.source : {};
    if (value !== undefined && persistentVolumeClaim === undefined && csi === undefined)
      refuse(owner, field, value, "a workspace that outlives runs, such as Workspace.existingClaim('go-cache')");
  });
  return cache as Workspace | undefined;
}

/** The volume of the cache, and how the steps of the tool mount it; none without a cache. */
export function cacheVolumes(cache: Workspace | undefined): readonly TaskVolume[] {
  return cache === undefined ? [] : [{ name: 'cache', ...cache.source } as TaskVolume];
}

/** The mount of the cache in the steps of the tool. */
export function cacheMounts(cache: Workspace | undefined) {
  return cache === undefined ? [] : [{ name: 'cache', mountPath: CACHE }];
}
