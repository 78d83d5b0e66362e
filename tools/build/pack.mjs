// Runs before and after `npm pack` and `npm publish`: `pack.mjs before` builds and removes the scripts from package.json, because the tools
// that they call are not in the package and npm warns about them at every install; `pack.mjs after` restores them.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { fail, must } from '../lib/run.mjs';

const file = join(root, 'package.json');
const kept = join(root, 'dist/package.json');

if (process.argv[2] === 'before') {
  await must(process.execPath, ['tools/build/build.mjs']);
  hideScripts();
} else restore();

function hideScripts() {
  const text = readFileSync(file, 'utf8');
  const { scripts, ...published } = JSON.parse(text);
  // after an interrupted run only the copy has them
  if (scripts === undefined) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(kept, text);
  replace(`${JSON.stringify(published, null, 2)}\n`);
}

function restore() {
  if (!existsSync(kept)) fail('dist/package.json is missing; take package.json from git');
  replace(readFileSync(kept, 'utf8'));
  rmSync(kept);
}

/**
 * Replaces the file atomically, because another process may be reading it.
 * @param {string} text
 */
function replace(text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
