import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to write: its path in the output folder, and its bytes. */
export type OutputFile = readonly [path: string, bytes: Buffer];

const INDEX = '.tekwire-package.json';

/**
 * Writes the files of a package into a folder: only those that have changed. Files of an earlier call for the same package that are no
 * longer part of it are removed; the index file of the folder lists them. Nothing else in the folder is touched. Returns the changed paths.
 */
export function writePackage(folder: string, key: string, files: readonly OutputFile[]): readonly string[] {
  const index = readIndex(folder);
  const changed: string[] = [];
  const paths = new Set(files.map(([path]) => path));
  for (const path of index[key] ?? []) {
    // written by us; a path that leads out of the folder is not
    if (paths.has(path) || path.split('/').includes('..') || path.startsWith('/')) continue;
    rmSync(join(folder, path), { force: true });
    changed.push(`${path} (removed)`);
  }
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    changed.push(path);
  }
  // archives of other versions stay
  const next = { ...index, [key]: [...paths].filter((path) => !path.endsWith('.tgz')).sort() };
  mkdirSync(folder, { recursive: true });
  const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(folder, INDEX), `${JSON.stringify(sorted, null, 2)}\n`);
  return changed;
}

function readIndex(folder: string): Readonly<Record<string, readonly string[]>> {
  try {
    return JSON.parse(readFileSync(join(folder, INDEX), 'utf8'));
  } catch {
    return {};
  }
}
