// Measures whole processes against the project's limits. Every figure of a table comes from one interleaved run; ratios compare only within it.
// `npm run bench -- --runs 11` for steadier medians. Writes dist/bench/figures.json.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { root } from '../../tools/lib/project.mjs';
import { fail, node } from '../../tools/lib/run.mjs';
import { writeDocuments } from './documents.mjs';
import { measure } from './measure.mjs';
import { typeCheck } from './types.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } });
const runs = Number(values.runs);
const folder = 'dist/bench';
const largest = 1000;
const files = 5000;
/** What one doubling may cost beyond double. */
const linear = 1.15;

mkdirSync(join(root, folder), { recursive: true });
const objects = await writeObjects();
const types = new Map();
for (const count of [0, 125, 250, 500]) types.set(count, await typeCheck(count));
writeDocuments(join(root, folder, 'documents'), largest);
// four documents a file
writeDocuments(join(root, folder, 'files'), files * 4);
const ofFiles = measure(fileCases(), 3);
const cpu = measure([...importCases(), ...synthCases(), ...validateCases(), ...growthCases()], runs);

const limits = [
  limit('import of tekwire / import of cdk8s', at('import tekwire') / at('import cdk8s'), 1.15),
  limit(`synth of ${largest} tasks / raw ApiObjects`, at(`layers ${largest}`) / at(`raw ${largest}`), 1.1),
  limit(`validate ${largest} documents / parse them`, judging(), 2),
  // 1.3 times the cost of the rules before those about frequent mistakes, which was 1.65 times that of parsing
  limit(`validate ${files} files / parse them`, ofFiles.get('validate') / ofFiles.get('parse'), 2.15),
  ...['wide', 'deep'].flatMap((shape) => [
    limit(`${shape}: 1000 tasks / 100 tasks × 10`, growth(shape, 100, 1000), linear),
    limit(`${shape}: 5000 tasks / 1000 tasks × 5`, growth(shape, 1000, 5000), linear),
  ]),
  limit('types: 500 tasks / 250 tasks × 2', typeGrowth(250, 500), linear),
  limit('types: 250 tasks / 125 tasks × 2', typeGrowth(125, 250), linear),
];
print();
writeFileSync(
  join(root, folder, 'figures.json'),
  `${JSON.stringify({ runs, cpuMilliseconds: Object.fromEntries(cpu), types: Object.fromEntries(types), limits }, null, 2)}\n`,
);
const broken = limits.filter(({ kept }) => !kept);
if (broken.length > 0) fail(`past the limit: ${broken.map(({ name }) => name).join('; ')}`);

function importCases() {
  return [
    { name: 'node', args: ['-e', '0'] },
    { name: 'import cdk8s', args: ['-e', "require('cdk8s')"] },
    { name: 'import tekwire', args: ['-e', "require('tekwire')"] },
  ];
}

function synthCases() {
  const floors = ['js-yaml', 'yaml', 'json'].map((kind) => ({
    name: `${kind} ${largest}`,
    args: [program('floor'), kind, objects.get(largest), join(folder, `floor.${kind}`)],
  }));
  const pairs = [...objects].flatMap(([count, file]) => [
    { name: `layers ${count}`, args: synth('layers', count) },
    { name: `raw ${count}`, args: [program('raw'), file, join(folder, 'out', `raw-${count}`)] },
  ]);
  return [...pairs, ...floors];
}

function validateCases() {
  const documents = join(folder, 'documents');
  return [
    { name: `parse ${largest}`, args: [program('parse'), documents] },
    { name: `validate ${largest}`, args: ['dist/lib/cli/main.js', 'validate', documents] },
  ];
}

function fileCases() {
  const documents = join(folder, 'files');
  return [
    { name: 'parse', args: [program('parse'), documents] },
    { name: 'validate', args: ['dist/lib/cli/main.js', 'validate', '--quiet', documents] },
  ];
}

function growthCases() {
  return ['wide', 'deep'].flatMap((shape) =>
    [0, 100, 1000, 5000].map((count) => ({ name: `${shape} ${count}`, args: synth(shape, count) })),
  );
}

function synth(shape, count) {
  return [program('synth'), shape, String(count), join(folder, 'out', `${shape}-${count}`)];
}

function program(name) {
  return `test/bench/programs/${name}.cjs`;
}

/** The objects that our own synth emits, as JSON by number of tasks, for the raw side and the floor. */
async function writeObjects() {
  const files = new Map();
  for (const count of [10, 100, largest]) {
    const args = synth('layers', count);
    const { code, output } = await node(args);
    if (code !== 0) fail(`${args.join(' ')}: exit ${code}\n${output}`);
    const outdir = join(root, args.at(-1));
    const documents = readdirSync(outdir).flatMap((file) => parseAllDocuments(readFileSync(join(outdir, file), 'utf8')));
    files.set(count, join(folder, `objects-${count}.json`));
    writeFileSync(join(root, files.get(count)), JSON.stringify(documents.map((document) => document.toJSON())));
  }
  return files;
}

function at(name) {
  return cpu.get(name);
}

/** Cost of the larger size over the cost that the smaller one promises, the empty program subtracted. */
function growth(shape, small, large) {
  const start = at(`${shape} 0`);
  return (at(`${shape} ${large}`) - start) / (((at(`${shape} ${small}`) - start) * large) / small);
}

/** Reading, judging and reporting over reading alone, the empty process subtracted. */
function judging() {
  return (at(`validate ${largest}`) - at('node')) / (at(`parse ${largest}`) - at('node'));
}

function typeGrowth(small, large) {
  const of = (count) => types.get(count).instantiations - types.get(0).instantiations;
  return of(large) / ((of(small) * large) / small);
}

function limit(name, value, most) {
  return { name, value: Number(value.toFixed(3)), most, kept: value <= most };
}

function print() {
  console.log(`CPU ms, median of ${runs}:`);
  for (const [name, value] of cpu) console.log(`  ${name.padEnd(16)} ${value.toFixed(0).padStart(7)}`);
  console.log('tsc --noEmit, one thread:');
  for (const [count, { instantiations, seconds }] of types)
    console.log(`  ${String(count).padStart(4)} tasks ${instantiations} instantiations ${seconds} s`);
  console.log('limits:');
  for (const { name, value, most, kept } of limits)
    console.log(`  ${kept ? 'kept  ' : 'BROKEN'} ${name.padEnd(42)} ${value.toFixed(2)} (at most ${most})`);
}
