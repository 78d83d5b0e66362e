import type { Size } from 'cdk8s';
import type { DataSource, LabelSelector, VolumeClaimTemplate } from '../spec';
import { demandRecord, demandStrings, refuse } from '../synth';
import { defined, type Named, nameOf } from '../task';

/** Storage that is claimed for one run and released with it. */
export interface ClaimProps {
  /** The requested size. */
  readonly size: Size;
  /** Maximum size. @default - the maximum of the StorageClass */
  readonly maxSize?: Size;
  /** @default - the cluster's default StorageClass */
  readonly storageClass?: string | Named;
  /** @default - ReadWriteOnce: all tasks of a run that use it run on one node */
  readonly accessModes?: readonly ('ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod')[];
  /** A workspace is a directory, so it cannot be a block device (`Block`). @default - Filesystem, the default of Kubernetes */
  readonly volumeMode?: 'Filesystem';
  /** The initial content: a VolumeSnapshot, or another claim. @default - it is empty */
  readonly dataSource?: DataSource;
  /** Like `dataSource`, for any kind, and from another namespace if the cluster allows it. @default - it is empty */
  readonly dataSourceRef?: DataSource & { readonly namespace?: string };
  /** Labels of the volumes that may be bound. @default - any volume of the StorageClass */
  readonly selector?: LabelSelector;
  /** The name of the volume to bind. @default - a new volume of the StorageClass */
  readonly volumeName?: string;
  /** Name of a VolumeAttributesClass, which sets the performance of the volume. @default - that of the StorageClass */
  readonly volumeAttributesClass?: string | Named;
  /** The start of the claim's name; ten characters that are unique to the run follow. @default pvc */
  readonly name?: string;
  /** Labels of the claim. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the claim. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Renders the claim of a run. */
export function renderClaim(claim: ClaimProps): VolumeClaimTemplate {
  demandRecord({}, 'claim', claim ?? null, 'an object such as { size: Size.gibibytes(1) }');
  const { size, maxSize, name, labels, annotations, ...props } = claim;
  demandSize('claim size', size);
  if (maxSize !== undefined) demandSize('claim maxSize', maxSize);
  demandStrings({}, 'claim accessModes', claim.accessModes, "an array, such as accessModes: ['ReadWriteOnce']");
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

/** Throws for anything but a `Size` of cdk8s. */
export function demandSize(field: string, size: unknown): void {
  if (typeof (size as { asString?: unknown } | null | undefined)?.asString !== 'function')
    refuse({}, field, size, 'a Size of cdk8s, such as Size.gibibytes(1)');
}
