// Writes imports/crds.json from the CRDs in Tekton's Go modules, and the files that are generated from it. Needs Go, which checks modules
// against its checksum database.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { printShared, share, withoutProse } from '../lib/crds.mjs';
import { root } from '../lib/project.mjs';
import { must } from '../lib/run.mjs';

/** The Tekton version of the project, and the folder of its CRDs in the module. The CRDs of Triggers do not describe fields. */
const modules = [{ path: 'github.com/tektoncd/pipeline', version: 'v1.15.0', crds: 'config/300-crds' }];

const scratch = mkdtempSync(join(tmpdir(), 'tekwire-import-'));
try {
  const crds = [];
  const record = [];
  for (const { path, version, crds: folder } of modules) {
    const { Dir, Sum } = JSON.parse(await must('go', ['mod', 'download', '-json', `${path}@${version}`], { cwd: scratch }));
    const files = readdirSync(join(Dir, folder))
      .filter((name) => /^300-.*\.yaml$/.test(name))
      .sort();
    for (const file of files) crds.push(...readCrds(join(Dir, folder, file)));
    record.push({ module: path, version, sum: Sum, files: files.map((file) => `${folder}/${file}`) });
  }
  writeFileSync(join(root, 'imports/versions.json'), `${JSON.stringify({ modules: record }, null, 2)}\n`);
  writeFileSync(join(root, 'imports/crds.json'), printShared(share(crds)));
  console.log(`imports/crds.json: ${crds.length} CRDs`);
} finally {
  rmSync(scratch, { recursive: true });
}
await must(process.execPath, ['tools/generate/fields.mjs']);
await must(process.execPath, ['tools/build/imports.mjs']);
await must(process.execPath, ['tools/generate/validators.mjs']);

/**
 * The CRDs of a file, without descriptions.
 * @param {string} file
 * @returns {import('../lib/crds.mjs').Crd[]}
 */
function readCrds(file) {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJSON())
    .filter((crd) => crd?.kind === 'CustomResourceDefinition')
    .map(({ spec: { group, scope, names, versions } }) => ({
      group,
      scope,
      names: { kind: names.kind, plural: names.plural },
      versions: versions.map((/** @type {any} */ { name, served, storage, schema }) => ({
        name,
        served,
        storage,
        schema: withoutProse(schema.openAPIV3Schema),
      })),
    }));
}
