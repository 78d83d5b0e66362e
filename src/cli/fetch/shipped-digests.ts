import { DownloadError } from '../../deploy';
import { catalogueImages } from '../../lock';
import { mirroredName } from '../../policy';
import { Registry } from './registry';

/**
 * Compares the digests that registries have for the tags of the catalogue with those that tekwire ships: a line for each that differs, which
 * says whether the registry has the shipped one, too, and a line with the counts. Nothing without an image of the catalogue.
 * @param mirrors - registries that stand for others
 * @param shipped - the digests by full image name; empty where none is shipped
 */
export async function comparedWithShipped(
  found: readonly { readonly image: string; readonly digest: string }[],
  mirrors: Readonly<Record<string, string>>,
  shipped: Readonly<Record<string, string>> = catalogueImages,
): Promise<string[]> {
  const images = found.filter(({ image }) => shipped[image] !== undefined);
  if (images.length === 0) return [];
  const known = images.filter(({ image }) => shipped[image] !== '');
  const others = known.filter(({ image, digest }) => shipped[image] !== digest);
  const lines = await Promise.all(
    others.map(async ({ image }) => {
      const digest = shipped[image] ?? '';
      return `! ${image}: tekwire ships ${digest}, ${await stateOf(mirroredName(`${image}@${digest}`, mirrors))}`;
    }),
  );
  const same = known.length - others.length;
  return [
    ...lines,
    `${same} digests that tekwire ships are those of the registries, ${others.length} are not; it ships none for ${images.length - known.length} images`,
  ];
}

async function stateOf(image: string): Promise<string> {
  try {
    return (await new Registry(image).has())
      ? 'which the registry has, too: the tag was moved, as it is when an image is built again'
      : 'which the registry does not have: it is wrong, or was deleted';
  } catch (error) {
    if (error instanceof DownloadError) return `which could not be asked for: ${error.message}`;
    throw error;
  }
}
