import { quoted } from '../diagnostics';
import { isHost, parseImage, registryName } from './image-name';
import type { PolicyVisitor } from './visitor';

/**
 * Takes images from mirrors, for clusters without a way out. Keys are registries or parts of them (`docker.io`, `quay.io/acme`), values
 * what stands in their place; the longest key that fits wins, images of other registries stay. Short names are those of Docker Hub:
 * `busybox:1` is `docker.io/library/busybox:1`.
 * @throws Error when a key names no registry or a value is empty
 * @example
 * Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker', 'quay.io': 'registry.acme.example/quay' }));
 */
export function mirrorImages(mirrors: Readonly<Record<string, string>>): PolicyVisitor {
  const places = Object.entries(mirrors)
    .map(([from, to]) => ({ from: sourceOf(from), to: targetOf(from, to) }))
    .sort((a, b) => b.from.length - a.from.length);
  const image = (name: string): string => {
    const { registry, repository, tag, digest } = parseImage(name);
    const whole = `${registry}/${repository}`;
    const place = places.find(({ from }) => whole.startsWith(`${from}/`));
    if (place === undefined) return name;
    const version = `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
    return `${place.to}${whole.slice(place.from.length)}${version}`;
  };
  return { name: 'mirrorImages', image };
}

/**
 * Adds digests to images, so that nobody can change what a tag means. Keys are names with a tag, short ones as well (no tag is
 * `latest`); values are digests. Images that have one, or are not in the list, stay as they are.
 * @throws Error when a value is no digest
 * @example
 * Policy.of(app).add(pinImages({ 'busybox:1.37.0': 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }));
 */
export function pinImages(digests: Readonly<Record<string, string>>): PolicyVisitor {
  for (const [name, digest] of Object.entries(digests)) checkDigest(name, digest);
  const known = new Map(Object.entries(digests).map(([name, digest]) => [taggedName(name), digest]));
  const image = (name: string): string => {
    const digest = name.includes('@') ? undefined : known.get(taggedName(name));
    return digest === undefined ? name : `${name}@${digest}`;
  };
  return { name: 'pinImages', image };
}

function sourceOf(from: string): string {
  const [host = '', ...path] = from.replace(/\/+$/, '').split('/');
  if (!isHost(host))
    throw new Error(`mirrorImages: ${quoted(from)} names no registry; begin with its host, as "docker.io" or "quay.io/acme"`);
  return [registryName(host), ...path].join('/');
}

function targetOf(from: string, to: string): string {
  const target = to.replace(/\/+$/, '');
  if (target === '')
    throw new Error(`mirrorImages: the mirror of ${quoted(from)} is ${quoted(to)}; it is a registry, as "registry.acme.example/docker"`);
  return target;
}

function checkDigest(name: string, digest: string): void {
  if (/^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest)) return;
  throw new Error(`pinImages: the digest of ${quoted(name)} is ${quoted(digest)}; it is "sha256:" and 64 hexadecimal digits in lower case`);
}

function taggedName(image: string): string {
  const { registry, repository, tag = 'latest' } = parseImage(image);
  return `${registry}/${repository}:${tag}`;
}
