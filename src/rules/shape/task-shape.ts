import { paramSpecs, results, sidecar, step, stepTemplate } from './container-shape';
import { partMetadata } from './metadata-shape';
import { list, map, object, type Shape } from './shape';

// k8s.io/api/core/v1/types.go VolumeSource; what stands in them only the API server knows
const volumeSources =
  'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker ' +
  'gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected ' +
  'quobyte rbd scaleIO secret storageos vsphereVolume';

/** Volumes of a Task or of the pods of a run. */
export const volumes = list(
  object({ name: 'text' }, Object.fromEntries(volumeSources.split(' ').map((source): [string, Shape] => [source, map('any')]))),
);

// tektoncd/pipeline pkg/apis/pipeline/v1/task_types.go
const fields = {
  displayName: 'text',
  description: 'text',
  params: paramSpecs,
  results,
  workspaces: list(object({ name: 'text', description: 'text', mountPath: 'text', readOnly: 'flag', optional: 'flag' })),
  stepTemplate,
  steps: list(step),
  sidecars: list(sidecar),
  volumes,
} as const;

/** The body of a Task. */
export const taskSpec = object(fields);

/** A Task or custom task written into a pipeline (pipeline_types.go EmbeddedTask). */
export const embeddedTask = object(fields, { apiVersion: 'text', kind: 'text', spec: 'any', metadata: partMetadata });
