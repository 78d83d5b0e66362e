import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Makes the test bed answer for the images of the manifests with the real tools in them. On any other cluster the images come
 * from their registries and there is nothing to do.
 */
export function provideImages(manifests: string): void {
  if (process.env.TESTBED === undefined) return;
  execFileSync(join(__dirname, 'images.sh'), imagesOf(manifests), { stdio: ['ignore', 'inherit', 'inherit'] });
}

/**
 * The manifests for the cluster of the tests: the test bed makes its images itself, so they have other digests than the public ones.
 * A digest of zeros stays: it names an image that nobody can pull.
 */
export function forCluster(manifests: string): string {
  return process.env.TESTBED === undefined ? manifests : manifests.replace(/@sha256:(?!0{64})[0-9a-f]{64}/g, '');
}

/** The images that manifests (YAML text) name on the cluster of the tests, sorted. */
export function imagesOf(manifests: string): string[] {
  const found = [...forCluster(manifests).matchAll(/^[\s-]*image: ["']?([^\s"']+)/gm)].map((match) => match[1] ?? '');
  return [...new Set(found)].sort();
}
