import { type Node, tryFind } from './node';

/**
 * Merges a strategic merge patch into an object, as kustomize does for kinds without a schema of their own, which Tekton's are: objects
 * are merged, arrays and other values are replaced, `null` removes a key (kyaml/yaml/merge2 Merge).
 * @param keepsName - whether the patch leaves kind and name as they are
 * @returns undefined when the patch deletes the object
 */
export function mergePatch(base: Node, patch: Node, keepsName: boolean): Node | undefined {
  const merged = merge(base, patch);
  if (merged === undefined || !keepsName || !(merged.value instanceof Map)) return merged;
  const value = new Map(merged.value);
  for (const key of ['apiVersion', 'kind']) keep(value, key, tryFind(base, key));
  const metadata = value.get('metadata');
  if (metadata?.value instanceof Map) {
    const inner = new Map(metadata.value);
    for (const key of ['name', 'namespace']) keep(inner, key, tryFind(base, 'metadata', key));
    value.set('metadata', { ...metadata, value: inner });
  }
  return { ...merged, value };
}

function keep(into: Map<string, Node>, key: string, node: Node | undefined): void {
  if (node === undefined) into.delete(key);
  else into.set(key, node);
}

function merge(base: Node | undefined, patch: Node): Node | undefined {
  if (!(patch.value instanceof Map)) return patch;
  const directive = patch.value.get('$patch')?.value;
  if (directive === 'delete') return undefined;
  const old = directive !== 'replace' && base?.value instanceof Map ? base.value : new Map<string, Node>();
  const value = new Map(old);
  for (const [key, item] of patch.value) {
    if (key === '$patch') continue;
    const merged = item.value === null ? undefined : merge(old.get(key), item);
    if (merged === undefined) value.delete(key);
    else value.set(key, merged);
  }
  return { origin: base?.origin ?? patch.origin, value };
}
