// Writes the list of examples/README.md from the pages of the examples; with --check compares it, and checks every folder: a page whose programs
// are parts of its files, a test, a golden without a warning.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blocksOf } from '../lib/markdown.mjs';
import { list, read, root } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';
import { validate } from '../lib/validate.mjs';

const index = 'examples/README.md';
const [longest, shortest] = [60, 12];
const names = list('examples', /^main\.ts$/).map((path) => dirname(path).replace('examples/', ''));
const [before = ''] = existsSync(join(root, index)) ? read(index).split('\n| example | what it shows |') : [];
const text = `${before.trimEnd()}\n\n| example | what it shows |\n|---|---|\n${names.map(rowOf).join('\n')}\n`;

if (process.argv.includes('--check')) {
  const stale = existsSync(join(root, index)) && read(index) === text ? [] : [`${index} is not up to date`];
  report([...stale, ...names.flatMap(problemsOf)], `${names.length} examples`);
} else {
  writeFileSync(join(root, index), text);
  console.log(`${index}: ${names.length} examples`);
}

/**
 * The title of the page, and its first sentence.
 * @param {string} name
 */
function rowOf(name) {
  const [title = '', , first = ''] = pageOf(name).split('\n');
  return `| [${title.replace('# ', '')}](${name}/README.md) | ${first} |`;
}

/** @param {string} name */
function pageOf(name) {
  return existsSync(join(root, 'examples', name, 'README.md')) ? read(`examples/${name}/README.md`) : '';
}

/** @param {string} name */
function problemsOf(name) {
  const folder = `examples/${name}`;
  const page = `${folder}/README.md`;
  const lines = pageOf(name).split('\n').length - 1;
  const isRightLength = lines >= shortest && lines <= longest;
  const golden = join(root, 'test/golden', folder);
  const missing = [
    isRightLength ? '' : `${page}: ${lines} lines; a page has ${shortest} to ${longest}`,
    list(folder, /\.test\.ts$/).length > 0 ? '' : `${folder} has no test`,
    existsSync(golden) ? '' : `${folder} has no golden; npm run golden`,
  ].filter((problem) => problem !== '');
  if (missing.length > 0) return missing;
  return [...verdictOf(folder, golden), ...excerptsOf(page, folder)];
}

/**
 * What a user sees who validates the manifests of the example in its folder.
 * @param {string} folder
 * @param {string} golden
 */
function verdictOf(folder, golden) {
  const { code, output } = validate(['--fail-on', 'warning', golden], folder);
  return code === 0 ? [] : [`${folder}: the manifests have problems\n${output}`];
}

/**
 * The blocks of a page that are not part of a file of its folder.
 * @param {string} page
 * @param {string} folder
 */
function excerptsOf(page, folder) {
  const sources = list(folder, /\.(ts|ya?ml)$/).map((path) => unindented(read(path)));
  const blocks = blocksOf(page).filter(({ language }) => ['ts', 'yaml'].includes(language));
  const strange = blocks.filter(({ lines }) => !sources.some((source) => source.includes(`\n${unindented(lines.join('\n'))}\n`)));
  return strange.map(({ line }) => `${page}:${line}: the lines are not part of a file in ${folder}`);
}

/**
 * Without spaces at the beginnings of lines, so that inner lines can be shown without them.
 * @param {string} source
 */
function unindented(source) {
  return `\n${source}\n`.replace(/\n[ ]+/g, '\n').slice(1, -1);
}
