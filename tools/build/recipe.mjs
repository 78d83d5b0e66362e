// Bundles the programs of steps: src/catalogue/runtime/<name>.ts becomes one file without imports. A copy is published next to the bundles,
// with the sources, so that `tekwire explain bundle` can reproduce them byte for byte.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Larger programs are minified: all scripts of a Task must stay below 94 KiB, and a producer has two besides that of its tool. */
const largestReadable = 80 * 1024;

/** Minified at any size: it shares its Task with another program of ours. */
const compact = new Set(['policy-input']);

/** Linux allows an argument of 128 KiB; programs of steps that share a pod are arguments, also with the predicates of a policy before them. */
const largest = 124 * 1024;

/** Strings with a meaning for Tekton scripts or Helm templates. */
const forbidden = ['$(', '{{'];

/**
 * Prevents the minifier from naming a function `$`, whose call would look like a Tekton variable. It avoids names of globals that a program uses.
 * @type {import('esbuild').Plugin}
 */
const reserveDollar = {
  name: 'reserve-dollar',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]runtime[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\nif (false) $;`,
      loader: 'ts',
    })),
};

/**
 * Our modules have no side effects, so unused ones are left out.
 * @type {import('esbuild').Plugin}
 */
const pureModules = {
  name: 'pure-modules',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}(\/|$)/ }, ({ path, resolveDir }) => {
      const bare = join(resolveDir, path);
      const file = [`${bare}.ts`, join(bare, 'index.ts')].find((one) => existsSync(one));
      return file === undefined ? undefined : { path: file, sideEffects: false };
    }),
};

/**
 * Bundles one program.
 * @param {Pick<typeof import('esbuild'), 'build'>} esbuild
 * @param {{ root: string, name: string, version: string, nodePaths?: string[] }} options - `root` has the folder `src`
 * @returns {Promise<{ text: string, sha256: string, isReadable: boolean, inputs: string[] }>}
 */
export async function bundleProgram(esbuild, { root, name, version, nodePaths = [] }) {
  const readable = await buildText(esbuild, { root, name, nodePaths }, false);
  const isReadable = Buffer.byteLength(readable.text) <= largestReadable && !compact.has(name);
  const { text, inputs } = isReadable ? readable : await buildText(esbuild, { root, name, nodePaths }, true);
  const found = forbidden.find((one) => text.includes(one));
  if (found) throw new Error(`the bundle ${name} contains "${found}", which is not allowed in a script of a Task`);
  if (Buffer.byteLength(text) > largest)
    throw new Error(`the bundle ${name} is too large for an argument: ${Buffer.byteLength(text)} bytes, ${largest} are allowed`);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { text: `// tekwire ${version}, bundle ${name}, SHA-256 of the lines below: ${sha256}\n${text}`, sha256, isReadable, inputs };
}

/**
 * @param {Pick<typeof import('esbuild'), 'build'>} esbuild
 * @param {{ root: string, name: string, nodePaths: string[] }} options
 * @param {boolean} isMinified
 */
async function buildText(esbuild, { root, name, nodePaths }, isMinified) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`src/catalogue/runtime/${name}.ts`],
    bundle: true,
    minify: isMinified,
    minifySyntax: isMinified,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    charset: 'ascii',
    legalComments: 'none',
    tsconfigRaw: {},
    plugins: isMinified ? [pureModules, reserveDollar] : [pureModules],
    nodePaths,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return { text: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}
