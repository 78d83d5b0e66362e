import { waysToImages } from '../spec';
import { isRecord } from './record';

/** The fields that can contain images; those of Triggers are not in the table, because their CRDs describe no fields. */
const WAYS: ReadonlySet<string> = new Set([...waysToImages, 'spec', 'resourcetemplates', 'template']);

/**
 * Returns the images that a Tekton object names: of steps, sidecars, step templates and image volumes, and the bundles of references.
 * Each once, unchanged, sorted. Images with `$(…)` are known only at run time and are left out.
 */
export function imagesOf(manifest: unknown): string[] {
  const found = new Set<string>();
  collect(manifest, found);
  return [...found].filter((image) => image !== '' && !image.includes('$(')).sort();
}

function collect(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) for (const item of part) collect(item, found);
  if (!isRecord(part)) return;
  const { image } = part;
  if (typeof image === 'string') found.add(image);
  // an image volume
  else if (isRecord(image) && typeof image.reference === 'string') found.add(image.reference);
  if (part.resolver === 'bundles') for (const bundle of bundlesIn(part.params)) found.add(bundle);
  for (const [field, value] of Object.entries(part)) if (WAYS.has(field)) collect(value, found);
}

function bundlesIn(params: unknown): string[] {
  if (!Array.isArray(params)) return [];
  const values = params.filter((one) => isRecord(one) && one.name === 'bundle').map(({ value }: { value: unknown }) => value);
  return values.filter((value) => typeof value === 'string');
}
