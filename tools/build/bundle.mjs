// Writes dist/runtime: the bundles of the programs that run inside steps, how they are made (recipe.mjs, bundles.json) and their sources.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import * as esbuild from 'esbuild';
import { list, read, root } from '../lib/project.mjs';
import { bundleProgram } from './recipe.mjs';

const folder = 'dist/runtime';

/** Writes the folder. Files are replaced atomically, because tests of another process may be reading them. */
export async function bundle() {
  const names = readdirSync(join(root, 'src/catalogue/runtime'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => parse(file).name)
    .sort();
  const { version, devDependencies } = /** @type {{ version: string, devDependencies: Record<string, string> }} */ (
    JSON.parse(read('package.json'))
  );
  const made = await Promise.all(names.map(async (name) => ({ name, ...(await bundleProgram(esbuild, { root, name, version })) })));
  for (const { name, text } of made) write(`${name}.js`, text);
  const inputs = [...new Set(made.flatMap((one) => one.inputs))].sort();
  const sources = inputs.filter((path) => path.startsWith('src/'));
  for (const path of sources) write(`sources/${path}`, read(path));
  write('recipe.mjs', read('tools/build/recipe.mjs'));
  write('bundles.json', `${JSON.stringify(recipeOf(made, inputs, { version, devDependencies }), null, 2)}\n`);
  forgetRemoved(new Set(sources));
}

/**
 * @param {{ name: string, text: string, sha256: string, isReadable: boolean }[]} made
 * @param {string[]} inputs
 * @param {{ version: string, devDependencies: Record<string, string> }} project
 */
function recipeOf(made, inputs, { version, devDependencies }) {
  const packages = new Set(inputs.flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
  const needs = Object.fromEntries(['esbuild', ...packages].map((name) => [name, devDependencies[name]]));
  const bundles = made.map(({ name, text, sha256, isReadable }) => [name, { sha256, bytes: Buffer.byteLength(text), isReadable }]);
  return { version, needs, bundles: Object.fromEntries(bundles) };
}

/** @param {Set<string>} sources */
function forgetRemoved(sources) {
  for (const path of list(`${folder}/sources`)) if (!sources.has(path.slice(`${folder}/sources/`.length))) rmSync(join(root, path));
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const file = join(root, folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

if (process.argv[1] === import.meta.filename) await bundle();
