// Joins the folders that every program loads into four files: loading a hundred small files costs more than running them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { list, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';

/** The common base; what reads scripts and the rules, which are loaded on first use, in the CLI without cdk8s; and the constructs. */
const files = {
  kernel: ['spec', 'diagnostics', 'refs', 'cel', 'image', 'graph'],
  readers: ['shell', 'program'],
  engine: ['rules'],
  constructs: ['lock', 'synth', 'script', 'task', 'pipeline', 'run', 'policy', 'roles', 'index'],
};
const joined = Object.values(files).flat();
/** Loaded only when used. */
const alone = ['reader', 'config'];

/** Writes these files, points the index files of the folders to them, and removes the original files. */
export async function joinKernel() {
  for (const [file, doors] of Object.entries(files)) {
    await joinFile(file, doors);
    if (file === 'kernel' || file === 'readers') exportPlainly(file, doors);
    if (file !== 'kernel') requireOnce(file);
    const made = createRequire(import.meta.url)(join(root, `dist/lib/${file}.js`));
    for (const door of doors) writeDoor(file, door, Object.keys(made[door]));
  }
  for (const path of list('dist/lib', /\.js$/)) if (isJoined(path)) rmSync(join(root, path));
  refuseEarlyLoads();
}

/** Fails when the door `tekwire` loads what only scripts or a synth need. */
function refuseEarlyLoads() {
  const require = createRequire(import.meta.url);
  for (const path of Object.keys(require.cache)) if (path.startsWith(join(root, 'dist/lib'))) delete require.cache[path];
  require(join(root, 'dist/lib/index.js'));
  for (const file of ['readers', 'engine']) {
    if (join(root, `dist/lib/${file}.js`) in require.cache)
      fail(`import 'tekwire' loads ${file}.js: a module of constructs uses it outside a function`);
  }
}

/**
 * @param {string} file
 * @param {string[]} doors
 */
async function joinFile(file, doors) {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: doors.map((door) => `export * as ${door} from './${door}';`).join('\n'),
      resolveDir: join(root, 'src'),
      loader: 'ts',
    },
    outfile: `dist/lib/${file}.js`,
    bundle: true,
    packages: 'external',
    // loads the reader when it is called
    external: ['./plugin'],
    plugins: [otherDoors(doors)],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'warning',
    metafile: true,
  });
  nameClassesPlainly(file);
  refuseCopies(doors, Object.keys(metafile.inputs));
}

/**
 * Gives back the name to classes that esbuild renames because they use themselves: messages and stack frames show it.
 * @param {string} file
 */
function nameClassesPlainly(file) {
  const path = join(root, `dist/lib/${file}.js`);
  const text = readFileSync(path, 'utf8');
  const names = new Set([...text.matchAll(/^var (\w+) = class _\1\b/gm)].map(([, name]) => name));
  writeFileSync(
    path,
    text.replace(/\b_(\w+)\b/g, (whole, name) => (names.has(name) ? name : whole)),
  );
}

/**
 * Fails when a folder is bundled without its index file: it would exist twice, with two copies of its state.
 * @param {string[]} doors
 * @param {string[]} inputs
 */
function refuseCopies(doors, inputs) {
  const folders = new Set(inputs.map((path) => path.match(/^src\/([^/]+)\//)?.[1]).filter((folder) => folder !== undefined));
  for (const folder of folders) if (!doors.includes(folder)) fail(`tools/build/kernel.mjs: add "${folder}" next to ${doors.join(', ')}`);
}

/**
 * Exports plain objects to the other files, because a getter would be called at every use.
 * @param {string} file
 * @param {string[]} doors
 */
function exportPlainly(file, doors) {
  const path = join(root, `dist/lib/${file}.js`);
  writeFileSync(
    path,
    `${readFileSync(path, 'utf8')}module.exports = {\n${doors.map((door) => `  ${door}: { ...${door}_exports },\n`).join('')}};\n`,
  );
}

/**
 * Requires the kernel once, instead of once in each bundled folder. The constructs require what reads scripts at the first script.
 * @param {string} file
 */
function requireOnce(file) {
  const path = join(root, `dist/lib/${file}.js`);
  const header = ['"use strict";', 'const kernel = require("./kernel.js");'];
  if (file === 'engine') header.push('const readers = require("./readers.js");');
  if (file === 'constructs') header.push(laterReaders());
  const text = readFileSync(path, 'utf8').replace(requiresOf(files.kernel), 'kernel.$1').replace(requiresOf(files.readers), 'readers.$1');
  writeFileSync(path, `${header.join('\n')}\n${text}`);
}

/** @param {string[]} doors */
function requiresOf(doors) {
  return new RegExp(`require\\("\\./(${doors.join('|')})/index\\.js"\\)`, 'g');
}

/** Code for an object whose properties load `readers.js` at the first use. */
function laterReaders() {
  const made = createRequire(import.meta.url)(join(root, 'dist/lib/readers.js'));
  const doors = files.readers.map((door) => `  ${door}: later("${door}", ${JSON.stringify(Object.keys(made[door]))}),`);
  return `const later = (door, names) => {
  const values = {};
  const get = (name) => () => {
    const value = require("./readers.js")[door][name];
    Object.defineProperty(values, name, { value });
    return value;
  };
  for (const name of names) Object.defineProperty(values, name, { get: get(name), configurable: true });
  return values;
};
const readers = {
${doors.join('\n')}
};`;
}

/**
 * Keeps imports of folders that are in another of the files.
 * @param {string[]} doors
 * @returns {import('esbuild').Plugin}
 */
function otherDoors(doors) {
  const others = new Set([...joined, ...alone].filter((door) => !doors.includes(door)));
  /** @type {(args: import('esbuild').OnResolveArgs) => import('esbuild').OnResolveResult | undefined} */
  const resolve = ({ path, resolveDir }) => {
    const door = relative(join(root, 'src'), join(resolveDir, path));
    return others.has(door) ? { path: `./${door}/index.js`, external: true } : undefined;
  };
  return { name: 'other-doors', setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\// }, resolve) };
}

/**
 * Writes one export for each name, so that Node finds the names when an ES module imports them.
 * @param {string} file
 * @param {string} door
 * @param {string[]} names
 */
function writeDoor(file, door, names) {
  const [path, up] = door === 'index' ? ['dist/lib/index.js', './'] : [`dist/lib/${door}/index.js`, '../'];
  const lines = names.map((name) => `exports.${name} = door.${name};`);
  writeFileSync(join(root, path), ['"use strict";', `const { ${door}: door } = require("${up}${file}.js");`, ...lines, ''].join('\n'));
}

/** @param {string} path */
function isJoined(path) {
  const [folder = '', ...rest] = path.slice('dist/lib/'.length).split('/');
  return joined.includes(folder) && rest.join('/') !== 'index.js';
}
