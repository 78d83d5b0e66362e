import type { ReadDocument, Reading } from '../reader';
import { isForeign, partOf, textOf } from './foreign';
import type { Obstacle } from './json-patch';
import { isKustomization } from './kustomize';
import { type Node, nodeOf, type Origin, plainOf, textAt } from './node';
import { applyPatch, isMeant, type Patch, patchesOf, patchLists, patchPaths } from './patches';
import { folderOf, inFolder, isWithin, pathOf } from './paths';

/** What kustomize builds of a kustomization that no other one includes. */
export interface Overlay {
  readonly folder: string;
  readonly objects: readonly OverlayObject[];
  /** Patches that make kustomize fail, as far as the files at hand show it for sure. */
  readonly failures: readonly PatchFailure[];
}

/** A patch that kustomize cannot apply. */
export interface PatchFailure {
  readonly patch: Patch;
  /** The names of the resources of its kind and version, when the one that it names is not among them. */
  readonly names?: readonly string[];
  /** Why it cannot be applied to an object. */
  readonly obstacle?: Obstacle & { readonly object: Node };
}

/** An object of an overlay. */
export interface OverlayObject {
  /** The file that has the whole object. */
  readonly base: ReadDocument;
  readonly content: Node;
  /** Where the patches begin that changed it, in their order. */
  readonly patches: readonly Origin[];
  /** Whether a patch could not be applied; what later ones would meet is not known. */
  readonly isStopped?: boolean;
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

/** What renames or brings resources that no file at hand has. */
const OPEN = ['generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator', 'namePrefix', 'nameSuffix'] as const;
/** What changes objects in a way that is not followed. */
const CHANGING = ['transformers', 'replacements', 'configurations', 'vars', 'images', 'crds', 'helmCharts', 'openapi'] as const;
/** What adds labels, annotations, names and namespaces. */
const ADDING = ['labels', 'commonLabels', 'commonAnnotations', 'namespace', 'namePrefix', 'nameSuffix', 'buildMetadata'] as const;
const LISTS = ['resources', 'bases', 'components'] as const;

class Builder {
  private readonly visited = new Set<string>();
  private failures: PatchFailure[] = [];

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
    this.failures = [];
    const objects = this.extend(folder, []);
    const failures = objects.some(({ base }) => !isForeign(base)) ? this.failures.filter((one) => this.isSure(one, folder)) : [];
    if (new Set(objects.map(({ base }) => base)).size === objects.length) return [{ folder, objects, failures }];
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
      if (patch.problem !== undefined) this.failures.push({ patch });
      else if (lacksObject(all, patch)) this.failures.push({ patch, names: namesLike(all, patch) });
      all = all.flatMap((object) => {
        if (object.isStopped || patch.problem !== undefined || !isMeant(object.content, patch)) return [object];
        const done = applyPatch(object.content, patch);
        if ('obstacle' in done) {
          this.failures.push({ patch, obstacle: { ...done.obstacle, object: object.content } });
          return [{ ...object, isStopped: true }];
        }
        return done.node === undefined ? [] : [{ ...object, content: done.node, patches: [...object.patches, patch.origin] }];
      });
    }
    this.visited.delete(folder);
    return all;
  }

  private isSure({ patch, names, obstacle }: PatchFailure, folder: string): boolean {
    if (names !== undefined) return this.isWhole(folder, true);
    if (obstacle === undefined) return true;
    if (isForeign({ manifest: plainOf(obstacle.object) })) return false;
    const reached = this.reached(folder);
    if (reached.some(({ manifest }) => CHANGING.some((key) => partOf(manifest, key) !== undefined))) return false;
    if (reached.some((one) => !this.hasAllPatches(one))) return false;
    // a kustomization adds labels, names and the like after its own patches
    const isAdded =
      obstacle.pointer?.startsWith('/metadata') === true ||
      ['labelSelector', 'annotationSelector'].some((key) => partOf(patch.target, key));
    const others = reached.filter((one) => one !== patch.kustomization);
    return !isAdded || !others.some(({ manifest }) => ADDING.some((key) => partOf(manifest, key) !== undefined));
  }

  /** The kustomization of a folder and all that it includes. */
  private reached(folder: string, found = new Map<string, ReadDocument>()): readonly ReadDocument[] {
    const one = this.kustomizations.get(folder);
    if (one === undefined || found.has(folder)) return [...found.values()];
    found.set(folder, one);
    for (const list of LISTS) for (const path of pathsIn(one, list, folder)) this.reached(path, found);
    return [...found.values()];
  }

  /** Whether the patches and components that could change an object are at hand. */
  private hasAllPatches(one: ReadDocument): boolean {
    const folder = folderOf(pathOf(one.origin));
    const components = partOf(one.manifest, 'components') ?? [];
    const paths = pathsIn(one, 'components', folder);
    return (
      Array.isArray(components) &&
      components.length === paths.length &&
      paths.every((path) => this.kustomizations.has(path)) &&
      patchPaths(one).every((path) => this.byPath.get(path)?.objects.every(({ document }) => document !== undefined))
    );
  }

  /** Whether all resources are at hand under their names. A kustomization changes names only after its own patches. */
  private isWhole(folder: string, isTop: boolean): boolean {
    const kustomization = this.kustomizations.get(folder);
    if (kustomization === undefined || this.visited.has(folder)) return false;
    const { manifest } = kustomization;
    if (OPEN.some((key) => partOf(manifest, key) !== undefined && !(isTop && key.startsWith('name')))) return false;
    this.visited.add(folder);
    const isAtHand = LISTS.every((list) => {
      const paths = pathsIn(kustomization, list, folder);
      const entries = partOf(manifest, list) ?? [];
      return Array.isArray(entries) && entries.length === paths.length && paths.every((path) => this.isRead(path));
    });
    this.visited.delete(folder);
    return isAtHand;
  }

  private isRead(path: string): boolean {
    if (this.kustomizations.has(path)) return this.isWhole(path, false);
    const reading = this.byPath.get(path);
    return reading !== undefined && !reading.isTemplate && reading.objects.every(({ document }) => document !== undefined);
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
  return entries.flatMap((entry: unknown) => (typeof entry === 'string' ? [inFolder(folder, entry)] : []));
}

/** Whether kustomize finds no object for a patch that names one; a selector may fit none. Only objects of Tekton are of interest. */
function lacksObject(objects: readonly OverlayObject[], patch: Patch): boolean {
  const { content, target } = patch;
  const name = textAt(content, 'metadata', 'name');
  const manifest = { apiVersion: textAt(content, 'apiVersion'), kind: textAt(content, 'kind') };
  if (target !== undefined || name === '' || Object.values(manifest).includes('') || isForeign({ manifest })) return false;
  return !namesLike(objects, patch).includes(name);
}

/** The names of the objects of the patch's kind and version, before and after earlier patches. */
function namesLike(objects: readonly OverlayObject[], { content: patch }: Patch): readonly string[] {
  const isLike = (one: Node) => textAt(one, 'kind') === textAt(patch, 'kind') && textAt(one, 'apiVersion') === textAt(patch, 'apiVersion');
  const like = objects.filter(({ content }) => isLike(content));
  return [
    ...new Set(
      like.flatMap(({ base, content }) => [textAt(content, 'metadata', 'name'), textOf(partOf(base.manifest, 'metadata'), 'name')]),
    ),
  ];
}
