import { parseImage, taggedName } from '../image';
import { catalogueImages, imagesOf } from '../lock';
import { load, readYaml } from '../reader';

/** Returns the addresses of the images in manifests that have no digest, or only the one that tekwire ships, and why files could not be read. */
export function imageAddressesIn(paths: readonly string[]): {
  readonly addresses: readonly string[];
  readonly failures: readonly string[];
  /** Whether the files contain no image at all, with or without a digest. */
  readonly isEmpty: boolean;
} {
  const { sources, failures } = load(paths);
  const objects = sources.flatMap(({ text, origin }) => readYaml(text, origin).objects);
  const images = objects.flatMap(({ document }) => imagesOf(document?.manifest));
  const unpinned = images.filter((image) => {
    const { digest } = parseImage(image);
    return digest === undefined || digest === catalogueImages[taggedName(image)];
  });
  const addresses = [...new Set(unpinned.map((image) => `image://${taggedName(image)}`))].sort();
  return { addresses, failures, isEmpty: images.length === 0 };
}
