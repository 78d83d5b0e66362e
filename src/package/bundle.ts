import { createHash } from 'node:crypto';
import { TekwireError } from '../diagnostics';
import type { Manifest } from '../spec';
import { gzip, tar } from './archive';
import type { Content } from './content';
import type { PackageId } from './helm';
import { yamlOf } from './yaml-text';

/** A blob of an image. */
export interface Blob {
  readonly digest: string;
  readonly bytes: Buffer;
}

/** A Tekton bundle as an OCI image. */
export interface Bundle {
  readonly name: string;
  readonly version: string;
  /** The manifest of the image; its digest is that of the bundle. */
  readonly manifest: Blob;
  readonly blobs: readonly Blob[];
  /** What it contains, as `task/lint`. */
  readonly objects: readonly string[];
}

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
// tektoncd/pipeline pkg/resolution/resolver/bundle/bundle.go MaximumBundleObjects
const MAX_OBJECTS = 20;
const KINDS: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'StepAction']);

/**
 * The bundles of a package: one of Tasks and StepActions, one of Pipelines. Tekton's bundles resolver reads them.
 * @throws TekwireError when a bundle would have more objects than Tekton reads
 */
export function bundlesOf({ name, version }: PackageId, { tasks, pipelines }: Content): readonly Bundle[] {
  const runnable = tasks.filter(({ kind = '' }) => KINDS.has(kind));
  return [
    ...(runnable.length === 0 ? [] : [bundleOf({ name, version }, runnable)]),
    ...(pipelines.length === 0 ? [] : [bundleOf({ name: `${name}-pipelines`, version }, pipelines)]),
  ];
}

/** Objects that a bundle cannot hold. */
export function notInBundles({ tasks }: Content): readonly Manifest[] {
  return tasks.filter(({ kind = '' }) => !KINDS.has(kind));
}

function bundleOf({ name, version }: PackageId, manifests: readonly Manifest[]): Bundle {
  if (manifests.length > MAX_OBJECTS)
    throw new TekwireError(
      `bundle "${name}" would have ${manifests.length} objects, of which Tekton reads at most ${MAX_OBJECTS}; make several packages`,
    );
  const layers = manifests.map(layerOf);
  const config = blobOf(
    Buffer.from(
      JSON.stringify({ architecture: '', os: '', config: {}, rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) } }),
    ),
  );
  const content = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config.digest, size: config.bytes.length },
    layers: layers.map(({ blob, annotations }) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: blob.digest,
      size: blob.bytes.length,
      annotations,
    })),
    annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
  };
  const objects = manifests.map(({ kind = '', metadata }) => `${kind.toLowerCase()}/${metadata?.name}`);
  return {
    name,
    version,
    manifest: blobOf(Buffer.from(JSON.stringify(content))),
    blobs: [config, ...layers.map(({ blob }) => blob)],
    objects,
  };
}

/** A layer with one object, and the annotations by which Tekton finds it (pkg/resolution/resolver/bundle/annotations.go). */
function layerOf(manifest: Manifest): {
  readonly blob: Blob;
  readonly diffId: string;
  readonly annotations: Readonly<Record<string, string>>;
} {
  const { apiVersion = '', kind = '', metadata } = manifest;
  const name = metadata?.name ?? '';
  const archive = tar([{ path: name, text: yamlOf(manifest) }]);
  return {
    blob: blobOf(gzip(archive)),
    diffId: digestOf(archive),
    annotations: {
      'dev.tekton.image.apiVersion': apiVersion.split('/').at(-1) ?? '',
      'dev.tekton.image.kind': kind.toLowerCase(),
      'dev.tekton.image.name': name,
    },
  };
}

function blobOf(bytes: Buffer): Blob {
  return { digest: digestOf(bytes), bytes };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The files of an OCI image layout (opencontainers/image-spec image-layout.md): paths and bytes. */
export function layoutOf({ manifest, blobs, version }: Bundle): readonly (readonly [path: string, bytes: Buffer])[] {
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      {
        mediaType: MANIFEST_TYPE,
        digest: manifest.digest,
        size: manifest.bytes.length,
        annotations: { 'org.opencontainers.image.ref.name': version },
      },
    ],
  };
  return [
    ['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
    ['index.json', Buffer.from(JSON.stringify(index))],
    ...[manifest, ...blobs].map(({ digest, bytes }) => [`blobs/${digest.replace(':', '/')}`, bytes] as const),
  ];
}
