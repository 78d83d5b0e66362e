import type { Diagnostic } from '../diagnostics';
import type { ReadDocument } from '../reader';
import { placeOf } from './check-set';
import { nearestNode, plainOf } from './node';
import type { Overlay, OverlayObject } from './overlays';
import { nameOf, namesIn, referableKinds } from './references';

/** Runs the rules on documents that are applied together; names that the second argument lists are external. */
type CheckSet = (documents: readonly ReadDocument[], external: readonly string[]) => readonly Diagnostic[];

/**
 * Adds what is found in the objects of overlays, and leaves out what is found only in objects that every overlay changes.
 * @param found - the diagnostics of the files as they are
 */
export function withOverlays(
  found: readonly Diagnostic[],
  overlays: readonly Overlay[],
  isChecked: (document: ReadDocument) => boolean,
  checkMembers: CheckSet,
): readonly Diagnostic[] {
  const patched = new Set<string>();
  for (const { objects } of overlays)
    for (const { base, patches } of objects) if (patches.length > 0 && isChecked(base)) patched.add(placeOf(base));
  if (patched.size === 0) return found;
  const alone = new Set(found.map(keyOf));
  const seen = new Set<string>();
  const added = overlays.flatMap(({ folder, objects }) => {
    const own = objects.filter(({ base }) => isChecked(base));
    return own.some(({ base }) => patched.has(placeOf(base))) ? checkOverlay(folder, own) : [];
  });
  return [...found.filter((one) => !patched.has(placeOf(one))), ...added];

  function checkOverlay(folder: string, objects: readonly OverlayObject[]): Diagnostic[] {
    const byPlace = new Map(objects.map((object) => [placeOf(object.base), object]));
    const documents = objects.map(({ base, content }) => ({ ...base, manifest: plainOf(content) as ReadDocument['manifest'] }));
    return checkMembers(documents, externalOf(documents)).flatMap((one) => {
      const object = byPlace.get(placeOf(one));
      const moved = object && located(one, object, folder);
      if (moved === undefined || seen.has(keyOf(moved))) return [];
      seen.add(keyOf(moved));
      return [moved];
    });
  }

  /** The diagnostic at the place that its field was written at, or at the patch that caused it. */
  function located(one: Diagnostic, { content, patches, base }: OverlayObject, folder: string): Diagnostic | undefined {
    const { node, rest } = nearestNode(content, one.field);
    const { document, field, at } = node.origin;
    const isOfBase = document === base;
    const plain: Diagnostic = {
      ...one,
      origin: document.origin,
      index: document.index,
      field: at === undefined ? [...field, ...rest] : field,
    };
    if (isOfBase && alone.has(keyOf(plain))) return patched.has(placeOf(base)) ? plain : undefined;
    if (!isOfBase) return at === undefined ? plain : { ...plain, at };
    const last = patches.at(-1);
    if (last === undefined) return { ...plain, message: `${one.message} (as ${folder === '' ? 'the kustomization' : folder} changes it)` };
    const { at: _, ...whole } = plain;
    return { ...whole, origin: last.document.origin, index: last.document.index, field: last.field, ...(last.at && { at: last.at }) };
  }
}

function keyOf({ origin, index, code, field, message, at }: Diagnostic): string {
  return JSON.stringify([origin, index, code, field, message, at]);
}

/** Names that the objects of the overlay use and do not define: other kustomizations may bring them. */
function externalOf(documents: readonly ReadDocument[]): readonly string[] {
  const own = new Set(documents.map(nameOf));
  const names = new Set(documents.flatMap(({ manifest }) => [...namesIn(manifest)]));
  return [...names].filter((name) => !own.has(name)).flatMap((name) => referableKinds.map((kind) => `${kind}/${name}`));
}
