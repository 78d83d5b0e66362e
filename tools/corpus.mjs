// Runs `tekwire validate` on public repositories and compares the counts with test/corpus/repositories.json. It fetches nothing:
// TEKWIRE_CORPUS names a folder of clones (owner/name or owner+name). --update writes the counts. Exit 77: nothing could be checked.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, findClone, validateClone } from './lib/corpus.mjs';
import { read, root } from './lib/project.mjs';
import { report } from './lib/run.mjs';

const PATH = 'test/corpus/repositories.json';
/** @type {import('./lib/corpus.mjs').Entry[]} */
const list = JSON.parse(read(PATH));
const clones = process.env.TEKWIRE_CORPUS ?? '';
if (clones === '') {
  console.log('skipped: set TEKWIRE_CORPUS to a folder with clones of the repositories, as owner/name or owner+name');
  process.exit(77);
}

/** @type {string[]} */
const problems = [];
let checked = 0;
for (const [at, entry] of list.entries()) {
  const { source } = entry;
  const gitDir = await findClone(clones, entry);
  if (gitDir === undefined) {
    console.log(`${source}: skipped, because ${clones} has no clone with commit ${entry.commit}`);
    continue;
  }
  const found = await validateClone(gitDir, entry);
  const { source: _, ...rest } = entry;
  list[at] = { source, ...rest, ...found };
  const changed = differences(entry, found);
  checked += 1;
  console.log(`${source}: ${found.objects} objects, ${sum(found.errors)} errors, ${sum(found.warnings)} warnings`);
  problems.push(...changed.map((line) => `${source}: ${line}`));
}

/**
 * The list as JSON, short arrays of strings on one line.
 * @param {unknown} value
 */
function printed(value) {
  return JSON.stringify(value, null, 2).replace(/\[\s+"[^[\]{}]*"\s+\]/g, (text) => {
    const line = text
      .replace(/\s*\n\s*/g, ' ')
      .replace('[ ', '[')
      .replace(' ]', ']');
    return line.length > 100 ? text : line;
  });
}

/** @param {import('./lib/corpus.mjs').Counts} counts */
function sum(counts) {
  return Object.values(counts).reduce((total, one) => total + one, 0);
}

if (checked === 0) {
  console.log(`skipped: ${clones} has none of the ${list.length} repositories`);
  process.exit(77);
}
if (process.argv.includes('--update')) {
  writeFileSync(join(root, PATH), `${printed(list)}\n`);
  console.log(`${PATH}: counts of ${checked} repositories`);
} else report(problems, `${checked} of ${list.length} repositories as expected`);
