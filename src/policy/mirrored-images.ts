import { quoted } from '../diagnostics';
import { imageMistake, isHost, parseImage, registryName } from '../image';
import { demandRecord } from '../synth';
import type { PolicyVisitor } from './visitor';

/**
 * Replaces registries by mirrors, for clusters without internet access. Keys are registries or path prefixes (`docker.io`, `quay.io/acme`),
 * values their replacements; the longest matching key wins, and images of other registries are unchanged. Short names are Docker Hub images:
 * `busybox:1` is `docker.io/library/busybox:1`.
 * @throws Error when a key does not start with a registry or a value is empty
 * @example
 * Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker', 'quay.io': 'registry.acme.example/quay' }));
 */
export function mirrorImages(mirrors: Readonly<Record<string, string>>): PolicyVisitor {
  demandRecord({}, 'mirrorImages', mirrors ?? null, "write registries by name, as in { 'docker.io': 'registry.acme.example/docker' }");
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

function sourceOf(from: string): string {
  const [host = '', ...path] = from.replace(/\/+$/, '').split('/');
  if (!isHost(host))
    throw new Error(
      `mirrorImages: ${quoted(from)} does not start with a registry; start with its host, as in "docker.io" or "quay.io/acme"`,
    );
  return [registryName(host), ...path].join('/');
}

function targetOf(from: string, to: string): string {
  const target = to.replace(/\/+$/, '');
  if (target === '')
    throw new Error(
      `mirrorImages: the mirror of ${quoted(from)} is ${quoted(to)}; expected a registry, as in "registry.acme.example/docker"`,
    );
  const mistake = imageMistake(`${target}/image`);
  if (mistake !== undefined) throw new Error(`mirrorImages: the mirror of ${quoted(from)} is ${quoted(to)}, but ${mistake}`);
  return target;
}
