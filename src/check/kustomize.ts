import type { Reading } from '../reader';
import { patchPaths } from './patches';
import { pathOf } from './paths';

const NAMES = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Whether the file is a kustomization by its name. Such a file need not have a kind. */
export function isKustomization(origin: string): boolean {
  return NAMES.test(pathOf(origin));
}

/** The paths of the patch files of kustomizations. They contain parts of objects, which kustomize completes. */
export function patchFiles(readings: readonly Reading[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { origin, objects } of readings)
    if (isKustomization(origin))
      for (const { document } of objects) for (const path of document === undefined ? [] : patchPaths(document)) found.add(path);
  return found;
}
