import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Script, script } from '../script';

/** The public image in which our own logic runs. */
export const RUNTIME_IMAGE = 'node:22.20.0-alpine3.22';

const bundles = new Map<string, Script>();

/** Our logic as the script of a step: a bundle that the build has put beside the library. */
export function runtimeScript(name: string): Script {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const file = folders()
    .map((folder) => join(folder, `${name}.js`))
    .find((path) => existsSync(path));
  if (file === undefined)
    throw new Error(
      `dist/runtime/${name}.js of the package tekwire is not there; install tekwire beside a bundled program, or run: npm run build`,
    );
  const made = script.of(`#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`);
  bundles.set(name, made);
  return made;
}

/** Beside the library, built or not; or, where a bundler has moved this file, in the installed package. */
function folders(): string[] {
  const near = [join(__dirname, '..', 'runtime'), join(__dirname, '..', '..', 'dist', 'runtime')];
  try {
    return [...near, join(dirname(require.resolve('tekwire/package.json')), 'dist', 'runtime')];
  } catch {
    return near;
  }
}
