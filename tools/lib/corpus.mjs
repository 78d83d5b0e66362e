// Public repositories with manifests, and what `tekwire validate` finds in them.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './project.mjs';
import { must, node, run } from './run.mjs';

/** @typedef {Record<string, number>} Counts how often each code is reported */
/**
 * A repository at a commit: `source` is its address, `folder` the only folder that is checked, `without` folders of manifests that are
 * wrong on purpose, `features` the flags that its examples need.
 * @typedef {{ source: string, commit: string, folder?: string, without?: string[], features?: string[] }} Repository
 * @typedef {Repository & { objects: number, errors: Counts, warnings: Counts }} Entry
 * @typedef {{ objects: number, errors: Counts, warnings: Counts }} Found
 */

/**
 * What is malformed in the list.
 * @param {readonly Entry[]} list
 * @returns {string[]}
 */
export function problemsOfList(list) {
  const sources = new Set();
  return list.flatMap((entry) => {
    const { source, commit, objects, errors, warnings } = entry;
    const codes = Object.entries({ ...errors, ...warnings });
    const isRepeated = sources.has(source);
    sources.add(source);
    return [
      ...(/^github:[\w.-]+\/[\w.-]+$/.test(source) ? [] : [`"${source}" is not an address such as github:owner/name`]),
      ...(/^[0-9a-f]{40}$/.test(commit) ? [] : [`${source}: "${commit}" is not a commit of 40 hexadecimal digits`]),
      ...(isRepeated ? [`${source} is listed twice`] : []),
      ...(Number.isInteger(objects) && objects > 0 ? [] : [`${source}: objects is not a positive number`]),
      ...codes.flatMap(([code, count]) =>
        /^TW\d{3}$/.test(code) && Number.isInteger(count) && count > 0 ? [] : [`${source}: "${code}": ${count} is not a count of a code`],
      ),
    ];
  });
}

/**
 * The git directory of a repository within a folder of clones, bare or not; undefined when it or the commit is missing.
 * @param {string} clones
 * @param {Repository} repository
 */
export async function findClone(clones, { source, commit }) {
  const name = source.replace(/^github:/, '');
  const joined = name.replace('/', '+');
  for (const path of [name, `${name}.git`, joined, `${joined}.git`, `${joined}/repo`]) {
    for (const gitDir of [join(clones, path, '.git'), join(clones, path)]) {
      if (!existsSync(join(gitDir, 'HEAD'))) continue;
      const { code } = await run('git', ['--git-dir', gitDir, 'cat-file', '-e', `${commit}^{commit}`]);
      if (code === 0) return gitDir;
    }
  }
  return undefined;
}

/**
 * Runs `tekwire validate` on the YAML files of the commit.
 * @param {string} gitDir
 * @param {Repository} repository
 * @returns {Promise<Found>}
 */
export async function validateClone(gitDir, repository) {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-corpus-'));
  try {
    const files = join(folder, 'files');
    mkdirSync(files);
    await unpack(gitDir, repository, folder, files);
    const features = (repository.features ?? []).flatMap((feature) => ['--feature', feature]);
    const cli = join(root, 'dist/lib/cli/main.js');
    const { code, output, stdout } = await node([cli, 'validate', '-o', 'json', ...features, '.'], { cwd: files });
    // a crash of Node.js has exit code 1, too, and no summary, which may stand within a line of the report because the streams are mixed
    if (code > 1 || !/\d+ objects? checked/.test(output)) throw new Error(`tekwire validate: exit ${code}\n${output.slice(-500)}`);
    return countOf(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} gitDir
 * @param {Repository} repository
 * @param {string} folder
 * @param {string} files
 */
async function unpack(gitDir, { commit, folder: only = '', without = [] }, folder, files) {
  const all = await must('git', ['--git-dir', gitDir, 'ls-tree', '-r', '-z', '--name-only', commit]);
  const skipped = ['vendor', 'third_party', ...without];
  const paths = all.split('\0').filter((path) => {
    const isWithin = (/** @type {string} */ parent) => parent === '' || path.startsWith(`${parent}/`);
    return /\.ya?ml$/.test(path) && isWithin(only) && !skipped.some(isWithin);
  });
  const archive = join(folder, 'files.tar');
  await must('git', ['--literal-pathspecs', '--git-dir', gitDir, 'archive', '-o', archive, commit, '--', ...paths]);
  await must('tar', ['-xf', archive, '-C', files]);
}

/**
 * Counts the diagnostics of a report in JSON.
 * @param {string} report
 * @returns {Found}
 */
function countOf(report) {
  /** @type {Found} */
  const found = { objects: 0, errors: {}, warnings: {} };
  for (const line of report.split('\n').filter((one) => one !== '')) {
    const { skipped, errors, warnings } = JSON.parse(line);
    if (!skipped) found.objects += 1;
    count(found.errors, errors);
    count(found.warnings, warnings);
  }
  return { objects: found.objects, errors: sorted(found.errors), warnings: sorted(found.warnings) };
}

/** @type {(counts: Counts, diagnostics: readonly { code: string }[]) => void} */
function count(counts, diagnostics) {
  for (const { code } of diagnostics) counts[code] = (counts[code] ?? 0) + 1;
}

/** @type {(counts: Counts) => Counts} */
function sorted(counts) {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Where what was found differs from what is expected, as one line for each code.
 * @param {Found} expected
 * @param {Found} found
 * @returns {string[]}
 */
export function differences(expected, found) {
  /** @type {(kind: string, before: Counts, after: Counts) => string[]} */
  const compare = (kind, before, after) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .sort()
      .filter((code) => before[code] !== after[code])
      .map((code) => `${kind}${code}: expected ${before[code] ?? 0}, found ${after[code] ?? 0}`);
  return [
    ...compare('', { objects: expected.objects }, { objects: found.objects }),
    ...compare('error ', expected.errors, found.errors),
    ...compare('warning ', expected.warnings, found.warnings),
  ];
}
