// Writes test/golden from the examples and the catalogue; with --check compares instead. A golden without an example fails the check, too.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { synthesiseAll, transpile } from '../lib/programs.mjs';
import { list, root } from '../lib/project.mjs';
import { fail, pooled, run } from '../lib/run.mjs';

const kept = 'test/golden';
const fresh = 'dist/golden';
rmSync(join(root, fresh), { recursive: true, force: true });
mkdirSync(join(root, fresh), { recursive: true });
const examples = list('examples', /^main\.ts$/).map((path) => dirname(path));
await writeExamples();
const components = writeCatalogue();
for (const path of list(fresh, /\.yaml$/)) elideBundles(join(root, path));
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

async function writeExamples() {
  const programs = await pooled(examples, 2, async (folder) => {
    const program = `dist/programs/${folder}.js`;
    await transpile(`${folder}/main.ts`, program);
    return { program, cwd: folder, outdir: `${fresh}/${folder}` };
  });
  for (const [at, { code, output }] of (await synthesiseAll(programs)).entries())
    if (code !== 0) fail(`${examples[at]}/main.ts: exit ${code}\n${output}`);
}

/** Every component as it is without props, alone in a chart; the two that stand for any tool have none. */
function writeCatalogue() {
  const require = createRequire(import.meta.url);
  const { App, Chart } = require('cdk8s');
  const classes = Object.entries(require(join(root, 'dist/lib/catalogue/index.js'))).filter(
    ([name]) => /^[A-Z]/.test(name) && !/^(Sarif|Sbom)Producer$/.test(name),
  );
  for (const [name, Component] of classes) {
    const id = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
    const app = new App({ outdir: join(root, fresh, 'catalogue'), outputFileExtension: '.yaml' });
    new Component(new Chart(app, id), id);
    app.synth();
  }
  return classes.length;
}

/**
 * Of a bundle a golden has the line with its hash: a change of what many bundles share is then a line in each, not thousands.
 * @param {string} file
 */
function elideBundles(file) {
  const kept = [];
  let indent = '';
  let elided = 0;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const isInside = elided > 0 && (line.trim() === '' || line.startsWith(indent));
    if (isInside) elided += 1;
    else {
      if (elided > 0) kept.push(`${indent}// ${elided - 1} more lines`);
      elided = 0;
      kept.push(line);
    }
    const header = line.match(/^( +)\/\/ tekwire \S+, bundle \S+, SHA-256 of the lines below: /);
    if (header) [indent, elided] = [header[1] ?? '', 1];
  }
  writeFileSync(file, kept.join('\n'));
}
