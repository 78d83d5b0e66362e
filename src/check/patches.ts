import { type ReadDocument, type Reading, readYaml } from '../reader';
import { partOf, textOf } from './foreign';
import { jsonPatch, type Obstacle } from './json-patch';
import { mergePatch } from './merge-patch';
import { type Node, nodeOf, type Origin, textAt, tryFind } from './node';
import { folderOf, inFolder, pathOf } from './paths';

/** A patch of a kustomization. */
export interface Patch {
  /** Where it begins. */
  readonly origin: Origin;
  readonly content: Node;
  readonly kustomization: ReadDocument;
  /** Which objects it changes. @default - the one that it names itself */
  readonly target?: unknown;
  readonly canRename: boolean;
  /** Why kustomize cannot even read it. */
  readonly problem?: { readonly message: string; readonly fix: string };
}

/** The keys of patches in a kustomization, in the order in which kustomize applies them. */
export const patchLists = ['patchesStrategicMerge', 'patches', 'patchesJson6902'] as const;

/** The paths of the patch files of a kustomization. */
export function patchPaths({ manifest, origin }: ReadDocument): readonly string[] {
  return patchLists.flatMap((list) => {
    const entries = partOf(manifest, list);
    return (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
      const file = fileOf(entry);
      return file === '' ? [] : [inFolder(folderOf(pathOf(origin)), file)];
    });
  });
}

/** The file that an entry names; empty for an inline patch. */
function fileOf(entry: unknown): string {
  if (typeof entry === 'string') return entry.includes('\n') ? '' : entry;
  return textOf(entry, 'patch') === '' ? textOf(entry, 'path') : '';
}

/** The patches of a kustomization whose files are at hand, in the order in which kustomize applies them. */
export function patchesOf(kustomization: ReadDocument, byPath: ReadonlyMap<string, Reading>): readonly Patch[] {
  return patchLists.flatMap((list) => {
    const entries = partOf(kustomization.manifest, list);
    return Array.isArray(entries) ? entries.flatMap((entry: unknown, at) => patchesIn(entry, [list, at])) : [];
  });

  function patchesIn(entry: unknown, field: readonly (string | number)[]): Patch[] {
    const inline = typeof entry === 'string' && entry.includes('\n') ? entry : textOf(entry, 'patch');
    const file = typeof entry === 'string' ? entry : textOf(entry, 'path');
    const target = partOf(entry, 'target');
    const rest = { ...(target === undefined ? {} : { target }), canRename: partOf(partOf(entry, 'options'), 'allowNameChange') === true };
    const patchOf = (one: Pick<Patch, 'origin' | 'content'>): Patch => ({
      ...one,
      ...rest,
      kustomization,
      ...problemOf(one.content, target),
    });
    if (inline !== '') return inlinePatches(inline, typeof entry === 'string' ? field : [...field, 'patch']).map(patchOf);
    const reading = byPath.get(inFolder(folderOf(pathOf(kustomization.origin)), file));
    return (reading?.objects ?? []).flatMap(({ document }) => {
      if (document === undefined) return [];
      const originOf = (inner: readonly (string | number)[]): Origin => ({ document, field: inner });
      return [patchOf({ origin: originOf([]), content: nodeOf(document.manifest, originOf) })];
    });
  }

  function inlinePatches(text: string, field: readonly (string | number)[]): Pick<Patch, 'origin' | 'content'>[] {
    const reading = readYaml(text, kustomization.origin);
    return reading.objects.flatMap((object) => {
      if (object.document === undefined) return [];
      const originOf = (inner: readonly (string | number)[]): Origin => ({
        document: kustomization,
        field,
        at: reading.position(object.locator.offsetOfField(inner)),
      });
      return [{ origin: originOf([]), content: nodeOf(object.document.manifest, originOf) }];
    });
  }
}

