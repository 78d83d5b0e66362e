// A demo: synthesises an example, by default golang-project, which all rules check, and prints its graph and the next steps.
import { rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { synthesise, transpile } from './lib/programs.mjs';
import { list, root } from './lib/project.mjs';
import { fail, must, node } from './lib/run.mjs';

const names = list('examples', /^main\.ts$/).map((path) => dirname(path).replace('examples/', ''));
const [name = 'golang-project'] = process.argv.slice(2);
if (!names.includes(name)) fail(`unknown example "${name}"; available: ${names.join(', ')}`);
const example = `examples/${name}`;
// `cdk8s synth` sets the output folder
const own = join(root, 'dist/manifests', ...(name === 'golang-project' ? [] : [name]));
const outdir = relative(root, resolve(process.env.CDK8S_OUTDIR ?? own));
const program = `dist/programs/${example}.js`;
const cli = 'dist/lib/cli/main.js';

if (list('dist/lib', /^main\.js$/).length === 0) await must(process.execPath, ['tools/build/build.mjs']);
// another example, or an earlier version of this one
if (process.env.CDK8S_OUTDIR === undefined) rmSync(own, { recursive: true, force: true });
await transpile(`${example}/main.ts`, program);
const synth = await synthesise(program, { cwd: example, outdir });
if (synth.code !== 0) fail(synth.output);
const manifests = list(outdir, /\.yaml$/).map((path) => relative(root, join(root, path)));
// in the folder of the example, whose config counts
const verdict = await node([join(root, cli), 'validate', ...manifests.map((path) => join(root, path))], { cwd: join(root, example) });
if (verdict.code !== 0) fail(verdict.output);
const graph = await must(process.execPath, [cli, 'graph', ...manifests]);

const isRun = (/** @type {string} */ path) => path.endsWith('-runs.k8s.yaml');
const command = (/** @type {string} */ verb, /** @type {string[]} */ paths) =>
  paths.length === 0 ? [] : [`kubectl ${verb} ${paths.map((path) => `-f ${path}`).join(' ')}`];
// runs have generated names, which only create accepts
const steps = [
  ...command(
    'apply',
    manifests.filter((path) => !isRun(path)),
  ),
  ...command('create', manifests.filter(isRun)),
];

console.log(`${example}/main.ts: ${verdict.output.trim()}

${graph.trimEnd()}

manifests: ${manifests.join(', ')}
in a cluster with Tekton: ${steps.join(' && ')}`);
