import { quoted, TekwireError } from '../diagnostics';
import { type ImageName, imageMistake, isHost, parseImage, registryName } from '../image';
import { demandRecord, refuse } from '../synth';
import { policyOr } from './stand-in';
import type { PolicyVisitor } from './visitor';
import { noteIdle } from './without-effect';

/**
 * Replaces registries by mirrors, for clusters without internet access. Keys are registries or path prefixes (`docker.io`, `quay.io/acme`),
 * values their replacements; the longest matching key wins, and images of other registries are unchanged. Short names are Docker Hub images:
 * `busybox:1` is `docker.io/library/busybox:1`.
 * Reported at synth (TW288): a key that does not start with a registry, or an empty value
 * @example
 * Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker', 'quay.io': 'registry.acme.example/quay' }));
 */
export function mirrorImages(mirrors: Readonly<Record<string, string>>): PolicyVisitor {
  return policyOr('mirrorImages', () => mirrorVisitor(mirrors));
}

function mirrorVisitor(mirrors: Readonly<Record<string, string>>): PolicyVisitor {
  demandRecord({}, '', mirrors ?? null, "an object of registries by name, such as { 'docker.io': 'registry.acme.example/docker' }");
  const places = placesOf(mirrors);
  const used = new Set<string>();
  const hosts = new Set<string>();
  const image = (name: string): string => {
    const parts = parseImage(name);
    hosts.add(parts.registry);
    const place = placeOf(parts, places);
    if (place === undefined) return name;
    used.add(place.key);
    return onMirror(parts, place);
  };
  const idle = () => Object.keys(mirrors).filter((key) => !used.has(key));
  return noteIdle({ name: 'mirrorImages', image }, () =>
    idle().map(
      (key) =>
        `no image is in ${quoted(key)} (registries of the images: ${[...hosts].sort().join(', ') || 'none'}); remove the key, or correct it`,
    ),
  );
}

/** The name of an image on its mirror, as `mirrorImages` rewrites it. @throws Error like it */
export function mirroredName(name: string, mirrors: Readonly<Record<string, string>>): string {
  const parts = parseImage(name);
  const place = placeOf(parts, placesOf(mirrors));
  return place === undefined ? name : onMirror(parts, place);
}

type MirrorPlace = ReturnType<typeof placesOf>[number];

function placeOf({ registry, repository }: ImageName, places: readonly MirrorPlace[]): MirrorPlace | undefined {
  return places.find(({ from }) => `${registry}/${repository}`.startsWith(`${from}/`));
}

function onMirror({ registry, repository, tag, digest }: ImageName, { from, to }: MirrorPlace): string {
  const version = `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  return `${to}${`${registry}/${repository}`.slice(from.length)}${version}`;
}

function placesOf(mirrors: Readonly<Record<string, string>>) {
  return Object.entries(mirrors)
    .map(([from, to]) => ({ key: from, from: sourceOf(from), to: targetOf(from, to) }))
    .sort((a, b) => b.from.length - a.from.length);
}

function sourceOf(from: string): string {
  const [host = '', ...path] = from.replace(/\/+$/, '').split('/');
  if (!isHost(host))
    throw new TekwireError(`${quoted(from)} does not start with a registry; start with its host, as in "docker.io" or "quay.io/acme"`);
  return [registryName(host), ...path].join('/');
}

function targetOf(from: string, to: string): string {
  if (typeof to !== 'string') refuse({}, from, to, 'a registry, such as "registry.acme.example/docker"');
  const target = to.replace(/\/+$/, '');
  if (target === '')
    throw new TekwireError(`the mirror of ${quoted(from)} is ${quoted(to)}; expected a registry, as in "registry.acme.example/docker"`);
  const mistake = imageMistake(`${target}/image`);
  if (mistake !== undefined) throw new TekwireError(`the mirror of ${quoted(from)} is ${quoted(to)}, but ${mistake}`);
  return target;
}
