// Lets the entry points of the built package explain names that they do not export: `require('tekwire').Gosec` says that it is in
// `tekwire/catalogue`, instead of being undefined. The names of all entry points are data, loaded for the first such name.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { manifest, root } from '../lib/project.mjs';

const require = createRequire(import.meta.url);
/** Those that a test runner loads export matchers to it. */
const skipped = /testing\/(jest|vitest)$/;

/** Adds the explanation to each entry point, and the file for paths that the package does not have. */
export function explainUnknownNames() {
  const { name, exports } = manifest();
  const entryPoints = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'object' && typeof target.default === 'string' && target.default.endsWith('.js') && !skipped.test(path)
      ? [{ entryPoint: path.replace('.', name), file: join(root, target.default) }]
      : [],
  );
  const names = entryPoints.map(({ entryPoint, file }) => [entryPoint, Object.keys(require(file))]);
  writeFileSync(join(root, 'dist/lib/entry-points.json'), `${JSON.stringify(Object.fromEntries(names))}\n`);
  const paths = Object.keys(exports)
    .filter((path) => path !== './*')
    .map((path) => path.replace('.', name));
  writeFileSync(join(root, 'dist/lib/unknown-path.js'), unknownPath(paths));
  for (const { entryPoint, file } of entryPoints) {
    const lib = relative(dirname(file), join(root, 'dist/lib')).replace(/^$/, '.');
    const from = lib.startsWith('.') ? lib : `./${lib}`;
    const line = `Object.setPrototypeOf(exports, require("${from}/extension/unknown-export.js").unknownExports("${entryPoint}", () => require("${from}/entry-points.json")));`;
    writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n${line}\n`);
  }
}

/**
 * The module that package.json names for every other path, so that `require('tekwire/rule')` says what there is. For `import` and for
 * TypeScript such a path does not exist: their own errors name it, with the file that imports it.
 * @param {string[]} paths
 */
function unknownPath(paths) {
  return `"use strict";
const { TekwireError } = require("./diagnostics/index.js");
const error = new TekwireError("the package has no such path; import from one of: ${paths.join(', ')}");
const frames = (error.stack || "").split("\\n").filter((line) => line.startsWith("    at ") && !/node:|[\\\\/]node_modules[\\\\/]/.test(line));
error.stack = [error.name + ": " + error.message, ...frames].join("\\n");
throw error;
`;
}
