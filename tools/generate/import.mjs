// Writes imports/ from the CRDs that ship inside Tekton's Go modules. Needs Go; the module proxy checks what it hands out against Go's checksum database.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { fieldsOfSchema } from '../lib/crd-fields.mjs';
import { manifest, root } from '../lib/project.mjs';
import { must } from '../lib/run.mjs';

/** The Tekton that the project is built against, and where its CRDs stand in the module. */
const modules = [
  { path: 'github.com/tektoncd/pipeline', version: 'v1.15.0', crds: 'config/300-crds' },
  { path: 'github.com/tektoncd/triggers', version: 'v0.37.0', crds: 'config' },
];

/** Kinds that people write, whose fields the typed API is measured by (tools/check/surface.mjs). */
const measured = ['Task', 'Pipeline', 'PipelineRun', 'TaskRun', 'StepAction', 'VerificationPolicy'];

const scratch = mkdtempSync(join(tmpdir(), 'tekwire-import-'));
try {
  const groups = new Map();
  const record = { generator: `cdk8s-cli ${manifest().devDependencies['cdk8s-cli']}`, modules: [] };
  for (const module of modules) {
    const { Dir, Sum } = JSON.parse(await must('go', ['mod', 'download', '-json', `${module.path}@${module.version}`], { cwd: scratch }));
    const files = collect(join(Dir, module.crds), groups);
    record.modules.push({ module: module.path, version: module.version, sum: Sum, files: files.map((file) => `${module.crds}/${file}`) });
  }
  for (const [group, texts] of [...groups].sort()) await generate(group, texts);
  writeFileSync(join(root, 'imports/versions.json'), `${JSON.stringify(record, null, 2)}\n`);
  writeFileSync(join(root, 'imports/fields.json'), `${JSON.stringify(fieldsOf([...groups.values()].flat()), null, 1)}\n`);
  console.log(`imports/: ${[...groups.keys()].sort().join(', ')}`);
} finally {
  rmSync(scratch, { recursive: true });
}

/** Fields of the measured kinds, in the version that the cluster stores. */
function fieldsOf(texts) {
  const crds = texts
    .map((text) => JSON.parse(text).spec)
    .filter(({ names, group }) => group === 'tekton.dev' && measured.includes(names.kind));
  const entries = crds.map(({ group, names, versions }) => {
    const { name, schema } = versions.find(({ storage }) => storage);
    return [`${group}/${name} ${names.kind}`, fieldsOfSchema(schema.openAPIV3Schema.properties.spec)];
  });
  return Object.fromEntries(entries.sort());
}

/** Adds the text of every CRD in a folder to its API group; gives the names of the files. */
function collect(folder, groups) {
  const files = readdirSync(folder)
    .filter((name) => /^300-.*\.yaml$/.test(name))
    .sort();
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
      const crd = document.toJSON();
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      groups.set(crd.spec.group, [...(groups.get(crd.spec.group) ?? []), JSON.stringify(crd)]);
    }
  }
  return files;
}

/** `cdk8s import` writes one file a group and overwrites it at the next call, so all CRDs of the group go into one input. */
async function generate(group, texts) {
  const input = join(scratch, `${group}.yaml`);
  writeFileSync(input, texts.join('\n---\n'));
  const cli = join(root, 'node_modules/.bin/cdk8s');
  await must(cli, ['import', input, '--no-save', '--language', 'typescript', '--output', join(root, 'imports'), '--check-upgrade=false'], {
    cwd: scratch,
  });
}
