// Bundles the programs that run inside steps: src/catalogue/runtime/<name>.ts becomes dist/runtime/<name>.js, one file without imports.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { build } from 'esbuild';
import { root } from '../lib/project.mjs';

const entries = [
  'src/catalogue/runtime/before.ts',
  'src/catalogue/runtime/producer.ts',
  'src/catalogue/runtime/deduplicate.ts',
  'src/catalogue/runtime/summary.ts',
  'src/catalogue/runtime/gate.ts',
  'src/catalogue/runtime/hand-on.ts',
];

/**
 * Keeps the minifier from naming a function `$`: calling it would look like a Tekton variable. It takes no name that a program uses for a global.
 * @type {import('esbuild').Plugin}
 */
const reserveDollar = {
  name: 'reserve-dollar',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/runtime\/[\w-]+\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\nif (false) $;`,
      loader: 'ts',
    })),
};

/** Texts that a Tekton script field or a Helm template would take for its own. */
const forbidden = ['$(', '{{'];

/** Writes dist/runtime. A file changes only as a whole: tests of another process may be reading it. */
export async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist/runtime',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    charset: 'ascii',
    legalComments: 'none',
    tsconfigRaw: {},
    plugins: [reserveDollar],
    write: false,
  });
  mkdirSync(join(root, 'dist/runtime'), { recursive: true });
  for (const { path, text } of outputFiles) {
    const found = forbidden.find((one) => text.includes(one));
    if (found) throw new Error(`${parse(path).base} contains "${found}", which a script of a Task must not`);
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  }
}

if (process.argv[1] === import.meta.filename) await bundle();
