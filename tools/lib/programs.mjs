import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './project.mjs';
import { node } from './run.mjs';

/**
 * Bundles a TypeScript program into one JavaScript file below dist/, so that `tekwire` and its peers resolve like in a user's project. No type check.
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
    // without the project's tsconfig, whose `paths` lead to src: the test is for dist/lib
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

/**
 * Synthesises many transpiled programs in one process, which loads the library once; a program that starts others needs `synthesise`.
 * @param {{ program: string, cwd: string, outdir: string }[]} programs
 * @returns {Promise<{ code: number, output: string }[]>}
 */
export function synthesiseAll(programs) {
  const located = programs.map(({ program, cwd, outdir }) => ({
    program: join(root, program),
    cwd: join(root, cwd),
    outdir: join(root, outdir),
  }));
  return new Promise((done, refuse) => {
    const child = fork(join(root, 'tools/lib/run-programs.cjs'), { execArgv: ['--enable-source-maps'], silent: true });
    child.once('message', (results) => done(/** @type {{ code: number, output: string }[]} */ (results)));
    child.once('exit', (code) => refuse(new Error(`the programs ended with ${code}`)));
    child.send(located);
  });
}
