import { metadata } from './metadata-shape';
import { labelSelector, nameOnly } from './pod-shape';
import { list, map, object, plain } from './shape';

// k8s.io/api/core/v1/types.go of v0.35: VolumeSource and what stands in it
const items = list(object(plain('key path mode:whole')));

/** A field of the pod, as a value. */
export const fieldRef = object(plain('apiVersion fieldPath'));

/** A limit or request of a container, as a value. */
export const resourceFieldRef = object(plain('containerName resource divisor:amount'));

const downwardItems = list(object(plain('path mode:whole'), { fieldRef, resourceFieldRef }));
const onDisk = plain('fsType readOnly:flag');

/** Keys of a configMap as files. */
export const configMapFiles = object(plain('name defaultMode:whole optional:flag'), { items });

/** Keys of a secret as files. */
export const secretFiles = object(plain('secretName defaultMode:whole optional:flag'), { items });

export const claim = object(plain('claimName readOnly:flag'));

export const emptyDir = object(plain('medium sizeLimit:amount'));

export const csi = object(onDisk, { driver: 'text', nodePublishSecretRef: nameOnly, volumeAttributes: map('text') });

const projection = object({
  clusterTrustBundle: object(plain('name signerName optional:flag path'), { labelSelector }),
  configMap: object(plain('name optional:flag'), { items }),
  downwardAPI: object({ items: downwardItems }),
  podCertificate: object(plain('signerName keyType maxExpirationSeconds:whole credentialBundlePath keyPath certificateChainPath'), {
    userAnnotations: map('text'),
  }),
  secret: object(plain('name optional:flag'), { items }),
  serviceAccountToken: object(plain('audience expirationSeconds:whole path')),
});

/** Several sources in one directory. */
export const projected = object(plain('defaultMode:whole'), { sources: list(projection) });

/** What a claim asks for. */
export const claimSpec = object(plain('volumeName storageClassName volumeMode volumeAttributesClassName'), {
  accessModes: list('text'),
  dataSource: object(plain('apiGroup kind name')),
  dataSourceRef: object(plain('apiGroup kind name namespace')),
  resources: object({ limits: map('amount'), requests: map('amount') }),
  selector: labelSelector,
});

/** Volumes of a Task or of the pods of a run. */
export const volumes = list(
  object(plain('name'), {
    awsElasticBlockStore: object(onDisk, plain('volumeID partition:whole')),
    azureDisk: object(onDisk, plain('diskName diskURI cachingMode kind')),
    azureFile: object(plain('secretName shareName readOnly:flag')),
    cephfs: object(plain('path user secretFile readOnly:flag'), { monitors: list('text'), secretRef: nameOnly }),
    cinder: object(onDisk, plain('volumeID'), { secretRef: nameOnly }),
    configMap: configMapFiles,
    csi,
    downwardAPI: object(plain('defaultMode:whole'), { items: downwardItems }),
    emptyDir,
    ephemeral: object({ volumeClaimTemplate: object({ metadata, spec: claimSpec }) }),
    fc: object(onDisk, plain('lun:whole'), { targetWWNs: list('text'), wwids: list('text') }),
    flexVolume: object(onDisk, plain('driver'), { options: map('text'), secretRef: nameOnly }),
    flocker: object(plain('datasetName datasetUUID')),
    gcePersistentDisk: object(onDisk, plain('pdName partition:whole')),
    gitRepo: object(plain('repository revision directory')),
    glusterfs: object(plain('endpoints path readOnly:flag')),
    hostPath: object(plain('path type')),
    image: object(plain('reference pullPolicy')),
    iscsi: object(onDisk, plain('targetPortal iqn lun:whole iscsiInterface chapAuthDiscovery:flag chapAuthSession:flag initiatorName'), {
      portals: list('text'),
      secretRef: nameOnly,
    }),
    nfs: object(plain('server path readOnly:flag')),
    persistentVolumeClaim: claim,
    photonPersistentDisk: object(plain('pdID fsType')),
    portworxVolume: object(onDisk, plain('volumeID')),
    projected,
    quobyte: object(plain('registry volume readOnly:flag user group tenant')),
    rbd: object(onDisk, plain('image pool user keyring'), { monitors: list('text'), secretRef: nameOnly }),
    scaleIO: object(onDisk, plain('gateway system sslEnabled:flag protectionDomain storagePool storageMode volumeName'), {
      secretRef: nameOnly,
    }),
    secret: secretFiles,
    storageos: object(onDisk, plain('volumeName volumeNamespace'), { secretRef: nameOnly }),
    vsphereVolume: object(plain('volumePath fsType storagePolicyName storagePolicyID')),
  }),
);
