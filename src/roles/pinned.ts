import type { Construct, IConstruct } from 'constructs';
import { parseImage, taggedName } from '../image';
import { catalogueImages, lockPath, tryReadLock } from '../lock';
import { attempt } from '../synth';
import type { Step } from '../task';

/** The locked digests of an app, read once. */
const locked = new WeakMap<IConstruct, Readonly<Record<string, string>>>();

/**
 * Adds the digest to an image of the catalogue: the one of the project's tekwire.lock, else the one that tekwire ships. An image that the
 * catalogue does not name, and one without a known digest, is unchanged.
 * Reported at synth (TW288), once for an app: a tekwire.lock that cannot be read
 */
export function withDigest(scope: Construct, image: string): string {
  const name = taggedName(image);
  const shipped = catalogueImages[name];
  if (shipped === undefined || parseImage(image).digest !== undefined) return image;
  const digest = locksOf(scope)[name] ?? shipped;
  return digest === '' ? image : `${image}@${digest}`;
}

/** The steps with the digests of their images. Anything but an array of steps is left to the Task, which reports it. */
export function withDigests<T extends readonly Step[]>(scope: Construct, steps: T): T {
  if (!Array.isArray(steps)) return steps;
  return steps.map((step: Step) => {
    const image: unknown = typeof step === 'object' && step !== null && 'image' in step ? step.image : undefined;
    return typeof image === 'string' && !image.includes('$(') ? { ...step, image: withDigest(scope, image) } : step;
  }) as unknown as T;
}

/** The function that makes the steps, with the digests of their images. Anything but a function is left to the Task, which reports it. */
export function digested<C, R extends readonly Step[]>(scope: Construct, make: (context: C) => R): (context: C) => R {
  return typeof make === 'function' ? (context) => withDigests(scope, make(context)) : make;
}

function locksOf(scope: Construct): Readonly<Record<string, string>> {
  const { root } = scope.node;
  const known = locked.get(root) ?? attempt(scope, () => tryReadLock(lockPath()))?.images ?? {};
  locked.set(root, known);
  return known;
}
