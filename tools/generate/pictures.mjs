// Draws the pictures of the docs from what the commands print: docs/pictures/*.svg. With --check compares instead. No browser is needed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ours } from '../lib/compilers.mjs';
import { blocksOf } from '../lib/markdown.mjs';
import { synthesise, transpile } from '../lib/programs.mjs';
import { list, read, root } from '../lib/project.mjs';
import { fail, must, node, run } from '../lib/run.mjs';
import { drawTerminal } from '../lib/terminal.mjs';

const scratch = 'dist/pictures';
const cli = join(root, 'dist/lib/cli/main.js');
const coloured = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' };
const reports = ['gosec.sarif', 'gitleaks.sarif'].map((name) => join(root, 'test/findings/fixtures', name));

rmSync(join(root, scratch), { recursive: true, force: true });
mkdirSync(join(root, scratch), { recursive: true });
const program = programOf('README.md', 'PipelineRun');
const pictures = {
  'graph.svg': await graph(),
  'compile-error.svg': await compileError(),
  'synth-error.svg': await synthError(),
  'report.svg': await report(),
};
const outdated = Object.entries(pictures).filter(([name, text]) => textOf(name) !== text);
if (process.argv.includes('--check')) {
  if (outdated.length > 0) fail(`docs/pictures are out of date: ${outdated.map(([name]) => name).join(', ')}; run npm run pictures`);
} else
  for (const [name, text] of outdated) {
    mkdirSync(join(root, 'docs/pictures'), { recursive: true });
    writeFileSync(join(root, 'docs/pictures', name), text);
  }
console.log(`${Object.keys(pictures).length} pictures`);

/** @param {string} name */
function textOf(name) {
  return list('docs/pictures').includes(`docs/pictures/${name}`) ? read(`docs/pictures/${name}`) : undefined;
}

/**
 * The first program of a page that holds the text.
 * @param {string} page
 * @param {string} text
 */
function programOf(page, text) {
  const block = blocksOf(page).find(({ language, lines }) => language === 'ts' && lines.some((line) => line.includes(text)));
  return `${block?.lines.join('\n')}\n`;
}

/** The graph of the README's pipeline. */
async function graph() {
  const { manifests } = await synth(program, 'graph');
  return must(process.execPath, [cli, 'graph', '-o', 'svg', ...manifests]);
}

/** A misspelt option, refused by the compiler. */
async function compileError() {
  const folder = writeProgram('compile', changed("failOn: 'high'", "failon: 'high'"));
  const settings = { extends: '../../../test/types/tsconfig.json', compilerOptions: { skipLibCheck: true }, include: ['main.ts'] };
  writeFileSync(join(root, folder, 'tsconfig.json'), JSON.stringify(settings));
  const { code, output } = await run(process.execPath, [ours.tsc, '-p', '.', '--noEmit', '--pretty'], {
    cwd: join(root, folder),
    env: coloured,
  });
  if (code === 0) fail('the program with a misspelt option compiles');
  return drawTerminal('cdk8s synth stops: the compiler names a misspelt option', `$ npx cdk8s synth\n${output}`);
}

/** Two mistakes that only the manifests show, reported at once with their lines. */
async function synthError() {
  const wrong = changed("params: { url: 'https", "params: { ulr: 'https").replace("'gosec')", "'gosec', { image: 'securego/gosec:' })");
  const { code, output } = await synth(wrong, 'synth');
  if (code === 0) fail('the program with two mistakes synthesises');
  // without Node's own lines around the error, which have the paths of this machine
  const stopped = output
    .slice(output.indexOf('Validation failed'))
    .replace(/^ {4}at .*\n|^Node\.js .*\n/gm, '')
    .trimEnd();
  return drawTerminal('cdk8s synth stops: two mistakes with their lines and the way out', `$ npx cdk8s synth\n${stopped}`);
}

/** Findings of real scans of gosec and Gitleaks, and the gate. */
async function report() {
  const { output } = await node([cli, 'findings', 'gate', '--fail-on', 'high', ...reports], { env: coloured });
  return drawTerminal(
    'findings of gosec and Gitleaks, by file and line, and the gate',
    `$ npx tekwire findings gate --fail-on high gosec.sarif gitleaks.sarif\n${output}`,
  );
}

/**
 * @param {string} right
 * @param {string} wrong
 */
function changed(right, wrong) {
  if (!program.includes(right)) fail(`the program of README.md has no "${right}"`);
  return program.replace(right, wrong);
}

/**
 * @param {string} name
 * @param {string} text
 */
function writeProgram(name, text) {
  const folder = `${scratch}/${name}`;
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'main.ts'), text);
  return folder;
}

/**
 * @param {string} text
 * @param {string} name
 */
async function synth(text, name) {
  const folder = writeProgram(name, text);
  await transpile(`${folder}/main.ts`, `${folder}/main.js`);
  const { code, output } = await synthesise(`${folder}/main.js`, { cwd: folder, outdir: `${folder}/manifests` });
  return { code, output, manifests: list(`${scratch}/${name}/manifests`).map((path) => join(root, path)) };
}
