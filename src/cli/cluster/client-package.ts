import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TekwireError } from '../../diagnostics';

const NAME = '@kubernetes/client-node';
/** Works with every version of Node.js that tekwire supports. */
const INSTALL = `npm install ${NAME}@1`;

/** Thrown when the package that reads kubeconfigs is not installed. */
export function missingClient(): TekwireError {
  return new TekwireError(`requires the package ${NAME} to connect to a cluster; ${INSTALL}`);
}

/**
 * Refuses an installed version that cannot be loaded: from version 2 on its own dependencies need Node.js 22.15, and older versions of Node.js end with
 * an exception that the command cannot catch.
 * @param paths - folders of packages, the nearest first
 * @throws TekwireError
 */
export function refuseUnloadable(paths: readonly string[], node = process.versions.node): void {
  const file = paths.map((path) => join(path, NAME, 'package.json')).find((one) => existsSync(one));
  if (file === undefined) return;
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (Number.parseInt(version, 10) < 2 || major > 22 || (major === 22 && minor >= 15)) return;
  throw new TekwireError(`${NAME} ${version} needs Node.js 22.15 or newer, found ${node}; ${INSTALL}`);
}
