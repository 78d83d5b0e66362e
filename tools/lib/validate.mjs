import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './project.mjs';

/**
 * Runs `tekwire validate` in this process, which loads the library once for all calls, in a folder of the project.
 * @param {readonly string[]} args
 * @param {string} folder
 * @returns {{ code: number, out: string, output: string }} the exit code, stdout, and both streams
 */
export function validate(args, folder) {
  const { main } = createRequire(import.meta.url)(join(root, 'dist/lib/cli/main.js'));
  /** @type {string[]} */
  const out = [];
  /** @type {string[]} */
  const both = [];
  const before = process.cwd();
  process.chdir(join(root, folder));
  try {
    const code = main(['validate', ...args], {
      out: (/** @type {string} */ text) => out.push(text) && both.push(text),
      err: (/** @type {string} */ text) => both.push(text),
    });
    return { code, out: out.join('\n'), output: both.join('\n') };
  } finally {
    process.chdir(before);
  }
}
