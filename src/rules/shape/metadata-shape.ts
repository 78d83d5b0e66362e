import { list, map, object } from './shape';

/** Fields of an object's metadata that a person writes, or that the API server writes and `kubectl get -o yaml` shows. */
export const metadata = object({
  name: 'text',
  generateName: 'text',
  namespace: 'text',
  labels: map('text'),
  annotations: map('text'),
  finalizers: list('text'),
  ownerReferences: 'any',
  managedFields: 'any',
  creationTimestamp: 'any',
  deletionTimestamp: 'any',
  deletionGracePeriodSeconds: 'whole',
  generation: 'whole',
  resourceVersion: 'text',
  selfLink: 'text',
  uid: 'text',
});

/** Labels and annotations of an embedded Task or of the pods of one pipeline task. */
export const partMetadata = object({ labels: map('text'), annotations: map('text') });
