// Joins the folders that every program loads into three files: loading a hundred small files costs more than running them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { list, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';

/** What all stand on; the rules, which are loaded when they are asked, by the CLI without cdk8s; and the constructs. */
const files = {
  kernel: ['spec', 'diagnostics', 'refs', 'cel', 'image', 'graph', 'shell', 'program'],
  judge: ['rules'],
  constructs: ['lock', 'synth', 'script', 'task', 'pipeline', 'run', 'policy', 'roles', 'index'],
};
const joined = Object.values(files).flat();
/** Loaded only when used. */
const alone = ['reader'];

/** Writes them; the folders' doors and the public door then lead to them, and the files behind them go. */
export async function joinKernel() {
  for (const [file, doors] of Object.entries(files)) {
    await joinFile(file, doors);
    if (file === 'kernel') exportPlainly(file, doors);
    else requireOnce(file);
    const made = createRequire(import.meta.url)(join(root, `dist/lib/${file}.js`));
    for (const door of doors) writeDoor(file, door, Object.keys(made[door]));
  }
  for (const path of list('dist/lib', /\.js$/)) if (isJoined(path)) rmSync(join(root, path));
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
    // it loads the reader when it is called
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
  refuseCopies(doors, Object.keys(metafile.inputs));
}

/**
 * A folder that is joined without its door would exist twice, with two sets of what it remembers of an app.
 * @param {string[]} doors
 * @param {string[]} inputs
 */
function refuseCopies(doors, inputs) {
  const folders = new Set(inputs.map((path) => path.match(/^src\/([^/]+)\//)?.[1]).filter((folder) => folder !== undefined));
  for (const folder of folders) if (!doors.includes(folder)) fail(`tools/build/kernel.mjs: name "${folder}" beside ${doors.join(', ')}`);
}

/**
 * What the other files take from this one lies in plain objects: a getter would be called at every use.
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
 * Each of the joined folders asks for the doors of the kernel anew: once is enough.
 * @param {string} file
 */
function requireOnce(file) {
  const path = join(root, `dist/lib/${file}.js`);
  const doors = new RegExp(`require\\("\\./(${files.kernel.join('|')})/index\\.js"\\)`, 'g');
  writeFileSync(path, `"use strict";\nconst kernel = require("./kernel.js");\n${readFileSync(path, 'utf8').replace(doors, 'kernel.$1')}`);
}

/**
 * Doors that lead to another of the files stay doors.
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
 * Names stand one by one, so that Node finds them when an ES module imports them.
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
