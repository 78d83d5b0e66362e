// The main job, shown: synthesises examples/golang-project, which all rules judge, and prints its graph and what to do next.
import { join, relative, resolve } from 'node:path';
import { synthesise, transpile } from './lib/programs.mjs';
import { list, root } from './lib/project.mjs';
import { fail, must, node } from './lib/run.mjs';

const example = 'examples/golang-project';
// `cdk8s synth` says where it wants them
const outdir = relative(root, resolve(process.env.CDK8S_OUTDIR ?? join(root, 'dist/manifests')));
const program = `dist/programs/${example}.js`;
const cli = 'dist/lib/cli/main.js';

if (list('dist/lib', /^main\.js$/).length === 0) await must(process.execPath, ['tools/build/build.mjs']);
await transpile(`${example}/main.ts`, program);
const synth = await synthesise(program, { cwd: example, outdir });
if (synth.code !== 0) fail(synth.output);
const manifests = list(outdir, /\.yaml$/).map((path) => relative(root, join(root, path)));
const verdict = await node([cli, 'validate', ...manifests]);
if (verdict.code !== 0) fail(verdict.output);
const graph = await must(process.execPath, [cli, 'graph', ...manifests]);

console.log(`${example}/main.ts: ${verdict.output.trim()}

${graph.trimEnd()}

manifests: ${manifests.join(', ')}
in a cluster with Tekton: kubectl apply -f ${manifests[0]}`);
