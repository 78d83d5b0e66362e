import { metadata } from './metadata-shape';
import { closed } from './part-shape';
import { list, map, object, plain } from './shape';

// k8s.io/api/core/v1/types.go of v0.35: VolumeSource and its types
const nameOnly = closed.of('nameOnly');
const onDisk = plain('fsType readOnly:flag');

/** The `spec` of a PersistentVolumeClaim. */
export const claimSpec = object(plain('volumeName storageClassName volumeMode volumeAttributesClassName'), {
  accessModes: list('text'),
  dataSource: object(plain('apiGroup kind name')),
  dataSourceRef: object(plain('apiGroup kind name namespace')),
  resources: object({ limits: map('amount'), requests: map('amount') }),
  selector: closed.of('labelSelector'),
});

/** Volumes of a Task or of the pods of a run. */
export const volumes = list(
  object(plain('name'), {
    awsElasticBlockStore: object(onDisk, plain('volumeID partition:int32')),
    azureDisk: object(onDisk, plain('diskName diskURI cachingMode kind')),
    azureFile: object(plain('secretName shareName readOnly:flag')),
    cephfs: object(plain('path user secretFile readOnly:flag'), { monitors: list('text'), secretRef: nameOnly }),
    cinder: object(onDisk, plain('volumeID'), { secretRef: nameOnly }),
    configMap: closed.of('configMap'),
    csi: closed.of('csi'),
    downwardAPI: object(plain('defaultMode:int32'), { items: list(closed.of('downwardAPI.item')) }),
    emptyDir: closed.of('emptyDir'),
    ephemeral: object({ volumeClaimTemplate: object({ metadata, spec: claimSpec }) }),
    fc: object(onDisk, plain('lun:int32'), { targetWWNs: list('text'), wwids: list('text') }),
    flexVolume: object(onDisk, plain('driver'), { options: map('text'), secretRef: nameOnly }),
    flocker: object(plain('datasetName datasetUUID')),
    gcePersistentDisk: object(onDisk, plain('pdName partition:int32')),
    gitRepo: object(plain('repository revision directory')),
    glusterfs: object(plain('endpoints path readOnly:flag')),
    hostPath: object(plain('path type')),
    image: object(plain('reference pullPolicy')),
    iscsi: object(onDisk, plain('targetPortal iqn lun:int32 iscsiInterface chapAuthDiscovery:flag chapAuthSession:flag initiatorName'), {
      portals: list('text'),
      secretRef: nameOnly,
    }),
    nfs: object(plain('server path readOnly:flag')),
    persistentVolumeClaim: closed.of('persistentVolumeClaim'),
    photonPersistentDisk: object(plain('pdID fsType')),
    portworxVolume: object(onDisk, plain('volumeID')),
    projected: closed.of('projected'),
    quobyte: object(plain('registry volume readOnly:flag user group tenant')),
    rbd: object(onDisk, plain('image pool user keyring'), { monitors: list('text'), secretRef: nameOnly }),
    scaleIO: object(onDisk, plain('gateway system sslEnabled:flag protectionDomain storagePool storageMode volumeName'), {
      secretRef: nameOnly,
    }),
    secret: closed.of('secret'),
    storageos: object(onDisk, plain('volumeName volumeNamespace'), { secretRef: nameOnly }),
    vsphereVolume: object(plain('volumePath fsType storagePolicyName storagePolicyID')),
  }),
);