/** Why kustomize cannot read a patch (api/internal/builtins PatchTransformer.Config). */
function problemOf(content: Node, target: unknown): Pick<Patch, 'problem'> {
  if (Array.isArray(content.value)) {
    if (content.value.length === 0) return { problem: { message: 'the patch has no operation', fix: 'leave the patch out' } };
    if (target !== undefined) return {};
    return { problem: { message: 'a patch of operations has no target', fix: 'add a target, such as target: {kind: Task, name: build}' } };
  }
  const missing = [
    ...(textAt(content, 'kind') === '' ? ['kind'] : []),
    ...(textAt(content, 'metadata', 'name') === '' ? ['metadata.name'] : []),
  ];
  if (missing.length === 0) return {};
  const fix = `write apiVersion, kind and metadata.name${target === undefined ? ', which name the object' : ', although there is a target'}`;
  return { problem: { message: `the patch has no ${missing.join(' and no ')}`, fix } };
}

/** Applies a patch to an object: `node` is undefined when the patch deletes it. */
export function applyPatch(
  base: Node,
  { content, target, canRename }: Patch,
): { readonly node: Node | undefined } | { readonly obstacle: Obstacle } {
  if (Array.isArray(content.value)) return jsonPatch(base, content);
  return { node: mergePatch(base, content, target !== undefined || !canRename) };
}

/** Whether the patch changes the object. */
export function isMeant(base: Node, { content, target }: Patch): boolean {
  if (target !== undefined) return isSelected(base, target);
  if (Array.isArray(content.value)) return false;
  const namespace = textAt(content, 'metadata', 'namespace');
  return (
    textAt(content, 'kind') === textAt(base, 'kind') &&
    groupOf(textAt(content, 'apiVersion')) === groupOf(textAt(base, 'apiVersion')) &&
    textAt(content, 'metadata', 'name') === textAt(base, 'metadata', 'name') &&
    (namespace === '' || namespace === textAt(base, 'metadata', 'namespace'))
  );
}

/** Whether the object fits a selector of kustomize: regular expressions for its identity, and labels (api/types/selector.go). */
function isSelected(base: Node, target: unknown): boolean {
  const apiVersion = textAt(base, 'apiVersion');
  const fits = (key: string, actual: string) => {
    const expected = textOf(target, key);
    return expected === '' || isMatch(expected, actual);
  };
  return (
    fits('kind', textAt(base, 'kind')) &&
    fits('group', groupOf(apiVersion)) &&
    fits('version', apiVersion.slice(apiVersion.indexOf('/') + 1)) &&
    fits('name', textAt(base, 'metadata', 'name')) &&
    fits('namespace', textAt(base, 'metadata', 'namespace')) &&
    hasLabels(base, 'labels', textOf(target, 'labelSelector')) &&
    hasLabels(base, 'annotations', textOf(target, 'annotationSelector'))
  );
}

function isMatch(pattern: string, text: string): boolean {
  if (/^[\w.-]*$/.test(pattern) && !pattern.includes('.')) return pattern === text;
  try {
    return new RegExp(`^(?:${pattern.replace(/^\^|\$$/g, '')})$`).test(text);
  } catch {
    return false;
  }
}

/** Whether the object has the labels or annotations (k8s.io/apimachinery pkg/labels Parse); a selector that cannot be parsed fits none. */
function hasLabels(base: Node, key: string, selector: string): boolean {
  return selector.split(/,(?![^()]*\))/).every((part) => {
    const [, not, name = '', sign, one, word, list = ''] = REQUIREMENT.exec(part) ?? [];
    const operator = sign ?? word ?? '';
    if (part.trim() === '') return true;
    const actual = tryFind(base, 'metadata', key, name)?.value;
    if (name === '') return false;
    if (operator === '') return (actual !== undefined) === (not === undefined);
    const values = one === undefined ? list.split(',').map((value) => value.trim()) : [one];
    return values.includes(String(actual ?? '\0')) === !/^(?:!=|notin)$/.test(operator);
  });
}

const REQUIREMENT = /^\s*(!)?\s*([^=!\s(),]+)\s*(?:(==?|!=)\s*([^\s(),]*)|\b(in|notin)\s*\(([^()]*)\))?\s*$/;

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
