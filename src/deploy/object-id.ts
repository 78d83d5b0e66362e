import type { Manifest } from '../spec';

/** The name under which the fields of applied objects are ours. */
export const FIELD_MANAGER = 'tekwire';

/** What identifies an object of a cluster. @open */
export interface ObjectId {
  /** Group and version, as `tekton.dev/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined for objects of the whole cluster. */
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** Returns the identity of a manifest. @param namespace - where it belongs when it names no namespace itself */
export function idOf({ apiVersion = '', kind = '', metadata }: Manifest, namespace?: string): ObjectId {
  const of = isClusterKind(kind) ? undefined : (metadata?.namespace ?? namespace);
  return { apiVersion, kind, ...(of === undefined ? {} : { namespace: of }), name: metadata?.name ?? '' };
}

/** The identity in messages: `Task "lint"`. */
export function idText({ kind, name }: Pick<ObjectId, 'kind' | 'name'>): string {
  return `${kind} "${name}"`;
}

/** A key that is equal for equal objects, whatever the version of their API. */
export function idKey({ apiVersion, kind, namespace = '', name }: ObjectId): string {
  return [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, namespace, name].join('/');
}

// the kinds of Kubernetes and Tekton that a pipeline's manifests have; for all others the API server is asked
const CLUSTER_KINDS = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'ClusterTriggerBinding',
  'ClusterInterceptor',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
]);

/** Whether objects of the kind belong to no namespace. */
function isClusterKind(kind: string): boolean {
  return CLUSTER_KINDS.has(kind);
}
