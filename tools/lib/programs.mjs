import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './project.mjs';
import { node } from './run.mjs';

/**
 * Makes one JavaScript file of a TypeScript program, below dist/ so that `tekwire` and its peers resolve as in a user's project. No type check.
 * @param {string} path
 * @param {string} target
 */
export async function transpile(path, target) {
  mkdirSync(dirname(join(root, target)), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile: target,
    bundle: true,
    packages: 'external',
    sourcemap: 'inline',
    platform: 'node',
    target: 'node20',
    // Without the project's tsconfig: its `paths` lead to src, and what is proven here is dist/lib.
    tsconfigRaw: '{}',
    logLevel: 'silent',
  });
}

/**
 * Synthesises a transpiled program in the folder `cwd`; the manifests go to `outdir`.
 * @param {string} program
 * @param {{ cwd: string, outdir: string }} folders
 */
export function synthesise(program, { cwd, outdir }) {
  const env = { ...process.env, CDK8S_OUTDIR: join(root, outdir) };
  return node(['--enable-source-maps', join(root, program)], { cwd: join(root, cwd), env });
}
