// Measures where each tool finds seven mistakes, and prints the tables of docs/about/comparison.md.
//   node tools/compare/measure.mjs PEERS [TOOL]...
// PEERS is a folder with clones of the other projects: tektonic, cdk8s-pipelines, hera, dracon, smithy, pipelines-as-code. With KUBECONFIG and
// kubectl, what no tool found is sent to the API server as a dry run. Hera is installed with pip below dist/compare. TOOLs are measured again, the results
// of the others stay (dist/compare/results.json). Not a part of CI.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../lib/project.mjs';
import { fail, must, run } from '../lib/run.mjs';
import { mistakes } from './mistakes.mjs';

const [peers, ...only] = process.argv.slice(2);
if (peers === undefined) fail('usage: node tools/compare/measure.mjs PEERS, a folder with clones of the other projects');
const scratch = join(root, 'dist/compare');
const tsc = join(root, 'node_modules/typescript-5.9/bin/tsc');
/** Stages in the order in which a mistake meets them. */
const stages = { compile: 'compiler', program: 'synth', admission: 'admission', none: 'the run, or never', impossible: 'cannot be made' };
/** @typedef {keyof typeof stages} Stage */

const kept = join(scratch, 'results.json');
const tools = [
  { name: 'tekwire', run: measureTypeScript },
  { name: 'tektonic', run: measureTypeScript },
  { name: 'cdk8s-pipelines', run: measureTypeScript },
  { name: 'hera', run: measurePython },
  { name: 'yaml', run: measureYaml },
];
mkdirSync(scratch, { recursive: true });
/** @type {Record<string, { stage: Stage, words: string }[]>} */
const found = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
for (const { name, run: measure } of tools) {
  if (only.length > 0 && !only.includes(name)) continue;
  rmSync(join(scratch, name), { recursive: true, force: true });
  found[name] = await measure(name);
  writeFileSync(kept, JSON.stringify(found, null, 2));
}
console.log(printMistakes());
console.log(await printFacts());

/** @param {string} tool */
function variants(tool) {
  const extension = { hera: 'py', yaml: 'yaml' }[tool] ?? 'ts';
  const right = readFileSync(join(root, `tools/compare/programs/${tool}.${extension}`), 'utf8');
  return [
    { file: `right.${extension}`, text: right, why: undefined },
    ...mistakes.map(({ title, edits }, at) => {
      const edit = edits[tool] ?? fail(`no edit for "${title}" of ${tool}`);
      if (typeof edit === 'string') return { file: '', text: '', why: edit };
      if (!right.includes(edit[0])) fail(`the program of ${tool} has no "${edit[0]}"`);
      return { file: `wrong-${at}.${extension}`, text: right.replace(edit[0], edit[1]), why: undefined };
    }),
  ];
}

/** @param {string} tool */
async function measureTypeScript(tool) {
  const folder = join(scratch, tool);
  mkdirSync(folder, { recursive: true });
  if (tool !== 'tekwire') {
    await must('sh', ['-c', `git -C "$0" archive HEAD src | tar -x -C "$1"`, join(peers ?? '', tool), folder]);
    cpSync(join(folder, 'src'), join(folder, tool), { recursive: true });
    rmSync(join(folder, 'src'), { recursive: true });
  }
  const all = variants(tool);
  for (const { file, text } of all) if (file) writeFileSync(join(folder, file), text);
  const settings = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'node16',
    types: ['node'],
    esModuleInterop: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: settings, include: ['right.ts', 'wrong-*.ts'] }));
  const compiled = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder });
  return judgeAll(tool, all, async (file) => {
    const error = compiled.output.split('\n').find((line) => line.startsWith(`${file}(`));
    if (error) return { stage: 'compile', words: error };
    const program = join(folder, file.replace('.ts', '.js'));
    await build({
      entryPoints: [join(folder, file)],
      outfile: program,
      bundle: true,
      packages: 'external',
      platform: 'node',
      logLevel: 'silent',
      tsconfigRaw: '{}',
    });
    const manifests = join(folder, 'manifests', file);
    mkdirSync(manifests, { recursive: true });
    const outcome = await run(process.execPath, [program], {
      cwd: manifests,
      env: { ...process.env, CDK8S_OUTDIR: join(manifests, 'dist') },
    });
    if (outcome.code !== 0) return { stage: 'program', words: outcome.output.split('\n').find((line) => /Error|TW\d/.test(line)) ?? '' };
    return admission(manifests);
  });
}

