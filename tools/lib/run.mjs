import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { root } from './project.mjs';

/**
 * The result of a command: exit code, both streams in order, stdout alone, and the wall time in seconds.
 * @typedef {{ code: number, output: string, stdout: string, seconds: number }} Outcome
 */

/**
 * Runs a command and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    /** @type {Buffer[]} */
    const chunks = [];
    /** @type {Buffer[]} */
    const stdout = [];
    child.stdout?.on('data', (chunk) => {
      chunks.push(chunk);
      stdout.push(chunk);
    });
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    /** @type {(code: number, output: string) => void} */
    const end = (code, output) =>
      done({ code, output, stdout: Buffer.concat(stdout).toString(), seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => end(127, `${command}: ${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? 1, Buffer.concat(chunks).toString() + (signal ? `killed by ${signal}\n` : '')));
  });
}

/**
 * Runs a Node script with arguments.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const node = (args, options) => run(process.execPath, args, options);

/**
 * Runs a command and returns its stdout. When it fails, prints its output and exits.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function must(command, args, options) {
  const { code, output, stdout } = await run(command, args, options);
  if (code !== 0) fail(`${[command, ...args].join(' ')}: exit ${code}\n${output}`);
  return stdout;
}

/**
 * Prints a message and exits with 1.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  console.error(message.trimEnd());
  process.exit(1);
}

/**
 * Prints the problems and exits with 1, or prints a summary when there are none.
 * @param {readonly string[]} problems
 * @param {string} looked
 */
export function report(problems, looked) {
  if (problems.length > 0) fail(problems.join('\n'));
  console.log(looked);
}

/**
 * Calls `work` for every item, at most `width` at a time; returns the results in the order of the items.
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {number} width
 * @param {(item: Item) => Promise<Result>} work
 */
export async function pooled(items, width, work) {
  /** @type {Result[]} */
  const results = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
