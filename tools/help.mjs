// One line for each npm script; with --check only demands that every script has its line and every line its script.
import { manifest } from './lib/project.mjs';
import { report } from './lib/run.mjs';

/** @type {Record<string, string>} */
const help = {
  api: 'rewrites API.md, the report of the public surface',
  bench: 'measures findings, odd texts, import, synth and type check against their limits',
  build: 'writes dist/: the library and the bundles that run inside steps',
  check: 'tells whether all is well; `npm run check -- <part>` runs one part',
  conformance: "holds every manifest against Tekton's own Go code (needs Go)",
  demo: 'synthesises examples/golang-project and shows what came out',
  golden: 'rewrites test/golden from the examples and the catalogue',
  help: 'prints this list',
  options: 'rewrites the table of option keys from the types',
  import: 'rewrites imports/ and the field table from the CRDs of the pinned Tekton (needs Go)',
  postpack: 'npm calls it after `npm pack`; puts the scripts back into package.json',
  prepack: 'npm calls it before `npm pack`; builds, and takes the scripts out of package.json',
  prepare: 'npm calls it after `npm ci`; the same as build',
  rule: 'begins a rule: `npm run rule SUBJECT NAME` writes its row and its examples',
  rules: 'rewrites docs/rules and the expected texts from the rules and their examples',
  test: 'runs the unit tests; `npm test -- <file>` runs one',
};

const { scripts } = manifest();
if (process.argv.includes('--check')) {
  const silent = Object.keys(scripts).filter((name) => !help[name]);
  const gone = Object.keys(help).filter((name) => !scripts[name]);
  const missing = silent.map((name) => `script "${name}" has no line in tools/help.mjs`);
  report(
    [...missing, ...gone.map((name) => `tools/help.mjs explains "${name}", which is no script`)],
    `${Object.keys(scripts).length} scripts`,
  );
} else {
  for (const [name, line] of Object.entries(help)) console.log(`npm run ${name.padEnd(12)} ${line}`);
}
