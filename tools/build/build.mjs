// Everything that the tarball needs: dist/lib by tsc, dist/runtime by esbuild, the command made executable.
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { list, manifest, root } from '../lib/project.mjs';
import { fail, must } from '../lib/run.mjs';
import { joinKernel } from './kernel.mjs';

const lib = 'dist/lib/';
// written by joinKernel; they stay until it writes them anew, for programs that run meanwhile
const joinedFiles = new Set(['kernel', 'judge', 'constructs'].map((name) => `${lib}${name}.js`));
await must(process.execPath, ['tools/build/bundle.mjs']);
await must(process.execPath, ['tools/build/imports.mjs']);
await must(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json']);
forgetRemoved();
await joinKernel();
for (const command of Object.values(manifest().bin)) makeExecutable(join(root, command));

/** Removes what an earlier build wrote for sources that are gone. The folder itself stays, so nobody finds it empty while a build runs. */
function forgetRemoved() {
  const sources = new Set(list('src', /\.ts$/).map((path) => path.slice('src/'.length, -'.ts'.length)));
  for (const path of list('dist/lib')) {
    if (!joinedFiles.has(path) && !sources.has(path.slice(lib.length).replace(/\.d\.ts$|\.js$/, ''))) rmSync(join(root, path));
  }
}

/** @param {string} path */
function makeExecutable(path) {
  if (!existsSync(path)) return;
  if (!readFileSync(path, 'utf8').startsWith('#!/usr/bin/env node\n')) fail(`${path}: the first line is not #!/usr/bin/env node`);
  chmodSync(path, 0o755);
}
