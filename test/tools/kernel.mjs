// Joins the folders that every program loads into one file, dist/lib/kernel.js: loading a hundred small files costs more than running them.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { list, root } from './project.mjs';

const folders = ['spec', 'diagnostics', 'refs', 'graph', 'rules', 'task', 'pipeline', 'run', 'roles'];
const kernel = 'dist/lib/kernel.js';

/** Writes the kernel; the folders' doors and the public door then lead to it, and the files behind them go. */
export async function joinKernel() {
  const doors = [...folders.filter((folder) => existsSync(join(root, 'src', folder, 'index.ts'))), 'index'];
  await build({
    absWorkingDir: root,
    stdin: {
      contents: doors.map((door) => `export * as ${door} from './${door}';`).join('\n'),
      resolveDir: join(root, 'src'),
      loader: 'ts',
    },
    outfile: kernel,
    bundle: true,
    packages: 'external',
    // it loads the reader when it is called
    external: ['./plugin'],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const made = createRequire(import.meta.url)(join(root, kernel));
  for (const door of doors) writeDoor(door, Object.keys(made[door]));
  for (const path of list('dist/lib', /\.js$/)) if (isJoined(path)) rmSync(join(root, path));
}

/** Names stand one by one, so that Node finds them when an ES module imports them. */
function writeDoor(door, names) {
  const [path, up] = door === 'index' ? ['dist/lib/index.js', './'] : [`dist/lib/${door}/index.js`, '../'];
  const lines = names.map((name) => `exports.${name} = door.${name};`);
  writeFileSync(join(root, path), ['"use strict";', `const { ${door}: door } = require("${up}kernel.js");`, ...lines, ''].join('\n'));
}

function isJoined(path) {
  const [folder, ...rest] = path.slice('dist/lib/'.length).split('/');
  return folders.includes(folder) && rest.join('/') !== 'index.js';
}
