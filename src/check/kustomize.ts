import type { Reading } from '../reader';
import { partOf } from './foreign';
import { patchLists } from './patches';
import { folderOf, pathOf } from './paths';

const NAMES = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Whether the file is a kustomization by its name. Such a file need not have a kind. */
export function isKustomization(origin: string): boolean {
  return NAMES.test(pathOf(origin));
}

/** The paths of the patch files of kustomizations. They contain parts of objects, which kustomize completes. */
export function patchFiles(readings: readonly Reading[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { origin, objects } of readings) {
    const path = pathOf(origin);
    if (isKustomization(origin))
      for (const { document } of objects) for (const file of patchesOf(document?.manifest)) found.add(pathOf(`${folderOf(path)}/${file}`));
  }
  return found;
}

/** The files of `patches`, `patchesJson6902` and `patchesStrategicMerge`, relative to the kustomization. */
function patchesOf(kustomization: unknown): readonly string[] {
  return patchLists
    .map((key) => partOf(kustomization, key))
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((patch: unknown) => {
      const file = typeof patch === 'string' ? patch : partOf(patch, 'path');
      // a patch can also be inline
      return typeof file === 'string' && !file.includes('\n') ? [file] : [];
    });
}
