// Checks that the typed API can set the fields of Tekton's objects: compares the programs of test/conformance/surface with the pinned CRDs.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { fieldsOfSchema, fieldsSet, pinnedCrds } from '../lib/crd-fields.mjs';
import { root } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';

const outfile = join(root, 'dist/surface/manifests.cjs');
await build({
  entryPoints: [join(root, 'test/conformance/surface/manifests.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile,
  external: ['cdk8s', 'constructs', 'yaml'],
  logLevel: 'error',
});
const { surfaceManifests, unreachable } = createRequire(import.meta.url)(outfile);
const measured = [...pinnedCrds()].filter(([kind]) => kind.startsWith('tekton.dev/'));
const fields = Object.fromEntries(measured.map(([kind, schema]) => [kind, fieldsOfSchema(schema)]));
const set = fieldsSet(fields, surfaceManifests());
const all = Object.entries(fields).flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`));
const excused = all.filter((field) => isExcused(field));
const problems = [
  ...all.filter((field) => !set.has(field) && !isExcused(field)).map((field) => `${field}: no program of test/conformance/surface sets it`),
  ...excused.filter((field) => set.has(field)).map((field) => `${field}: is set, so remove it from unreachable.ts`),
];
report(problems, `${set.size} of ${all.length} fields of Tekton set by the typed API, ${excused.length} excused`);

/** @param {string} field */
function isExcused(field) {
  return Object.keys(unreachable).some((pattern) => field === pattern || field.endsWith(` ${pattern}`));
}
