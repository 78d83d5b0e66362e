import { imagesOf, taggedName } from '../lock';
import { load, readYaml } from '../reader';

/** The images of manifests in files, as addresses; those that have a digest left out. And why files could not be read. */
export function imageAddressesIn(paths: readonly string[]): {
  readonly addresses: readonly string[];
  readonly failures: readonly string[];
} {
  const { sources, failures } = load(paths);
  const objects = sources.flatMap(({ text, origin }) => readYaml(text, origin).objects);
  const images = objects.flatMap(({ document }) => imagesOf(document?.manifest)).filter((image) => !image.includes('@'));
  return { addresses: [...new Set(images.map((image) => `image://${taggedName(image)}`))].sort(), failures };
}
