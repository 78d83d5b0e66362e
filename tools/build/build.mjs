// Builds the content of the tarball: dist/lib with tsc, dist/runtime with esbuild, the schema of config files, the executable
// command. With --no-check tsc only writes: for a caller that checks the types of the sources itself.
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { list, manifest, root } from '../lib/project.mjs';
import { fail, must } from '../lib/run.mjs';
import { explainUnknownNames } from './entry-points.mjs';
import { joinKernel } from './kernel.mjs';

const lib = 'dist/lib/';
// written by joinKernel; kept until it writes them again, for programs that run at the same time
const joinedFiles = new Set(['kernel', 'readers', 'engine', 'constructs'].map((name) => `${lib}${name}.js`));
await must(process.execPath, ['tools/build/bundle.mjs']);
await must(process.execPath, ['tools/build/imports.mjs']);
await must(join(root, 'node_modules/.bin/tsc'), [
  '-p',
  'tsconfig.build.json',
  ...(process.argv.includes('--no-check') ? ['--noCheck'] : []),
]);
forgetRemoved();
await joinKernel();
explainUnknownNames();
const { configSchema } = createRequire(import.meta.url)(join(root, 'dist/lib/config')).configuration();
writeFileSync(join(root, 'dist/lib/config.schema.json'), `${JSON.stringify(configSchema, null, 2)}\n`);
for (const command of Object.values(manifest().bin)) makeExecutable(join(root, command));

/** Removes output of deleted sources. The folder itself is kept, so that it is never empty while a build runs. */
function forgetRemoved() {
  const sources = new Set(list('src', /\.m?ts$/).map((path) => path.slice('src/'.length).replace(/\.m?ts$/, '')));
  for (const path of list('dist/lib')) {
    if (!joinedFiles.has(path) && !sources.has(path.slice(lib.length).replace(/\.d\.m?ts$|\.m?js$/, ''))) rmSync(join(root, path));
  }
}

/** @param {string} path */
function makeExecutable(path) {
  if (!existsSync(path)) return;
  if (!readFileSync(path, 'utf8').startsWith('#!/usr/bin/env node\n')) fail(`${path}: the first line is not #!/usr/bin/env node`);
  chmodSync(path, 0o755);
}
