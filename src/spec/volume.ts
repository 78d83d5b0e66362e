import type { FieldSelector, LabelSelector, ResourceFieldSelector } from './kubernetes';
import type { ObjectMeta } from './metadata';

/** Mounts a volume of the Task into a container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly mountPropagation?: string;
  readonly recursiveReadOnly?: string;
}

/** Picks keys of a Secret or ConfigMap as files. */
export interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}

/** One source of a projected volume. */
export interface ProjectedSource {
  readonly secret?: { readonly name: string; readonly items?: readonly KeyToPath[]; readonly optional?: boolean };
  readonly configMap?: { readonly name: string; readonly items?: readonly KeyToPath[]; readonly optional?: boolean };
  readonly serviceAccountToken?: { readonly path: string; readonly audience?: string; readonly expirationSeconds?: number };
  readonly downwardAPI?: { readonly items?: readonly DownwardFile[] };
  readonly clusterTrustBundle?: {
    readonly path: string;
    readonly name?: string;
    readonly signerName?: string;
    readonly labelSelector?: LabelSelector;
    readonly optional?: boolean;
  };
  readonly podCertificate?: PodCertificate;
}

/** A file with the value of a field of the pod. */
export interface DownwardFile {
  readonly path: string;
  readonly fieldRef?: FieldSelector;
  readonly resourceFieldRef?: ResourceFieldSelector;
  readonly mode?: number;
}

/** A certificate that is issued for the pod when it starts. */
export interface PodCertificate {
  readonly signerName: string;
  readonly keyType: string;
  readonly keyPath?: string;
  readonly certificateChainPath?: string;
  readonly credentialBundlePath?: string;
  readonly maxExpirationSeconds?: number;
  readonly userAnnotations?: Readonly<Record<string, string>>;
}

/** Storage of a Container Storage Interface (CSI) driver that lives as long as the pod. */
export interface CsiSource {
  readonly driver: string;
  readonly readOnly?: boolean;
  readonly fsType?: string;
  readonly volumeAttributes?: Readonly<Record<string, string>>;
  readonly nodePublishSecretRef?: { readonly name: string };
}

/** A volume of a pod. */
export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly secret?: {
    readonly secretName: string;
    readonly items?: readonly KeyToPath[];
    readonly optional?: boolean;
    readonly defaultMode?: number;
  };
  readonly configMap?: {
    readonly name: string;
    readonly items?: readonly KeyToPath[];
    readonly optional?: boolean;
    readonly defaultMode?: number;
  };
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly projected?: { readonly sources: readonly ProjectedSource[]; readonly defaultMode?: number };
  readonly csi?: CsiSource;
  readonly hostPath?: { readonly path: string; readonly type?: string };
  readonly nfs?: { readonly server: string; readonly path: string; readonly readOnly?: boolean };
  readonly downwardAPI?: { readonly items?: readonly DownwardFile[]; readonly defaultMode?: number };
  readonly ephemeral?: { readonly volumeClaimTemplate: VolumeClaimTemplate };
  readonly image?: { readonly reference?: string; readonly pullPolicy?: string };
  readonly fc?: OnDisk & { readonly lun?: number; readonly targetWWNs?: readonly string[]; readonly wwids?: readonly string[] };
  readonly iscsi?: OnDisk & {
    readonly targetPortal: string;
    readonly iqn: string;
    readonly lun: number;
    readonly portals?: readonly string[];
    readonly iscsiInterface?: string;
    readonly initiatorName?: string;
    readonly chapAuthDiscovery?: boolean;
    readonly chapAuthSession?: boolean;
    readonly secretRef?: { readonly name: string };
  };
}

interface OnDisk {
  readonly fsType?: string;
  readonly readOnly?: boolean;
}

/** A claim that is created for one run or one pod and removed with it. */
export interface VolumeClaimTemplate {
  readonly metadata?: ObjectMeta;
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string }; readonly limits?: { readonly storage: string } };
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
    readonly selector?: LabelSelector;
    readonly dataSource?: DataSource;
    readonly dataSourceRef?: DataSource & { readonly namespace?: string };
    readonly volumeAttributesClassName?: string;
  };
}

/** The source that a new claim is filled from: a VolumeSnapshot or another claim. */
export interface DataSource {
  readonly kind: string;
  readonly name: string;
  readonly apiGroup?: string;
}
