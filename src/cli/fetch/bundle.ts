import { gunzipSync } from 'node:zlib';
import { DownloadError } from '../../deploy';
import { parseImage } from '../../image';
import type { Address } from '../address';
import type { Fetched } from './fetched';
import { Registry } from './registry';

type BundleAddress = Extract<Address, { scheme: 'bundle' }>;

interface Layer {
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

// tektoncd/pipeline pkg/resolution/resolver/bundle/annotations.go
const NOTES = ['kind', 'name', 'apiVersion'].map((one) => `dev.tekton.image.${one}`);
// its bundle.go MaximumBundleObjects
const MAX_LAYERS = 20;
const MAX_BYTES = 1024 * 1024;
const BLOCK = 512;

/**
 * Fetches one object of a Tekton bundle; the reference names the digest of the bundle's image.
 * @throws DownloadError when the registry cannot be reached, or the bundle or the object does not exist
 */
export async function fetchBundle({ image, kind, name }: BundleAddress): Promise<Fetched> {
  const registry = new Registry(image);
  const { digest, content } = await registry.manifest();
  const layers = layersOf(image, content.layers);
  const layer = layers.find(
    ({ annotations = {} }) => annotations[`${NOTES[0]}`] === kind.toLowerCase() && annotations[`${NOTES[1]}`] === name,
  );
  if (layer === undefined) throw new DownloadError(`${image}: unknown ${kind} "${name}" of the bundle (available: ${contents(layers)})`);
  const bytes = unpacked(image, await registry.blob(layer.digest));
  const bundle = parseImage(image).digest !== undefined ? image : `${image}@${digest}`;
  return {
    bytes,
    reference: () => ({ resolver: 'bundles', params: { bundle, kind: kind.toLowerCase(), name } }),
    expected: { kind, name },
  };
}

/** The layers of the bundle. @throws DownloadError when Tekton would refuse the bundle (bundle.go checkImageCompliance) */
function layersOf(image: string, layers: unknown): readonly Layer[] {
  if (!Array.isArray(layers)) throw new DownloadError(`${image}: is an index of images, not a Tekton bundle`);
  if (layers.length > MAX_LAYERS)
    throw new DownloadError(`${image}: is not a Tekton bundle: it has ${layers.length} layers; at most ${MAX_LAYERS} are allowed`);
  for (const [at, { annotations = {} }] of (layers as readonly Layer[]).entries()) {
    const missing = NOTES.find((note) => annotations[note] === undefined);
    if (missing !== undefined) throw new DownloadError(`${image}: is not a Tekton bundle: layer ${at} has no annotation ${missing}`);
  }
  return layers;
}

function contents(layers: readonly Layer[]): string {
  return layers.map(({ annotations = {} }) => `${annotations[`${NOTES[0]}`]}/${annotations[`${NOTES[1]}`]}`).join(', ') || 'nothing';
}

/** The first file of the layer when it is a tar archive, else the layer itself; unzipped. */
function unpacked(image: string, layer: Uint8Array): Uint8Array {
  const bytes = layer[0] === 0x1f && layer[1] === 0x8b ? unzipped(image, layer) : Buffer.from(layer);
  if (bytes.length < BLOCK || bytes.toString('latin1', 257, 262) !== 'ustar') return bytes;
  const size = Number.parseInt(bytes.toString('latin1', 124, 136).replace(/\0.*$/, '').trim(), 8);
  if (!(size <= bytes.length - BLOCK)) throw new DownloadError(`${image}: a layer of the bundle is truncated`);
  return bytes.subarray(BLOCK, BLOCK + size);
}

function unzipped(image: string, layer: Uint8Array): Buffer {
  try {
    return gunzipSync(layer, { maxOutputLength: MAX_BYTES });
  } catch {
    throw new DownloadError(`${image}: a layer of the bundle cannot be unzipped, or is larger than ${MAX_BYTES} bytes`);
  }
}
