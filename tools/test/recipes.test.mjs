// The recipes of CONTRIBUTING.md, each followed in a copy of the project: what is written by hand, and that it is enough.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { share, unshare } from '../lib/crds.mjs';
import { list, read, root } from '../lib/project.mjs';
import { node } from '../lib/run.mjs';

const copy = mkdtempSync(join(tmpdir(), 'tekwire-recipes-'));
after(() => rmSync(copy, { recursive: true }));
const copied = ['src', 'tools', 'imports', 'test/rules', 'test/scanners', 'test/conformance/surface', 'tsconfig.json', 'package.json'];
for (const path of copied)
  cpSync(join(root, path), join(copy, path), { recursive: true, filter: (name) => !/recorded|node_modules|scanners\/sources/.test(name) });
mkdirSync(join(copy, 'dist'));
for (const path of ['node_modules', 'dist/runtime']) symlinkSync(join(root, path), join(copy, path));
// outside of a checkout there is no .gitignore
writeFileSync(join(copy, 'biome.json'), JSON.stringify({ ...JSON.parse(read('biome.json')), vcs: { enabled: false } }));
const text = (/** @type {string} */ path) => readFileSync(join(copy, path), 'utf8');
const tool = (/** @type {string[]} */ ...[name, ...args]) => node([join(copy, `tools/generate/${name}.mjs`), ...args], { cwd: copy });

/**
 * Runs a generator that must succeed.
 * @param {string[]} words
 */
async function generate(...words) {
  const { code, output } = await tool(...words);
  assert.equal(code, 0, output);
  return output;
}

/** @param {string[]} include */
async function compileErrors(include) {
  writeFileSync(
    join(copy, 'tsconfig.recipes.json'),
    JSON.stringify({ extends: './tsconfig.json', include, compilerOptions: { types: ['node'] } }),
  );
  const { output } = await node([join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.recipes.json'], { cwd: copy });
  return output;
}

/**
 * Loads modules of the copy.
 * @param {string} contents
 */
async function load(contents) {
  const outfile = join(copy, 'loaded', `${Math.random()}.cjs`);
  await build({
    stdin: { contents, resolveDir: copy },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    tsconfigRaw: '{}',
    logLevel: 'silent',
  });
  return createRequire(outfile)(outfile);
}

it('a rule: its file and its two examples', async () => {
  for (const subject of ['task', 'advice', 'trigger']) {
    const output = await generate('rule', subject, 'begun-here');
    assert.match(text(`src/rules/${subject}/index.ts`), /\.\.\.begunHereRules,?\s*\];/);
    assert.match(text(`test/rules/${output.slice(0, 5)}/bad.yaml`), /^kind: /m);
  }
  const { allRules } = await load("export { allRules } from './src/rules';");

  assert.equal(allRules.filter((/** @type {{ slug: string }} */ { slug }) => slug === 'begun-here').length, 3);
});

it('a scanner: its component and its recipe', async () => {
  await generate('scanner', 'acme-lint');
  assert.deepEqual(added('src/catalogue', 'test/scanners'), ['src/catalogue/scanners/acme-lint.ts', 'test/scanners/tools/acme-lint.sh']);
  edit('test/scanners/tools/acme-lint.sh', '# version', '# scans go\n# version');
  const { catalogue, counts, App, Chart } = await load(
    `export { App, Chart } from 'cdk8s';
    export * as catalogue from './src/catalogue';
    export * as counts from './test/scanners/own-counts';`,
  );
  const { components } = await import(pathToFileURL(join(copy, 'test/scanners/components.mjs')).href);

  const { create, path } = components['acme-lint'];
  const app = new App({ outdir: join(copy, 'manifests') });
  const { spec } = create(catalogue, new Chart(app, 'scan'));
  app.synth();
  assert.equal(path, 'go');
  assert.match(JSON.stringify(spec.steps), /exec acme-lint --sarif/);
  writeFileSync(join(copy, 'acme-lint.json'), '{ "found": [{ "severity": "HIGH" }, { "severity": "low" }, { "severity": "HIGH" }] }');
  assert.deepEqual(counts.readOwnCounts(copy, 'acme-lint'), { high: 2, low: 1 });
});

it('an output format: its file and its name', async () => {
  writeFileSync(
    join(copy, 'src/diagnostics/report/codes.ts'),
    `import type { Report } from './report';

/** The code of each diagnostic. */
export const codes: Report = {
  summary: 'the codes',
  print: ({ documents }) => documents.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
};
`,
  );
  edit('src/diagnostics/reports.ts', 'import ', "import { codes } from './report/codes';\nimport ");
  edit('src/diagnostics/reports.ts', 'junit, github }', 'junit, github, codes }');
  const { main } = await load("export { main } from './src/cli/main';");
  /** @type {(...args: string[]) => string} */
  const printed = (...args) => {
    /** @type {string[]} */
    const lines = [];
    main(args, { out: (/** @type {string} */ line) => lines.push(line), err: (/** @type {string} */ line) => lines.push(line) });
    return lines.join('\n');
  };
  writeFileSync(join(copy, 'bad.yaml'), 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: []}\n');

  assert.match(printed('validate', '-o', 'codes', join(copy, 'bad.yaml')), /^TW\d{3}$/m);
  assert.match(printed('validate', '--help'), /\bcodes\b.*the codes/);
  assert.match(printed('validate', '-o', 'code', join(copy, 'bad.yaml')), /github, codes/);
});

it('a field of steps: its line in StepSpec, which the compiler asks for', async () => {
  const crds = unshare(JSON.parse(text('imports/crds.json')));
  const task = crds.find(({ group, names }) => group === 'tekton.dev' && names.kind === 'Task');
  for (const { name, schema } of task?.versions ?? []) {
    const step = schema.properties?.spec?.properties?.steps?.items?.properties;
    if (name === 'v1' && step) step.niceness = { type: 'integer' };
  }
  writeFileSync(join(copy, 'imports/crds.json'), JSON.stringify(share(crds)));
  await generate('fields');

  // all recipes of this file are compiled with it
  assert.match(
    await compileErrors(['src/catalogue/index.ts', 'test/conformance/surface/new-step-fields.ts']),
    /^test\/conformance\/surface\/new-step-fields\.ts\(\d+,\d+\): error TS2741: Property 'niceness'.*\n(?: .*\n)*$/,
  );
  edit('src/spec/step.ts', '  readonly onError?', '  readonly niceness?: number;\n  readonly onError?');
  writeFileSync(join(copy, 'step.ts'), "import type { StepSpec } from './src/spec';\nexport const step: StepSpec = { niceness: 1 };\n");
  assert.equal(await compileErrors(['step.ts']), '');
});

/**
 * @param {string} path
 * @param {string} before
 * @param {string} now
 */
function edit(path, before, now) {
  assert.ok(text(path).includes(before), `${path}: ${before}`);
  writeFileSync(join(copy, path), text(path).replace(before, now));
}

/**
 * The files that only the copy has.
 * @param {string[]} folders
 */
function added(...folders) {
  const known = new Set(folders.flatMap((folder) => list(folder)));
  const all = folders.flatMap((folder) => readdirSync(join(copy, folder), { recursive: true }).map((path) => `${folder}/${path}`));
  return all.filter((path) => /\.\w+$/.test(path) && !known.has(path));
}
