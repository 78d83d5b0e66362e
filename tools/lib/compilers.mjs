import { join } from 'node:path';
import { root } from './project.mjs';
import { run } from './run.mjs';

/** The compiler that the project itself uses. */
export const ours = { name: 'TypeScript 7', tsc: join(root, 'node_modules/typescript/bin/tsc') };

/** The compilers that users have; the last one is ours. */
export const compilers = [
  { name: 'TypeScript 5.9', tsc: join(root, 'node_modules/typescript-5.9/bin/tsc') },
  { name: 'TypeScript 6.0', tsc: join(root, 'node_modules/typescript-6.0/bin/tsc') },
  ours,
];

/**
 * A compiler error; `lines` is the number of lines that a user sees.
 * @typedef {{ file: string, line: number, column: number, text: string, lines: number }} CompileError
 */

/**
 * The errors of a compiler for a project.
 * @param {{ name: string, tsc: string }} compiler
 * @param {string} project
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {string[]} output - what is written; errors of declarations are found only when these are written
 */
export async function compile({ name, tsc }, project, options = {}, output = ['--noEmit']) {
  const result = await run(process.execPath, [tsc, '-p', project, ...output, '--pretty', 'false'], options);
  const { rest, errors } = parseErrors(result.output);
  if (result.code !== 0 && errors.length === 0) throw new Error(`${name} failed on ${project}:\n${result.output}`);
  return { name, errors, rest, seconds: result.seconds };
}

/**
 * Errors start with `file(line,column): error`; indented lines below belong to them. Errors without a location are in `rest`.
 * @param {string} output
 */
function parseErrors(output) {
  /** @type {CompileError[]} */
  const errors = [];
  /** @type {string[]} */
  const rest = [];
  for (const text of output.split('\n').filter((line) => line !== '')) {
    const [start, file = '', line, column, message = ''] = text.match(/^(\S.*?)\((\d+),(\d+)\): (error TS\d+: .*)$/) ?? [];
    const last = errors.at(-1);
    if (start !== undefined) errors.push({ file, line: Number(line), column: Number(column), text: message, lines: 1 });
    else if (text.startsWith(' ') && last !== undefined) {
      last.text += `\n${text}`;
      last.lines += 1;
    } else rest.push(text);
  }
  return { errors, rest };
}

/** @param {CompileError} error */
export const format = (error) => `${error.file}(${error.line},${error.column}): ${error.text}`;
