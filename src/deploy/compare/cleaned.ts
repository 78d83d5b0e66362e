import type { Manifest } from '../../spec';

// what the API server and kubectl write (k8s.io/apimachinery ObjectMeta)
const SERVER_FIELDS = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'selfLink', 'ownerReferences'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest without what the API server adds: as a user would have written it. */
export function cleaned({ status: _, ...manifest }: Manifest): Manifest {
  const metadata = Object.fromEntries(Object.entries(manifest.metadata ?? {}).filter(([key]) => !SERVER_FIELDS.includes(key)));
  const { [LAST_APPLIED]: __, ...annotations } = (metadata.annotations ?? {}) as Record<string, string>;
  const { annotations: ___, ...rest } = metadata;
  return { ...manifest, metadata: { ...rest, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) } };
}
