import { list, map, object, plain } from './shape';

/** Fields of an object's metadata, including those that the API server adds and `kubectl get -o yaml` shows. */
export const metadata = object({
  name: 'text',
  generateName: 'text',
  namespace: 'text',
  labels: map('text'),
  annotations: map('text'),
  finalizers: list('text'),
  ownerReferences: list(object(plain('apiVersion kind name uid controller:flag blockOwnerDeletion:flag'))),
  managedFields: list(object(plain('manager operation apiVersion time:time fieldsType fieldsV1:any subresource'))),
  creationTimestamp: 'time',
  deletionTimestamp: 'time',
  deletionGracePeriodSeconds: 'whole',
  generation: 'whole',
  resourceVersion: 'text',
  selfLink: 'text',
  uid: 'text',
});

/** The metadata of an embedded Task, or of the pods of one pipeline task. */
export const partMetadata = object({ labels: map('text'), annotations: map('text') });