/** @param {string} tool */
async function measurePython(tool) {
  const folder = join(scratch, tool);
  mkdirSync(folder, { recursive: true });
  const site = join(scratch, 'hera-site');
  if (!existsSync(site))
    await must('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', site, 'hera']);
  const all = variants(tool);
  return judgeAll(tool, all, async (file) => {
    writeFileSync(join(folder, file), all.find((one) => one.file === file)?.text ?? '');
    const outcome = await run('python3', [file], { cwd: folder, env: { ...process.env, PYTHONPATH: site } });
    return outcome.code === 0 ? { stage: 'none', words: '' } : { stage: 'program', words: outcome.output.trim().split('\n').at(-1) ?? '' };
  });
}

/** @param {string} tool */
async function measureYaml(tool) {
  const folder = join(scratch, tool);
  mkdirSync(folder, { recursive: true });
  const all = variants(tool);
  return judgeAll(tool, all, async (file) => {
    mkdirSync(join(folder, file), { recursive: true });
    writeFileSync(join(folder, file, 'ci.yaml'), all.find((one) => one.file === file)?.text ?? '');
    return admission(join(folder, file));
  });
}

/**
 * The stage of each mistake; a right program that is refused would make all of them worthless.
 * @param {string} tool
 * @param {{ file: string, why: string | undefined }[]} all
 * @param {(file: string) => Promise<{ stage: string, words: string }>} judge
 */
async function judgeAll(tool, all, judge) {
  /** @type {{ stage: Stage, words: string }[]} */
  const results = [];
  for (const { file, why } of all) {
    const result = why === undefined ? await judge(file) : { stage: 'impossible', words: why };
    if (file.startsWith('right') && result.stage !== 'none') fail(`the right program of ${tool} is refused: ${result.words}`);
    if (!file.startsWith('right')) results.push(/** @type {{ stage: Stage, words: string }} */ (result));
  }
  return results;
}

/**
 * What the API server answers to a dry run that creates every object; the first error.
 * @param {string} folder
 */
async function admission(folder) {
  if (process.env.KUBECONFIG === undefined) return { stage: 'none', words: 'not sent to an API server' };
  const namespace = process.env.COMPARE_NAMESPACE ?? 'default';
  for (const file of yamlOf(folder)) {
    const text = readFileSync(file, 'utf8').replace(/namespace: ci\b/g, `namespace: ${namespace}`);
    writeFileSync(file, text);
  }
  const { code, output } = await run('kubectl', ['create', '--dry-run=server', '--recursive', '-n', namespace, '-f', folder]);
  if (code === 0) return { stage: 'none', words: '' };
  return { stage: 'admission', words: output.split('\n').find((line) => /denied|error|invalid/i.test(line)) ?? output };
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function yamlOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => join(folder, path));
}

function printMistakes() {
  const rows = mistakes.map(
    ({ title }, at) => `| ${title} | ${tools.map(({ name }) => stages[found[name]?.[at]?.stage ?? 'none']).join(' | ')} |`,
  );
  return `| mistake | ${tools.map(({ name }) => name).join(' | ')} |\n|---|${tools.map(() => '---|').join('')}\n${rows.join('\n')}\n`;
}

/** What the clones themselves say: the commit that was measured, its date, the licence. */
async function printFacts() {
  const names = ['tektonic', 'cdk8s-pipelines', 'dracon', 'smithy', 'pipelines-as-code', 'hera'];
  const rows = [];
  for (const name of names) {
    const folder = join(peers ?? '', name);
    if (!existsSync(folder)) fail(`${folder} is missing`);
    const git = async (/** @type {string[]} */ ...args) => (await must('git', ['-C', folder, ...args])).trim();
    const [commit = '', date] = (await git('log', '-1', '--format=%h %cs')).split(' ');
    const files = (await git('ls-tree', '-r', '--name-only', 'HEAD')).split('\n');
    const licence = files.includes('LICENSE')
      ? (await git('show', 'HEAD:LICENSE')).trim().split('\n').slice(0, 2).join(' ').replace(/\s+/g, ' ').trim()
      : 'no file LICENSE';
    rows.push(`| ${name} | ${date} | ${commit} | ${licence} |`);
  }
  return `| project | last commit seen | commit | licence |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}
