import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A YAML text and what to call it in messages. */
export interface Loaded {
  readonly origin: string;
  readonly text: string;
}

/** The texts of files, of all `.yaml` and `.yml` files of folders (sorted, folders in them too), and of standard input for `-`. @throws Error when one cannot be read */
export function load(paths: readonly string[]): Loaded[] {
  return paths.flatMap((path) => {
    if (path === '-') return [{ origin: '-', text: readFileSync(0, 'utf8') }];
    return files(path).map((file) => ({ origin: file, text: readFileSync(file, 'utf8') }));
  });
}

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return files(inner);
    return /\.ya?ml$/.test(entry.name) ? [inner] : [];
  });
}
