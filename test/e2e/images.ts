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

/** The images that manifests (YAML text) name, sorted. */
export function imagesOf(manifests: string): string[] {
  const found = [...manifests.matchAll(/^[\s-]*image: ["']?([^\s"']+)/gm)].map((match) => match[1] ?? '');
  return [...new Set(found)].sort();
}
