import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..');

/**
 * Returns the content of a file of the project.
 * @param {string} path
 */
export const read = (path) => readFileSync(join(root, path), 'utf8');

/**
 * The current package.json.
 * @returns {{ name: string, scripts: Record<string, string>, bin: Record<string, string>, exports: Record<string, { types?: string | null, default?: string }>, devDependencies: Record<string, string> }}
 */
export const manifest = () => JSON.parse(read('package.json'));

/** Folders and files that are not sources: installed, built, cached, or the user's own playground. */
const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'play.ts']);

/**
 * The sorted paths, relative to the project, of the matching files in a folder. A missing folder has none.
 * @param {string} folder
 */
export function list(folder, pattern = /./) {
  /** @type {string[]} */
  const found = [];
  /** @type {(path: string) => void} */
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = join(path, entry.name);
      if (skipped.has(entry.name)) continue;
      if (entry.isDirectory()) visit(child);
      if (entry.isFile() && pattern.test(entry.name)) found.push(relative(root, child));
    }
  };
  try {
    visit(join(root, folder));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT' || found.length > 0) throw error;
  }
  return found.sort();
}
