// Rewrites test/golden from the examples and the catalogue; with --check compares instead. A golden that nothing writes any more fails the check too.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { synthesise, transpile } from '../lib/programs.mjs';
import { list, root } from '../lib/project.mjs';
import { fail, pooled, run } from '../lib/run.mjs';

const kept = 'test/golden';
const fresh = 'dist/golden';
rmSync(join(root, fresh), { recursive: true, force: true });
mkdirSync(join(root, fresh), { recursive: true });
const examples = list('examples', /^main\.ts$/).map((path) => dirname(path));
await pooled(examples, 2, writeExample);
const components = writeCatalogue();
const count = `${examples.length} examples, ${components} components`;

if (process.argv.includes('--check')) {
  const { code, output } = await run('diff', ['-ruN', kept, fresh]);
  if (code !== 0) fail(output);
  console.log(count);
} else {
  rmSync(join(root, kept), { recursive: true, force: true });
  cpSync(join(root, fresh), join(root, kept), { recursive: true });
  console.log(`${kept}: ${count}`);
}

/** @param {string} folder */
async function writeExample(folder) {
  const program = `dist/programs/${folder}.js`;
  await transpile(`${folder}/main.ts`, program);
  const { code, output } = await synthesise(program, { cwd: folder, outdir: `${fresh}/${folder}` });
  if (code !== 0) fail(`${folder}/main.ts: exit ${code}\n${output}`);
}

/** Every component as it is without props, alone in a chart. */
function writeCatalogue() {
  const require = createRequire(import.meta.url);
  const { App, Chart } = require('cdk8s');
  const classes = Object.entries(require(join(root, 'dist/lib/catalogue/index.js'))).filter(([name]) => /^[A-Z]/.test(name));
  for (const [name, Component] of classes) {
    const id = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
    const app = new App({ outdir: join(root, fresh, 'catalogue'), outputFileExtension: '.yaml' });
    new Component(new Chart(app, id), id);
    app.synth();
  }
  return classes.length;
}
