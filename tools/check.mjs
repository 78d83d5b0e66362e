// Runs all checks: `npm run check`, or `npm run check -- <part>...` for some parts. Parts that read dist/ run after the build. The part `tests`
// runs the tests that concern the change; with --all it runs every test.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { changedFiles, readTests, testsFor } from './lib/changed-tests.mjs';
import { list, root } from './lib/project.mjs';
import { fail, node, run } from './lib/run.mjs';

/**
 * @param {string} name
 * @param {string[]} args
 */
const bin = (name, args) => run(join(root, 'node_modules/.bin', name), args);
/**
 * @param {string} name
 * @param {string[]} args
 */
const tool = (name, ...args) => node([`tools/${name}.mjs`, ...args]);

/** @typedef {import('./lib/run.mjs').Outcome} Outcome */
/** @typedef {{ name: string, code: number, output: string, seconds: number }} Ended */

/**
 * `mend` is the advice when the part fails. Long parts come first, so that two run in parallel until the end.
 * @type {Record<string, { start: () => Promise<Outcome>, mend: string, needs?: string, onlyWhenNamed?: boolean }>}
 */
const parts = {
  // the part `types` checks the same sources
  build: {
    start: () => tool('build/build', ...(names.includes('types') ? ['--no-check'] : [])),
    mend: 'fix the errors of the compiler; `npm run build` shows them again',
  },
  tests: { needs: 'build', start: tests, mend: 'npm test -- <file>' },
  'type-tests': { needs: 'build', start: () => tool('check/type-tests'), mend: 'fix the types or the comments in test/types' },
  consumer: { needs: 'build', start: () => tool('check/consumer'), mend: 'fix the declarations of src/' },
  surface: { start: () => tool('check/surface'), mend: 'set the field in a program of test/conformance/surface' },
  catalogue: { needs: 'build', start: () => tool('generate/catalogue', '--check'), mend: 'npm run catalogue' },
  images: { needs: 'build', start: () => tool('generate/images', '--check'), mend: 'npm run images' },
  golden: { needs: 'build', start: () => tool('generate/golden', '--check'), mend: 'npm run golden, and read its diff' },
  examples: { needs: 'build', start: () => tool('generate/examples', '--check'), mend: 'npm run examples, or fix the page of the example' },
  rules: { needs: 'build', start: () => tool('generate/rules', '--check'), mend: 'npm run rules, and read its diff' },
  pictures: { needs: 'build', start: () => tool('generate/pictures', '--check'), mend: 'npm run pictures, and look at them' },
  docs: { needs: 'build', start: () => tool('check/docs'), mend: 'fix the block at the reported line' },
  api: { needs: 'build', start: () => tool('generate/api', '--check'), mend: 'npm run api, and explain the change in the commit' },
  docstrings: {
    needs: 'build',
    start: () => tool('check/docstrings'),
    mend: 'write a docstring for the name: shape, units, default, errors',
  },
  options: { start: () => tool('generate/options', '--check'), mend: 'npm run options; check the keys of a new parameter with known()' },
  imports: { start: () => tool('build/imports'), mend: 'mend imports/crds.json; `npm run import` writes it' },
  types: {
    needs: 'imports',
    start: () =>
      bin('tsc', [
        '--noEmit',
        '-p',
        'tsconfig.json',
        '--incremental',
        '--tsBuildInfoFile',
        'node_modules/.cache/tekwire/types.tsbuildinfo',
      ]),
    mend: 'fix the errors of the compiler',
  },
  'tool-types': { start: () => bin('tsc', ['--noEmit', '-p', 'tools/tsconfig.json']), mend: 'fix the errors of the compiler' },
  lint: { start: () => bin('biome', ['check', '--error-on-warnings']), mend: 'npx biome check --write' },
  layers: { start: () => tool('check/layers'), mend: 'move the code or the import; ARCHITECTURE.md has the order' },
  unused: {
    start: () => bin('knip', ['--no-progress', '--cache', '--cache-location', 'node_modules/.cache/knip']),
    mend: 'remove the export, the file or the dependency; knip.jsonc lists the entry points',
  },
  words: { start: () => tool('check/words'), mend: 'use the word in the message' },
  size: { start: () => tool('check/size'), mend: 'split the file by idea' },
  tools: {
    needs: 'build',
    start: () => node(['--test', '--test-reporter=dot', ...list('tools/test', /\.test\.mjs$/)]),
    mend: 'fix the tool or its test in tools',
  },
  help: { start: () => tool('help', '--check'), mend: 'add or remove the line in tools/help.mjs' },
  package: { needs: 'build', onlyWhenNamed: true, start: () => tool('check/package'), mend: 'fix package.json' },
};

