// Runs the programs of the docs that use cdk8s-plus beside every version of it: they compile, synthesise, and write the same manifests.
// `node tools/check/cdk8s-plus.mjs [TARBALL]`; CI runs it, because it installs from npm. The versions are packages of different names, so one
// project has them all; that npm installs it shows that their peer dependencies agree with ours.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { blocksOf, pages } from '../lib/markdown.mjs';
import { read, root } from '../lib/project.mjs';
import { fail, must, pooled, report, run } from '../lib/run.mjs';

/** The versions that were tested, by the version of Kubernetes in their name. */
const versions = { 27: '2.9.5', 28: '2.5.6', 29: '2.6.0', 30: '2.4.10', 31: '2.6.43', 32: '2.5.92', 33: '2.5.57' };
const own = JSON.parse(read('package.json')).devDependencies;
const names = Object.keys(versions).map((kubernetes) => `cdk8s-plus-${kubernetes}`);
const usesPlus = /from 'cdk8s-plus-27'/;

/** @type {{ name: string, text: string }[]} */
const programs = pages()
  .filter((page) => !page.startsWith('docs/rules/'))
  .flatMap(blocksOf)
  .map(({ page, line, lines }) => ({ name: `${page.replaceAll(/[/.]/g, '-')}-${line}`, text: lines.join('\n') }))
  .filter(({ text }) => usesPlus.test(text));
if (!programs.some(({ text }) => text.includes('PipelineServiceAccount'))) fail('no page shows PipelineServiceAccount beside cdk8s-plus');

const folder = mkdtempSync(join(tmpdir(), 'tekwire-plus-'));
try {
  await install(process.argv[2]);
  for (const name of names) for (const { name: program, text } of programs) write(name, program, text);
  const compiled = await run(join(folder, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], { cwd: folder });
  const runs = names.flatMap((name) => programs.map(({ name: program }) => ({ name, program })));
  const failed = await pooled(runs, 2, async ({ name, program }) => {
    const env = { ...process.env, CDK8S_OUTDIR: join('out', name, program) };
    const { code, output } = await run(join(folder, 'node_modules/.bin/tsx'), [join(name, `${program}.ts`)], { cwd: folder, env });
    return code === 0 ? [] : [`${program} beside ${name}:\n${output}`];
  });
  const problems = [...(compiled.code === 0 ? [] : [compiled.output]), ...failed.flat()];
  report(problems.length > 0 ? problems : differences(), `${programs.length} programs beside ${names.join(', ')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} [tarball] */
async function install(tarball = '') {
  const given = tarball === '' ? await pack() : resolve(tarball);
  const pinned = ['cdk8s', 'constructs', '@types/node'].map((name) => `${name}@${own[name]}`);
  const plus = Object.entries(versions).map(([kubernetes, version]) => `cdk8s-plus-${kubernetes}@${version}`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const tools = ['tsx@4.23.15', 'typescript@5.9.3'];
  await must('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', given, ...pinned, ...plus, ...tools], { cwd: folder });
  const compilerOptions = { strict: true, target: 'es2022', module: 'node16', skipLibCheck: true, noEmit: true, types: ['node'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: names }));
}

async function pack() {
  const [packed] = JSON.parse(await must('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: root }));
  return join(folder, packed.filename);
}

/**
 * @param {string} name
 * @param {string} program
 * @param {string} text
 */
function write(name, program, text) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, `${program}.ts`), text.replace(usesPlus, `from '${name}'`));
}

/** Manifests of tekwire that are not those which the same program writes beside the first version. */
function differences() {
  const [first = '', ...others] = names;
  return programs.flatMap(({ name: program }) => {
    const expected = manifests(first, program);
    if (!expected.includes('tekton.dev/v1')) return [`${program} writes no object of Tekton`];
    return others.filter((name) => manifests(name, program) !== expected).map((name) => `${program} writes others beside ${name}`);
  });
}

/**
 * @param {string} name
 * @param {string} program
 */
function manifests(name, program) {
  const out = join(folder, 'out', name, program);
  return readdirSync(out)
    .sort()
    .map((file) => readFileSync(join(out, file), 'utf8'))
    .join('---\n');
}
