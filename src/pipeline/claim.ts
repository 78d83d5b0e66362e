import type { Size } from 'cdk8s';
import type { DataSource, LabelSelector, VolumeClaimTemplate } from '../spec';
import { demandRecord, refuse } from '../synth';
import { defined, type Named, nameOf } from '../task';

/** Storage that Tekton claims for one run and gives back with it. */
export interface ClaimProps {
  readonly size: Size;
  /** More than this it cannot become. @default - what the StorageClass gives */
  readonly maxSize?: Size;
  /** @default - the cluster's default StorageClass */
  readonly storageClass?: string | Named;
  /** @default - ReadWriteOnce: all tasks of a run that use it run on one node */
  readonly accessModes?: readonly ('ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod')[];
  /** A workspace is a directory, so a block device (`Block`) cannot be one. @default - Filesystem, as Kubernetes has it */
  readonly volumeMode?: 'Filesystem';
  /** What it is filled from: a VolumeSnapshot, or another claim. @default - it is empty */
  readonly dataSource?: DataSource;
  /** The same of any kind, and from another namespace where the cluster allows that. @default - it is empty */
  readonly dataSourceRef?: DataSource & { readonly namespace?: string };
  /** Labels of the volumes that may be behind it. @default - any volume of the StorageClass */
  readonly selector?: LabelSelector;
  /** The volume that is behind it. @default - one that the StorageClass makes */
  readonly volumeName?: string;
  /** Name of a VolumeAttributesClass: how fast the volume is. @default - as the StorageClass has it */
  readonly volumeAttributesClass?: string | Named;
  /** How the claim's name begins; behind it stand ten characters of the run's own. @default pvc */
  readonly name?: string;
  /** Labels of the claim. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the claim. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The claim as a run's manifest holds it. */
export function renderClaim(claim: ClaimProps): VolumeClaimTemplate {
  demandRecord({}, 'claim', claim ?? null, 'write { size: Size.gibibytes(1) }');
  const { size, maxSize, name, labels, annotations, ...props } = claim;
  demandSize('claim size', size);
  if (maxSize !== undefined) demandSize('claim maxSize', maxSize);
  const { storageClass, accessModes = ['ReadWriteOnce'], volumeAttributesClass, ...rest } = props;
  const limits = maxSize && { limits: { storage: maxSize.asString() } };
  const metadata = defined({ name, labels, annotations });
  return {
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    spec: defined({
      accessModes: [...accessModes],
      resources: { requests: { storage: size.asString() }, ...limits },
      storageClassName: storageClass && nameOf(storageClass),
      volumeAttributesClassName: volumeAttributesClass && nameOf(volumeAttributesClass),
      ...rest,
    }),
  };
}

/** Refuses anything but a `Size` of cdk8s. */
export function demandSize(field: string, size: unknown): void {
  if (typeof (size as { asString?: unknown } | null | undefined)?.asString !== 'function')
    refuse({}, field, size, 'write a Size of cdk8s, as Size.gibibytes(1)');
}