const longest = 120;
const started = performance.now();
const asked = process.argv.slice(2);
const names = selected(asked.filter((word) => word !== '--all'));
const ended = await runAll(names);
const failed = ended.filter(({ code }) => code !== 0);
const [first] = failed;
if (first)
  console.log(`\n${first.name}:\n${shorten(first.output)}\n\nfix: ${parts[first.name]?.mend}\nagain: npm run check -- ${first.name}`);
const verdict = failed.length === 0 ? 'all checks passed' : `failed: ${failed.map(({ name }) => name).join(', ')}`;
console.log(`\n${verdict} (${names.length} parts, ${((performance.now() - started) / 1000).toFixed(1)} s)`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * The requested parts and their requirements, in the order of the table.
 * @param {string[]} asked
 */
function selected(asked) {
  const unknown = asked.filter((name) => !parts[name]);
  if (unknown.length > 0) fail(`unknown part: ${unknown.join(', ')}; expected one of: ${Object.keys(parts).join(', ')}`);
  const wanted = new Set(asked.flatMap((name) => [name, parts[name]?.needs]));
  return Object.keys(parts).filter((name) => (asked.length > 0 ? wanted.has(name) : !parts[name]?.onlyWhenNamed));
}

/** @returns {Promise<Outcome>} */
async function tests() {
  const changed = asked.includes('--all') ? undefined : await changedFiles();
  if (changed === undefined) return bin('jest', ['--silent']);
  const all = readTests();
  const wanted = testsFor(changed, all);
  const note = `${wanted.length} of ${all.length} test files; npm test runs all`;
  if (wanted.length === 0) return { code: 0, output: note, stdout: '', seconds: 0 };
  const outcome = await bin('jest', ['--silent', '--runTestsByPath', ...wanted]);
  return outcome.code === 0 ? { ...outcome, output: note } : outcome;
}

/**
 * Runs two parts at a time, for two cores. A part whose requirement failed is not run and counts as failed.
 * @param {string[]} names
 */
async function runAll(names) {
  /** @type {Map<string, Ended>} */
  const results = new Map();
  const waiting = new Set(names);
  /** @type {Map<string, Promise<Ended>>} */
  const running = new Map();
  while (waiting.size + running.size > 0) {
    for (const name of waiting) {
      const needs = parts[name]?.needs;
      if (running.size >= Math.max(2, cpus().length) || (needs && !results.has(needs))) continue;
      waiting.delete(name);
      running.set(name, runPart(name, results.get(needs ?? '')));
    }
    const done = await Promise.race(running.values());
    running.delete(done.name);
    results.set(done.name, done);
  }
  return names.flatMap((name) => results.get(name) ?? []);
}

/**
 * Shortens the output; the command shows all of it.
 * @param {string} output
 */
function shorten(output) {
  const lines = output.trimEnd().split('\n');
  return lines.length > longest ? [...lines.slice(0, longest), `(${lines.length - longest} more lines)`].join('\n') : lines.join('\n');
}

/**
 * @param {string} name
 * @param {Ended | undefined} need
 * @returns {Promise<Ended>}
 */
async function runPart(name, need) {
  const part = parts[name];
  const isBlocked = part === undefined || (need !== undefined && need.code !== 0);
  const result = isBlocked ? { code: 1, output: `not run, because ${need?.name} failed`, seconds: 0 } : await part.start();
  const brief = result.output.trim().includes('\n') ? '' : result.output.trim();
  const note = result.code === 0 ? brief : 'FAILED';
  console.log(`${name.padEnd(12)} ${result.seconds.toFixed(1).padStart(5)} s  ${note}`.trimEnd());
  return { name, ...result };
}
