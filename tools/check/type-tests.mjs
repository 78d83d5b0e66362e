// test/types/accepted must compile; test/types/refused must have an error at every line below a `// error: part of the message` comment, and
// at no other. With --all every compiler must report the line, otherwise only ours; the parts of the message are those of TypeScript 7.
import { compile, compilers, format, ours } from '../lib/compilers.mjs';
import { list, read } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';

/** @typedef {import('../lib/compilers.mjs').CompileError} CompileError */
/** @typedef {{ file: string, line: number, wanted: string[] }} Marked */

const project = 'test/types/tsconfig.json';
const longestMessage = 12;

const cases = list('test/types/refused', /\.ts$/).flatMap((file) => casesOf(file, read(file)));
const asked = process.argv.includes('--all') ? compilers : [ours];
const verdicts = await pooled(asked, 2, (compiler) => compile(compiler, project));
// our compiler comes first, because its messages are the expected ones
const problems = verdicts
  .reverse()
  .flatMap((verdict) => [...verdict.rest, ...judge(cases, verdict)].map((text) => `${verdict.name}: ${text}`));
report(problems, `${cases.length} refusals, ${list('test/types/accepted', /\.ts$/).length} accepted files, ${asked.length} compilers`);

/**
 * The marked lines of a file, each with the strings that its error must contain.
 * @param {string} file
 * @param {string} text
 */
function casesOf(file, text) {
  /** @type {Marked[]} */
  const found = [];
  /** @type {string[]} */
  let wanted = [];
  for (const [index, line] of text.split('\n').entries()) {
    const mark = line.match(/^\s*\/\/ error: (.+)$/);
    if (mark) wanted.push(String(mark[1]).trim());
    else if (wanted.length > 0) {
      found.push({ file, line: index + 1, wanted });
      wanted = [];
    }
  }
  return found;
}

/**
 * @param {Marked[]} marked
 * @param {{ name: string, errors: CompileError[] }} verdict
 */
function judge(marked, { name, errors }) {
  /** @type {(place: { file: string, line: number }) => string} */
  const key = ({ file, line }) => `${file}:${line}`;
  const expected = new Set(marked.map(key));
  const problems = errors.filter((error) => !expected.has(key(error))).map((error) => `unexpected error: ${format(error)}`);
  for (const one of marked) {
    const here = errors.filter((error) => key(error) === key(one));
    const text = here.map(format).join('\n');
    if (here.length === 0) problems.push(`${key(one)}: compiles, but should not: ${one.wanted.join(' / ')}`);
    else if (name === ours.name)
      problems.push(...one.wanted.filter((part) => !text.includes(part)).map((part) => `${key(one)}: no "${part}" in:\n${text}`));
    const long = here.filter(({ lines }) => lines > longestMessage);
    problems.push(
      ...long.map((error) => `${key(one)}: ${error.lines} lines of message, the limit is ${longestMessage}:\n${format(error)}`),
    );
  }
  return problems;
}
