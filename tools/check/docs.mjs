// Checks the fenced blocks of the pages: TypeScript must compile and, if it synthesises, run; every command needs a test; YAML and JSON must be
// read, and Tekton's objects in them pass the rules. Links lead to files, and pictures have a description.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { compile, ours } from '../lib/compilers.mjs';
import { blocksOf, pages } from '../lib/markdown.mjs';
import { synthesiseAll, transpile } from '../lib/programs.mjs';
import { list, read, root } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';
import { validate } from '../lib/validate.mjs';
import { proofs } from './commands.mjs';

/** @typedef {import('../lib/markdown.mjs').Block} Block */
/**
 * A program of a page: its block and the blocks that continue it.
 * @typedef {{ page: string, line: number, lines: string[], file: string, run: boolean }} Program
 */

const scratch = 'dist/docs';
/** What a block may name without defining it. */
const external = ['Task', 'Pipeline', 'StepAction', 'TriggerTemplate', 'TriggerBinding'].flatMap((kind) => ['--external', `${kind}/*`]);
/** The checks by language; each gets all blocks of the language and returns problems. */
const checks = { ts: checkPrograms, sh: checkCommands, bash: checkCommands, console: checkCommands, yaml: checkYaml, json: checkYaml };

const blocks = pages().flatMap(blocksOf);
const problems = pages().includes('README.md') ? [] : ['README.md is missing'];
for (const [language, check] of Object.entries(checks))
  problems.push(...(await check(blocks.filter((block) => block.language === language))));
const untold = blocks.filter(({ language }) => language === '').map(({ page, line }) => `${page}:${line - 1}: the block has no language`);
report([...problems, ...untold, ...pages().flatMap(brokenLinks)], `${blocks.length} blocks on ${pages().length} pages`);

/** @param {Block[]} all */
async function checkPrograms(all) {
  // the pages of examples show parts of programs, which the check `examples` finds in their files
  const found = all.filter(({ page }) => !page.startsWith('examples/'));
  rmSync(join(root, scratch), { recursive: true, force: true });
  const programs = joinBlocks(found);
  for (const program of programs) writeProgram(program);
  if (programs.length === 0) return [];
  writeFileSync(join(root, scratch, 'tsconfig.json'), JSON.stringify(projectFile()));
  const { errors, rest } = await compile(ours, join(scratch, 'tsconfig.json'));
  const refused = errors.map(({ file, line, text }) => `${programs.find((one) => file === one.file)?.page ?? file}:${line}: ${text}`);
  const runnable = programs.filter(({ lines, run }) => run || lines.some((line) => line.includes('app.synth')));
  const failed = refused.length > 0 ? [] : await runPrograms(runnable);
  return [...rest, ...refused, ...failed];
}

/**
 * A block without imports continues the previous block of the page. Lines keep their numbers, so errors have the line of the page.
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

/** @param {Program[]} runnable */
async function runPrograms(runnable) {
  const programs = await pooled(runnable, 2, async ({ file, page }) => {
    const program = file.replace(/\.ts$/, '.js');
    await transpile(file, program);
    return { program, cwd: dirname(page), outdir: file.replace(/\.ts$/, '') };
  });
  const outcomes = await synthesiseAll(programs);
  return runnable.flatMap(({ page, line }, at) => {
    const { code = 1, output = '' } = outcomes[at] ?? {};
    if (code !== 0) return [`${page}:${line}: the program ends with exit ${code}\n${output}`];
    return list(programs[at]?.outdir ?? '').length > 0 ? [] : [`${page}:${line}: the program wrote no manifest`];
  });
}

/**
 * In `console` blocks commands start with `$ `; in other blocks every line is a command.
 * @param {Block[]} found
 */
function checkCommands(found) {
  return found.flatMap(({ page, line, lines, language }) =>
    lines.flatMap((text, index) => {
      const command = language === 'console' ? text.match(/^\$ (.+)$/)?.[1] : text.trim();
      if (!command || command.startsWith('#')) return [];
      const proof = proofs[command.replace(/\s+#.*$/, '')];
      if (!proof) return [`${page}:${line + index}: "${command}" has no test; write one and list it in tools/check/commands.mjs`];
      return existsSync(join(root, proof)) ? [] : [`${page}:${line + index}: the test of "${command}", ${proof}, does not exist`];
    }),
  );
}

/**
 * YAML and JSON; `npm run rules` checks those on the pages of rules, which are wrong on purpose.
 * @param {Block[]} found
 */
function checkYaml(found) {
  const parsed = found
    .filter(({ page }) => !page.startsWith('docs/rules/'))
    .map((block) => ({ ...block, documents: parseAllDocuments(block.lines.join('\n')) }));
  const broken = parsed.flatMap(({ page, line, documents }) =>
    documents.flatMap(({ errors }) => errors.map(({ message }) => `${page}:${line}: ${message}`)),
  );
  const objects = parsed.filter(({ lines }) => lines.some((text) => /^apiVersion: (\w+\.)?tekton\.dev\//.test(text)));
  mkdirSync(join(root, scratch), { recursive: true });
  const refused = objects.flatMap(({ page, line, lines }) => {
    const file = join(root, scratch, `${page.replaceAll('/', '-')}-${line}.yaml`);
    writeFileSync(file, lines.join('\n'));
    const { code, output } = validate([...external, file], '.');
    return code === 0 ? [] : [`${page}:${line}: ${output}`];
  });
  return [...broken, ...refused];
}

/**
 * Links of a page to files that do not exist, and pictures without a description.
 * @param {string} page
 */
function brokenLinks(page) {
  const prose = read(page).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...prose.matchAll(/(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].flatMap(([, picture, text, link = '']) => {
    const target = posix.join(posix.dirname(page), link);
    const described = picture === '' || text !== '';
    return [
      ...(existsSync(join(root, target)) ? [] : [`${page}: links ${link}, which does not exist`]),
      ...(described ? [] : [`${page}: the picture ${link} has no description`]),
    ];
  });
}
