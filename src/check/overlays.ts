import type { ReadDocument, Reading } from '../reader';
import { partOf, textOf } from './foreign';
import { isKustomization } from './kustomize';
import { type Node, nodeOf, type Origin } from './node';
import { applyPatch, isMeant, patchesOf, patchLists } from './patches';
import { folderOf, isWithin, pathOf } from './paths';

/** What kustomize builds of a kustomization that no other one includes. */
export interface Overlay {
  readonly folder: string;
  readonly objects: readonly OverlayObject[];
}

/** An object of an overlay. */
export interface OverlayObject {
  /** The file that has the whole object. */
  readonly base: ReadDocument;
  readonly content: Node;
  /** Where the patches begin that changed it, in their order. */
  readonly patches: readonly Origin[];
}

/** The overlays among the files; none when no kustomization has patches. */
export function overlaysOf(readings: readonly Reading[]): readonly Overlay[] {
  const kustomizations = new Map<string, ReadDocument>();
  for (const { origin, objects } of readings) {
    const document = objects[0]?.document;
    if (document !== undefined && isKustomization(origin)) kustomizations.set(folderOf(pathOf(origin)), document);
  }
  if (![...kustomizations.values()].some(({ manifest }) => patchLists.some((list) => partOf(manifest, list) !== undefined))) return [];
  const builder = new Builder(kustomizations, new Map(readings.map((reading) => [pathOf(reading.origin), reading])));
  return builder.tops().flatMap((folder) => builder.overlays(folder));
}

const LISTS = ['resources', 'bases', 'components'] as const;

class Builder {
  private readonly visited = new Set<string>();

  constructor(
    private readonly kustomizations: ReadonlyMap<string, ReadDocument>,
    private readonly byPath: ReadonlyMap<string, Reading>,
  ) {}

  /** The folders of kustomizations that no other one includes. */
  tops(): readonly string[] {
    const included = new Set([...this.kustomizations].flatMap(([folder, one]) => LISTS.flatMap((list) => pathsIn(one, list, folder))));
    return [...this.kustomizations].flatMap(([folder, { manifest }]) =>
      included.has(folder) || textOf(manifest, 'kind') === 'Component' ? [] : [folder],
    );
  }

  /** The overlay of a folder; the overlays that it includes when an object is in several of them, with a prefix or namespace of each. */
  overlays(folder: string): readonly Overlay[] {
    const objects = this.extend(folder, []);
    if (new Set(objects.map(({ base }) => base)).size === objects.length) return [{ folder, objects }];
    return this.included(folder).flatMap((inner) => this.overlays(inner));
  }

  private included(folder: string): readonly string[] {
    const kustomization = this.kustomizations.get(folder);
    if (kustomization === undefined) return [];
    const paths = (['resources', 'bases'] as const).flatMap((list) => pathsIn(kustomization, list, folder));
    return [...new Set(paths)].filter((path) => path !== folder && !isWithin(folder, path) && this.kustomizations.has(path));
  }

  /** Adds the resources of a kustomization to the objects, and applies its components and patches to all of them. */
  private extend(folder: string, objects: readonly OverlayObject[]): readonly OverlayObject[] {
    const kustomization = this.kustomizations.get(folder);
    if (kustomization === undefined || this.visited.has(folder)) return objects;
    this.visited.add(folder);
    let all = [
      ...objects,
      ...(['resources', 'bases'] as const).flatMap((list) => pathsIn(kustomization, list, folder).flatMap((path) => this.read(path))),
    ];
    for (const path of pathsIn(kustomization, 'components', folder)) all = [...this.extend(path, all)];
    for (const patch of patchesOf(kustomization, this.byPath)) {
      all = all.flatMap((object) => {
        if (!isMeant(object.content, patch)) return [object];
        const content = applyPatch(object.content, patch);
        return content === undefined ? [] : [{ ...object, content, patches: [...object.patches, patch.origin] }];
      });
    }
    this.visited.delete(folder);
    return all;
  }

  private read(path: string): readonly OverlayObject[] {
    if (this.kustomizations.has(path)) return this.extend(path, []);
    return (this.byPath.get(path)?.objects ?? []).flatMap(({ document }) => {
      if (document === undefined) return [];
      return [{ base: document, content: nodeOf(document.manifest, (field) => ({ document, field })), patches: [] }];
    });
  }
}

/** The paths that a list of a kustomization names; addresses do not become paths of files at hand. */
function pathsIn({ manifest }: ReadDocument, list: (typeof LISTS)[number], folder: string): readonly string[] {
  const entries = partOf(manifest, list);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => (typeof entry === 'string' ? [pathOf(`${folder === '' ? '.' : folder}/${entry}`)] : []));
}
