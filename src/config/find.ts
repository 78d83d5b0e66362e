import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { nearest, TekwireError } from '../diagnostics';

/** A config file that is malformed. */
export class ConfigError extends TekwireError {
  override readonly name: string = 'ConfigError';
}

const NAMES = ['tekwire.config.json', 'tekwire.config.yaml', 'tekwire.config.yml'];

/**
 * The config file of a folder: in it, or in the nearest folder around it up to the root of the repository.
 * @throws ConfigError when a folder has several, or one with a name that is nearly right
 */
export function tryFindConfig(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const [path, other] = NAMES.map((name) => join(folder, name)).filter((file) => existsSync(file));
    if (path !== undefined && other !== undefined) throw new ConfigError(`${shown(path)} and ${shown(other)}: keep one of them`);
    if (path !== undefined) return path;
    demandSpelling(folder);
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

function shown(file: string): string {
  return relative(process.cwd(), file) || file;
}

/** A file that is nearly called like a config file would be passed over without a word. */
function demandSpelling(folder: string): void {
  const odd = namesIn(folder).find((name) => /^\.?tekwire[.-]?config\.(ya?ml|json|[cm]?[jt]s)$/.test(name));
  if (odd !== undefined)
    throw new ConfigError(`${shown(join(folder, odd))}: a config file is called ${nearest(odd, NAMES)[0]}; rename the file`);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // a folder above may not be read
    return [];
  }
}
