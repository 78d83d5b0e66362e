import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a file of the package, from the built code as well as from its source. */
export function packageFile(path: string): string {
  const folder = ['..', '../..', '../../..'].map((up) => join(__dirname, up)).find((one) => existsSync(join(one, 'package.json')));
  return join(folder ?? '', path);
}

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string }).version;
}
