import { TekwireError } from '../diagnostics';
import type { Manifest } from '../spec';
import type { Cluster } from './applier';
import { ClusterError } from './errors';
import { isManagedByHelm } from './helm-tasks';
import { FIELD_MANAGER, idKey, idText, type ObjectId } from './object-id';

/** An object that a deployment has applied. */
export interface InventoryItem extends ObjectId {
  /** The uid that it had then; another object of the same name has another one. Empty while it is being applied. */
  readonly uid: string;
}

/** What pruning did. */
export interface Pruned {
  readonly deleted: readonly InventoryItem[];
  /** Objects that stay. */
  readonly kept: readonly { readonly item: InventoryItem; readonly reason: string }[];
}

// deleting one of these would delete what users have put into it
const HOLDERS: ReadonlySet<string> = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'CustomResourceDefinition',
  'Secret',
]);

/**
 * The objects of a named deployment, in a ConfigMap of its namespace. It is written before objects are applied and again after, so that an
 * interrupted deployment forgets none.
 */
export class Inventory {
  private constructor(
    private readonly cluster: Cluster,
    private readonly name: string,
    private readonly items: ReadonlyMap<string, InventoryItem>,
  ) {}

  /** Reads the inventory; it is empty for the first deployment. @throws TekwireError when the ConfigMap is not ours */
  static async read(cluster: Cluster, name: string): Promise<Inventory> {
    const found = await cluster.get(configMapId(cluster, name));
    return new Inventory(cluster, name, new Map(itemsIn(found, name).map((item) => [idKey(item), item])));
  }

  /** The items that are not among the identities, by kind and name. */
  staleBesides(ids: readonly ObjectId[]): readonly InventoryItem[] {
    const present = new Set(ids.map(idKey));
    return [...this.items.values()].filter((item) => !present.has(idKey(item))).sort((a, b) => (idText(a) < idText(b) ? -1 : 1));
  }

  /** Writes old and new items. */
  async add(items: readonly InventoryItem[]): Promise<Inventory> {
    const known = items.map((item) => (item.uid === '' ? (this.items.get(idKey(item)) ?? item) : item));
    return this.write([...this.items.values(), ...known]);
  }

  /** Writes these items only. */
  async replace(items: readonly InventoryItem[]): Promise<Inventory> {
    return this.write(items);
  }

  /** Deletes what is stale. An object that was created again, that Helm manages now, or that holds data of others, stays. */
  async prune(stale: readonly InventoryItem[]): Promise<Pruned> {
    const deleted: InventoryItem[] = [];
    const kept: { item: InventoryItem; reason: string }[] = [];
    for (const item of stale) {
      const live = await this.cluster.get(item);
      const reason = live && reasonToKeep(item, live);
      if (reason !== undefined) kept.push({ item, reason });
      else if (live !== undefined && (await this.cluster.delete(item, uidOf(live)))) deleted.push(item);
    }
    return { deleted, kept };
  }

  private async write(items: readonly InventoryItem[]): Promise<Inventory> {
    const byKey = new Map(items.map((item) => [idKey(item), item]));
    const sorted = [...byKey.values()].sort((a, b) => (idKey(a) < idKey(b) ? -1 : 1));
    await this.cluster.apply(configMap(this.cluster.namespace, this.name, sorted));
    return new Inventory(this.cluster, this.name, byKey);
  }
}

function reasonToKeep({ kind, uid }: InventoryItem, live: Manifest): string | undefined {
  if (HOLDERS.has(kind)) return 'is never deleted, because it may hold data; delete it by hand';
  if (isManagedByHelm(live)) return 'belongs to a Helm release now';
  // written before an apply that was then interrupted
  if (uid === '') return hasManager(live) ? undefined : 'was not applied by tekwire';
  return uidOf(live) === uid ? undefined : 'was created again by somebody else';
}

function hasManager({ metadata }: Manifest): boolean {
  const { managedFields = [] } = (metadata ?? {}) as { readonly managedFields?: readonly { readonly manager?: string }[] };
  return managedFields.some(({ manager }) => manager === FIELD_MANAGER);
}

/** The uid of an object of a cluster. */
export function uidOf({ metadata }: Manifest): string {
  return (metadata as { readonly uid?: string } | undefined)?.uid ?? '';
}

const LABEL = 'tekwire.dev/inventory';
const KEY = 'objects';

function configMapId({ namespace }: Cluster, name: string): ObjectId {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: `tekwire-inventory-${name}` };
}

function configMap(namespace: string, name: string, items: readonly InventoryItem[]): Manifest {
  const metadata = { name: `tekwire-inventory-${name}`, namespace, labels: { [LABEL]: name } };
  const lines = items.map(({ apiVersion, kind, namespace: of, name: own, uid }) =>
    JSON.stringify({ apiVersion, kind, namespace: of, name: own, uid }),
  );
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [KEY]: `[\n${lines.join(',\n')}\n]\n` } };
}

function itemsIn(found: Manifest | undefined, name: string): readonly InventoryItem[] {
  if (found === undefined) return [];
  const where = idText({ kind: 'ConfigMap', name: `tekwire-inventory-${name}` });
  if (found.metadata?.labels?.[LABEL] !== name)
    throw new ClusterError('refused', `${where} is not an inventory of tekwire; choose another --name`);
  try {
    return JSON.parse((found.data as Record<string, string>)[KEY] ?? '') as readonly InventoryItem[];
  } catch {
    throw new TekwireError(`${where}: the list of objects cannot be read; delete the ConfigMap to begin again without pruning`);
  }
}
