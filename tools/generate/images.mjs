// Writes src/lock/catalogue-images.ts: every image that the catalogue names, with its digest where one is known, and where it is from; --check compares.
//   node tools/generate/images.mjs            keeps the digests that were looked up, and takes others from public-pins.mjs
//   node tools/generate/images.mjs --lookup   asks the registries, or the mirrors: --mirror docker.io=HOST/PATH --mirror …
//   node tools/generate/images.mjs --newer    lists newer versions, also from mirrors, and writes nothing
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';
import { newerThan } from './newer.mjs';
import { PINS_SEEN, publicPins } from './public-pins.mjs';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const { taggedName } = require(join(root, 'dist/lib/image/index.js'));
const { imagesOf } = require(join(root, 'dist/lib/lock/index.js'));
const { mirroredName } = require(join(root, 'dist/lib/policy/index.js'));
const target = join(root, 'src/lock/catalogue-images.ts');
const has = (/** @type {string} */ option) => process.argv.includes(option);

/** Options with which a component names an image that it does not name without them. */
const OTHER_OPTIONS = { Policy: { rego: 'package tekwire' }, Feed: { trivy: true, grype: true, nuclei: true } };

const names = imagesOfCatalogue();
const stale = Object.keys(publicPins).filter((name) => !names.includes(name));
if (stale.length > 0) fail(`tools/generate/public-pins.mjs: the catalogue does not name ${stale.join(', ')}`);
if (has('--newer')) await listNewer();
else {
  const before = readFileSync(target, 'utf8');
  const rows = await rowsOf(before);
  const text = printed(rows);
  if (has('--check') && text !== before) fail('src/lock/catalogue-images.ts is out of date; run npm run images');
  if (!has('--check') && text !== before) writeFileSync(target, text);
  const unknown = rows.filter(({ digest }) => digest === '').map(({ name }) => name);
  console.log(`${names.length} images, ${names.length - unknown.length} with a digest; without: ${unknown.join(', ') || 'none'}`);
}

/** The images of every component with its default options, sorted by their full names. */
function imagesOfCatalogue() {
  const catalogue = require(join(root, 'dist/lib/catalogue/index.js'));
  const chart = new Chart(new App(), 'catalogue');
  const found = new Set();
  for (const [name, Component] of Object.entries(catalogue)) {
    if (!/^[A-Z]/.test(name) || /^(Sarif|Sbom)Producer$/.test(name)) continue;
    const tasks = [new Component(chart, name.toLowerCase())];
    const others = Object.entries(OTHER_OPTIONS).find(([one]) => one === name)?.[1];
    if (others !== undefined) tasks.push(new Component(chart, `${name.toLowerCase()}-with-options`, others));
    for (const { spec } of tasks) for (const image of imagesOf({ spec })) found.add(taggedName(image));
  }
  return [...found].sort();
}

/** @typedef {{ readonly name: string, readonly digest: string, readonly from: string }} Row */

/**
 * @param {string} before - the table as it is
 * @returns {Promise<readonly Row[]>}
 */
async function rowsOf(before) {
  const kept = new Map(
    [...before.matchAll(/^ {2}'(.*)': '(sha256:.*)', \/\/ (looked up .*)$/gm)].map(([, name, digest, from]) => [name, { digest, from }]),
  );
  const found = has('--lookup') ? await lookUp() : new Map();
  return names.map((name) => {
    const pin = publicPins[name];
    if (found.has(name)) return { name, digest: found.get(name), from: `looked up ${new Date().toISOString().slice(0, 10)}` };
    const one = kept.get(name);
    if (one !== undefined) return { name, digest: one.digest ?? '', from: one.from ?? '' };
    return pin === undefined ? { name, digest: '', from: '' } : { name, digest: pin.digest, from: agreed(pin) };
  });
}

/** @param {import('./public-pins.mjs').PublicPin} pin */
function agreed({ repositories, others }) {
  return `agreed by ${repositories < 10 ? repositories : '10 or more'} public repositories${others > 0 ? ` (${others} pin another)` : ''}, ${PINS_SEEN}`;
}

function mirrors() {
  const given = process.argv.flatMap((one, at) => (process.argv[at - 1] === '--mirror' ? [one.split('=')] : []));
  return Object.fromEntries(given);
}

async function lookUp() {
  const { lockAddress } = require(join(root, 'dist/lib/cli/lock-entry.js'));
  const found = new Map();
  for (const name of names) {
    const locked = await lockAddress(`image://${name}`, {}, mirrors());
    if ('digest' in locked) found.set(name, locked.digest);
    else console.error(locked.failure ?? locked.mistakes);
  }
  return found;
}

async function listNewer() {
  const { Registry } = require(join(root, 'dist/lib/cli/fetch/registry.js'));
  let failures = 0;
  for (const name of names) {
    const tag = name.slice(name.lastIndexOf(':') + 1);
    try {
      const newer = newerThan(tag, await new Registry(mirroredName(name, mirrors())).tags());
      console.log(newer === undefined ? `${name}: current` : `${name}: ${newer}`);
    } catch (error) {
      failures++;
      console.log(`${name}: not known: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failures > 0) fail(`${failures} of ${names.length} registries could not be asked`);
}

/** @param {readonly Row[]} rows */
function printed(rows) {
  return `/**
 * Digests of the images that the catalogue names, by their full name, each with where it is from. "Agreed by": so many public repositories that
 * do not copy each other pin this digest for this version, and no larger group pins another; no registry was asked, and the image was not pulled.
 * Empty where fewer than three agree. \`tekwire lock catalogue\` asks the registries, compares, and writes what they say to tekwire.lock, which
 * then counts. Generated by \`npm run images\`.
 */
export const catalogueImages: Readonly<Record<string, string>> = {
${rows.map(({ name, digest, from }) => `  '${name}': '${digest}',${from === '' ? '' : ` // ${from}`}`).join('\n')}
};
`;
}
