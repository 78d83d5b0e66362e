import type { IConstruct } from 'constructs';
import { quoted, suggestion, TekwireError } from '../diagnostics';
import { imageMistake, isDigest, parseImage, taggedName } from '../image';
import { catalogueImages, imagesOf, lockCommand, lockPath, tryReadLock } from '../lock';
import { demandRecord, isTektonObject, knownOf, ownJsonOf } from '../synth';
import { withoutParts } from './stand-in';
import type { PartLocation, PolicyVisitor } from './visitor';
import { noteIdle } from './without-effect';

/** Options of `pinImages`. */
export interface PinOptions {
  /** Path of the lock file. @default - `tekwire.lock` beside the nearest package.json in the working directory or above */
  readonly lock?: string;
}

/**
 * Adds digests to images, so that a moved tag changes nothing. Without `digests`, they come from tekwire.lock, which must contain every
 * image that has no digest; `npx tekwire lock` writes it. Keys of `digests` are names with a tag, also short ones (the default tag is
 * `latest`); images without a key are unchanged. In either case a digest that the program itself names stays, and one that tekwire ships gives way.
 * Reported at synth: a value that is not a digest (TW288); an image that is not locked, with the command that locks it (TW286)
 * @example
 * Policy.of(app).add(pinImages());
 * Policy.of(app).add(pinImages({ 'busybox:1.37.0': 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }));
 */
export function pinImages(digests?: Readonly<Record<string, string>>, options: PinOptions = {}): PolicyVisitor {
  const make = ({ lock }: PinOptions): PolicyVisitor =>
    digests === undefined ? { name: 'pinImages', image: lockedDigests(lock) } : pinGiven(digests);
  return knownOf('PinOptions', options, make, withoutParts('pinImages'));
}

function pinGiven(digests: Readonly<Record<string, string>>): PolicyVisitor {
  demandRecord({}, '', digests ?? null, "an object of digests by image name, such as pinImages({ 'busybox:1.37.0': 'sha256:…' })");
  for (const [name, digest] of Object.entries(digests)) checkEntry(name, digest);
  const known = new Map(Object.entries(digests).map(([name, digest]) => [taggedName(name), digest]));
  const images = new Set<string>();
  const image = (name: string): string => {
    images.add(taggedName(name));
    return pinned(name, known.get(taggedName(name)));
  };
  const idle = () => Object.keys(digests).filter((key) => !images.has(taggedName(key)));
  return noteIdle({ name: 'pinImages', image }, () =>
    idle().map((key) => `no image is ${quoted(key)}${suggestion(taggedName(key), images)}; remove the key, or correct it`),
  );
}

function lockedDigests(path: string = lockPath()): (image: string, location: PartLocation) => string {
  // read at the first image: without images the file is not needed
  let known: ReadonlyMap<string, string> | undefined;
  return (image, { construct }) => {
    known ??= new Map(Object.entries(tryReadLock(path)?.images ?? {}));
    if (!hasDigest(image) && !known.has(taggedName(image))) throw new TekwireError(missing(image, construct, path, known));
    return pinned(image, known.get(taggedName(image)));
  };
}

function hasDigest(image: string): boolean {
  return parseImage(image).digest !== undefined;
}

/** A digest of the program stays, one that tekwire ships gives way. */
function pinned(image: string, digest: string | undefined): string {
  const own = parseImage(image).digest;
  const isShipped = own === undefined || own === catalogueImages[taggedName(image)];
  return isShipped && digest !== undefined ? `${image.replace(/@.*/, '')}@${digest}` : image;
}

/** The message for an image that is not locked, with one command that locks all missing images. */
function missing(image: string, construct: IConstruct, path: string, known: ReadonlyMap<string, string>): string {
  const objects = construct.node.root.node.findAll().filter(isTektonObject);
  const all = [image, ...objects.flatMap((object) => imagesOf(ownJsonOf(object)))].filter((one) => !hasDigest(one));
  const unknown = [...new Set(all.map(taggedName))].filter((name) => !known.has(name)).sort();
  return `image ${quoted(image)} is not in ${path}; run ${lockCommand(...unknown.map((name) => `image://${name}`))}`;
}

function checkEntry(name: string, digest: string): void {
  const mistake = imageMistake(name);
  if (mistake !== undefined) throw new TekwireError(`${quoted(name)} is not a valid image name: ${mistake}`);
  if (isDigest(digest)) return;
  throw new TekwireError(`the digest of ${quoted(name)} is ${quoted(digest)}; expected "sha256:" and 64 hexadecimal digits in lower case`);
}
