// Writes imports/tekton.dev.ts for the tests: the types that `cdk8s import` generates from the pinned CRDs. Works offline, from
// imports/crds.json; does nothing when the types are up to date.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unshare } from '../lib/crds.mjs';
import { manifest, read, root } from '../lib/project.mjs';
import { must } from '../lib/run.mjs';

const target = join(root, 'imports/tekton.dev.ts');
/** The kinds that tests use, in their only version that is not deprecated, without status. */
const kinds = ['Task', 'Pipeline', 'TaskRun', 'PipelineRun'];

const crds = read('imports/crds.json');
const generator = manifest().devDependencies['cdk8s-cli'];
const mark = `// of imports/crds.json ${createHash('sha256').update(`${generator} ${kinds} ${crds}`).digest('hex')}\n`;
if (!textOf(target).startsWith(mark)) await generate();

/** `cdk8s import` writes one file for each group, so all CRDs are one input. */
async function generate() {
  const scratch = mkdtempSync(join(root, 'imports/.new-'));
  try {
    const input = join(scratch, 'crds.yaml');
    const wanted = unshare(JSON.parse(crds)).filter(({ group, names }) => group === 'tekton.dev' && kinds.includes(names.kind));
    writeFileSync(input, wanted.map((crd) => JSON.stringify(importable(crd))).join('\n---\n'));
    const cli = join(root, 'node_modules/.bin/cdk8s');
    await must(cli, ['import', input, '--no-save', '--language', 'typescript', '--output', scratch, '--check-upgrade=false'], {
      cwd: scratch,
    });
    const file = join(scratch, 'tekton.dev.ts');
    writeFileSync(file, `${mark}${readFileSync(file, 'utf8')}`);
    renameSync(file, target);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** @param {import('../lib/crds.mjs').Crd} crd */
function importable({ group, scope, names, versions }) {
  const kept = versions
    .filter(({ name }) => name === 'v1')
    .map(({ schema: { properties, ...schema }, ...version }) => {
      const { status: _, ...written } = properties ?? {};
      return { ...version, schema: { openAPIV3Schema: { ...schema, properties: written } } };
    });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${group}` },
    spec: { group, scope, names, versions: kept },
  };
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}
