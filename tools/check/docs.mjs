// Judges the fenced blocks of the pages: TypeScript must compile and, where it synthesises, run; commands must be proven by a test.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile, ours } from '../lib/compilers.mjs';
import { blocksOf, pages } from '../lib/markdown.mjs';
import { synthesise, transpile } from '../lib/programs.mjs';
import { list, root } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';
import { proofs } from './commands.mjs';

/** @typedef {import('../lib/markdown.mjs').Block} Block */
/**
 * A program of a page: its block and those that go on with it.
 * @typedef {{ page: string, line: number, lines: string[], file: string, run: boolean }} Program
 */

const scratch = 'dist/docs';
/** Who judges the blocks of a language; each takes all blocks of it and gives problems. */
const judges = { ts: judgePrograms, sh: judgeCommands, bash: judgeCommands, console: judgeCommands };

const blocks = pages().flatMap(blocksOf);
const problems = pages().includes('README.md') ? [] : ['README.md is missing'];
for (const [language, judge] of Object.entries(judges))
  problems.push(...(await judge(blocks.filter((block) => block.language === language))));
const untold = blocks.filter(({ language }) => language === '').map(({ page, line }) => `${page}:${line - 1}: the block says no language`);
report([...problems, ...untold], `${blocks.length} blocks on ${pages().length} pages`);

/** @param {Block[]} found */
async function judgePrograms(found) {
  rmSync(join(root, scratch), { recursive: true, force: true });
  const programs = joinBlocks(found);
  for (const program of programs) writeProgram(program);
  if (programs.length === 0) return [];
  writeFileSync(join(root, scratch, 'tsconfig.json'), JSON.stringify(projectFile()));
  const { errors, rest } = await compile(ours, join(scratch, 'tsconfig.json'));
  const refused = errors.map(({ file, line, text }) => `${programs.find((one) => file === one.file)?.page ?? file}:${line}: ${text}`);
  const runnable = programs.filter(({ lines, run }) => run || lines.some((line) => line.includes('app.synth')));
  const failed = refused.length > 0 ? [] : (await pooled(runnable, 2, runProgram)).flat();
  return [...rest, ...refused, ...failed];
}

/**
 * A block without imports goes on where the block before it on the page ended. Lines keep their numbers, so errors point into the page.
 * @param {Block[]} found
 */
function joinBlocks(found) {
  /** @type {Program[]} */
  const programs = [];
  for (const { page, line, lines, words } of found) {
    const last = programs.at(-1);
    const goesOn = last?.page === page && !lines.some((text) => text.startsWith('import '));
    const program = goesOn ? last : { page, line, lines: [], file: `${scratch}/${page.replaceAll('/', '-')}-${line}.ts`, run: false };
    if (!goesOn) programs.push(program);
    program.run ||= words.includes('run');
    while (program.lines.length < line - 1) program.lines.push('');
    program.lines.push(...lines);
  }
  return programs;
}

/** @param {Program} program */
function writeProgram({ file, lines }) {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), `${lines.join('\n')}\nexport {};\n`);
}

/** As a user compiles: strict, against the built declarations; a variable that only shows something may stay unused. */
function projectFile() {
  return {
    extends: '../../test/types/tsconfig.json',
    compilerOptions: { skipLibCheck: true },
    include: ['*.ts'],
  };
}

/** @param {Program} program */
async function runProgram({ file, page, line }) {
  const program = file.replace(/\.ts$/, '.js');
  await transpile(file, program);
  const outdir = file.replace(/\.ts$/, '');
  const { code, output } = await synthesise(program, { cwd: dirname(page), outdir });
  if (code !== 0) return [`${page}:${line}: the program ends with exit ${code}\n${output}`];
  return list(outdir).length > 0 ? [] : [`${page}:${line}: the program wrote no manifest`];
}

/**
 * In `console` blocks commands start with `$ `; in the others every line is one.
 * @param {Block[]} found
 */
function judgeCommands(found) {
  return found.flatMap(({ page, line, lines, language }) =>
    lines.flatMap((text, index) => {
      const command = language === 'console' ? text.match(/^\$ (.+)$/)?.[1] : text.trim();
      if (!command || command.startsWith('#')) return [];
      const proof = proofs[command.replace(/\s+#.*$/, '')];
      if (!proof) return [`${page}:${line + index}: nothing proves "${command}"; test it and name the test in tools/check/commands.mjs`];
      return existsSync(join(root, proof)) ? [] : [`${page}:${line + index}: the proof of "${command}", ${proof}, is gone`];
    }),
  );
}
