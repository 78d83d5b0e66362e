// Types the tutorial from its first page to its last, in one empty folder: every command in its order, every block of a program or file where the
// page says it is saved. `node tools/check/tutorial.mjs [TARBALL]`; CI runs it, because it installs from npm. Commands that need a cluster are typed
// when KUBECONFIG names one. For a cluster of tests, REPLACE is a JSON object of words on the pages and what is typed instead, and AFTER_SYNTH a
// command that adapts the manifests.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { blocksOf } from '../lib/markdown.mjs';
import { read, root } from '../lib/project.mjs';
import { must, report, run } from '../lib/run.mjs';

/** @typedef {import('../lib/markdown.mjs').Block} Block */

const FIRST = 'docs/tutorial/first-pipeline.md';
const needsCluster = /^kubectl |^npx tekwire (?:preflight|deploy|run|watch)\b/;
const { KUBECONFIG, AFTER_SYNTH, REPLACE = '{}' } = process.env;
/** @type {[string, string][]} */
const replaced = Object.entries(JSON.parse(REPLACE));
const folder = mkdtempSync(join(tmpdir(), 'tekwire-tutorial-'));
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_prefer_offline: 'true' };
/** @type {string[]} */
const problems = [];
let typed = 0;
let skipped = 0;
/** What the commands since the last block of a program or file have printed. */
let printed = '';

try {
  const tarball = (process.argv[2] ?? '') === '' ? await pack() : resolve(process.argv[2] ?? '');
  // the quickstart before the first version is on npm, and the commands that it prints
  const init = await must('npx', ['--yes', `--package=${tarball}`, '--', 'tekwire', 'init'], { cwd: folder, env });
  for (const [, command = ''] of init.matchAll(/^ {2}(npm .*)$/gm)) await type(command, 'README.md');
  const pages = pagesFrom(FIRST);
  for (const page of pages) for (const block of blocksOf(page)) await follow(block);
  report(problems, `${pages.length} pages, ${typed} commands typed${skipped === 0 ? '' : `, ${skipped} need a cluster`}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function pack() {
  const [packed] = JSON.parse(await must('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: root }));
  return join(folder, packed.filename);
}

/**
 * The pages as a reader turns them, by the link after `Next:`.
 * @param {string} first
 * @returns {string[]}
 */
function pagesFrom(first) {
  const [, next] = /^Next: \[[^\]]*\]\(([\w-]+\.md)\)/m.exec(read(first)) ?? [];
  return next === undefined ? [first] : [first, ...pagesFrom(join(dirname(first), next))];
}

/** @param {Block} block */
async function follow(block) {
  const { page, language, lines, line } = block;
  if (language === 'sh') for (const command of lines) await type(command, `${page}:${line}`);
  else if (language === 'text') expectPrinted(block);
  else if (language === 'ts') writeProgram(lines.join('\n'));
  else if (language === 'json' || language === 'yaml') save(block);
  else problems.push(`${page}:${line}: a block of ${language}, and no way to type it`);
}

/**
 * @param {string} command
 * @param {string} place
 */
async function type(command, place) {
  if (needsCluster.test(command) && !KUBECONFIG) {
    skipped += 1;
    return;
  }
  typed += 1;
  const { code, output } = await run('bash', ['-c', adapted(command)], { cwd: folder, env });
  if (AFTER_SYNTH !== undefined && command === 'npx cdk8s synth') await must('bash', ['-c', AFTER_SYNTH], { cwd: folder, env });
  printed += output;
  if (code !== 0) problems.push(`${place}: "${command}" ends with exit ${code}:\n${output}`);
}

/** @param {string} text */
function adapted(text) {
  return replaced.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** @param {Block} block */
function expectPrinted({ page, line, lines }) {
  const text = lines.join('\n').trim();
  if (!printed.includes(text)) problems.push(`${page}:${line}: expected\n${text}\nin what the commands print:\n${printed}`);
}

/**
 * A block with imports is a new main.ts, one without continues it.
 * @param {string} text
 */
function writeProgram(text) {
  printed = '';
  const file = join(folder, 'main.ts');
  const program = adapted(text);
  writeFileSync(file, /^import /m.test(text) ? program : `${readFileSync(file, 'utf8')}\n${program}`);
}

/**
 * Saves a file under the name that the paragraph before the block has.
 * @param {Block} block
 */
function save({ page, line, lines }) {
  printed = '';
  const before =
    read(page)
      .split('\n')
      .slice(0, line - 2)
      .join('\n')
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  const name = [...before.matchAll(/`([\w./-]+\.(?:ya?ml|json|sarif))`/g)].at(-1)?.[1];
  if (name === undefined) return void problems.push(`${page}:${line}: the sentence before the block does not name its file`);
  const file = join(folder, name);
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}
