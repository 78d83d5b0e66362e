import { join } from 'node:path';
import { root } from './project.mjs';
import { run } from './run.mjs';

/** The compilers that users have; the last one is ours. */
export const compilers = [
  { name: 'TypeScript 5.9', tsc: join(root, 'node_modules/typescript-5.9/bin/tsc') },
  { name: 'TypeScript 6.0', tsc: join(root, 'node_modules/typescript-6.0/bin/tsc') },
  { name: 'TypeScript 7', tsc: join(root, 'node_modules/typescript/bin/tsc') },
];

/** What a compiler says of a project: `{ file, line, column, text, lines }` for each error; `lines` counts what a user sees of it. */
export async function compile({ name, tsc }, project, options = {}) {
  const result = await run(process.execPath, [tsc, '-p', project, '--noEmit', '--pretty', 'false'], options);
  const { rest, errors } = parseErrors(result.output);
  if (result.code !== 0 && errors.length === 0) throw new Error(`${name} failed on ${project}:\n${result.output}`);
  return { name, errors, rest, seconds: result.seconds };
}

/** Errors start with `file(line,column): error`; indented lines below belong to them. Errors without a place are in `rest`. */
function parseErrors(output) {
  const errors = [];
  const rest = [];
  for (const text of output.split('\n').filter((line) => line !== '')) {
    const start = text.match(/^(\S.*?)\((\d+),(\d+)\): (error TS\d+: .*)$/);
    if (start) errors.push({ file: start[1], line: Number(start[2]), column: Number(start[3]), text: start[4], lines: 1 });
    else if (text.startsWith(' ') && errors.length > 0) {
      const last = errors.at(-1);
      last.text += `\n${text}`;
      last.lines += 1;
    } else rest.push(text);
  }
  return { errors, rest };
}

export const format = (error) => `${error.file}(${error.line},${error.column}): ${error.text}`;
