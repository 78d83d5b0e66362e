// Prints one line for each npm script; with --check only compares the lines with the scripts.
import { manifest } from './lib/project.mjs';
import { report } from './lib/run.mjs';

/** @type {Record<string, string>} */
const help = {
  api: 'rewrites API.md, the report of the public surface',
  bench: 'measures findings, malformed texts, import, synth and type check against their limits',
  build: 'writes dist/: the library and the bundles that run inside steps',
  catalogue: 'rewrites docs/catalogue.md from the components',
  check: 'runs all checks and the tests of what changed; `-- <part>` runs one part, `-- --all` every test',
  conformance: "compares our rules with Tekton's own Go code for every manifest (needs Go)",
  corpus: 'validates clones of public repositories (TEKWIRE_CORPUS) and compares the counts; `-- --update` writes them',
  demo: 'synthesises an example and shows the result: `npm run demo -- NAME`',
  examples: 'rewrites the list of examples/README.md from their pages',
  golden: 'rewrites test/golden from the examples and the catalogue',
  help: 'prints this list',
  options: 'rewrites the table of option keys from the types',
  images: 'rewrites the table of images of the catalogue; `-- --lookup` asks registries for digests, `-- --newer` lists newer versions',
  import: 'rewrites imports/ and the field table from the CRDs of the pinned Tekton (needs Go)',
  pictures: 'draws docs/pictures from what the commands print',
  postpack: 'npm calls it after `npm pack`; puts the scripts back into package.json',
  prepack: 'npm calls it before `npm pack`; builds, and takes the scripts out of package.json',
  prepare: 'npm calls it after `npm ci`; the same as build',
  release: 'makes a release: `npm run release -- VERSION`; `-- try` only packs a tarball and tries it in an empty folder',
  rule: 'creates a rule: `npm run rule SUBJECT NAME` writes its row and its examples',
  rules: 'rewrites docs/rules and the expected texts from the rules and their examples',
  scanner: 'creates a scanner: `npm run scanner TOOL` writes its component and the recipe that installs the tool',
  site: 'builds the documentation site into dist/site/public; `-- check` checks the HTML of every page, and opens pages of each kind in Chromium',
  test: 'runs all unit tests; `npm test -- <file>` runs one file',
};

const { scripts } = manifest();
if (process.argv.includes('--check')) {
  const silent = Object.keys(scripts).filter((name) => !help[name]);
  const gone = Object.keys(help).filter((name) => !scripts[name]);
  const missing = silent.map((name) => `script "${name}" has no line in tools/help.mjs`);
  report(
    [...missing, ...gone.map((name) => `tools/help.mjs has a line for an unknown script "${name}"`)],
    `${Object.keys(scripts).length} scripts`,
  );
} else {
  for (const [name, line] of Object.entries(help)) console.log(`npm run ${name.padEnd(12)} ${line}`);
}
