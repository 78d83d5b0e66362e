import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { list, read, root } from './project.mjs';
import { run } from './run.mjs';

/**
 * A test file, and the files that it imports itself or through helpers of `test`.
 * @typedef {{ path: string, imports: Set<string> }} Test
 */

/** Folders of src whose tests are in the folder of another. */
const mirrors = new Map([['script', 'task']]);

/**
 * The tests that concern the changed files. For a test, itself; for a helper, the tests that import it; for another file of `test` or
 * `examples`, the tests in the nearest folder above it; for a file of `src`, the tests in the mirrored folder of `test` and those that import
 * the file. Tests that reach a file only through the package are left out, because nearly every test does.
 * @param {readonly string[]} changed - paths relative to the project
 * @param {readonly Test[]} tests
 */
export function testsFor(changed, tests) {
  const wanted = new Set(changed.flatMap((path) => testsOfFile(path, tests)));
  return tests.map(({ path }) => path).filter((path) => wanted.has(path));
}

/**
 * @param {string} path
 * @param {readonly Test[]} tests
 */
function testsOfFile(path, tests) {
  if (tests.some((test) => test.path === path)) return [path];
  const [top = '', folder = '', ...rest] = path.split('/');
  if (!['src', 'test', 'examples'].includes(top)) return [];
  /** @type {(...names: string[]) => string[]} */
  const importing = (...names) => tests.filter(({ imports }) => names.some((name) => imports.has(name))).map((test) => test.path);
  const direct = importing(path, posix.join(posix.dirname(path), 'index.ts'));
  if (top !== 'src') return direct.length > 0 ? direct : nearest(path, tests);
  // the doors of the package only pass names on
  if (rest.length === 0) return [];
  const mirrored = nearest(posix.join('test', mirrors.get(folder) ?? folder, ...rest), tests);
  return mirrored.length > 0 ? [...direct, ...mirrored] : [...direct, ...importing(`src/${folder}/index.ts`)];
}

/**
 * The tests below the nearest folder of the path that has any; never those of all of `test`.
 * @param {string} path
 * @param {readonly Test[]} tests
 * @returns {string[]}
 */
function nearest(path, tests) {
  const folder = posix.dirname(path);
  if (!folder.includes('/')) return [];
  const found = tests.filter((test) => test.path.startsWith(`${folder}/`)).map((test) => test.path);
  return found.length > 0 ? found : nearest(folder, tests);
}

/** The test files that jest runs, with what they import. */
export function readTests() {
  const files = [...list('test', /\.test\.ts$/), ...list('examples', /\.test\.ts$/)].filter(
    (path) => !/^test\/(?:e2e|conformance)\//.test(path),
  );
  /** @type {Map<string, string[]>} */
  const known = new Map();
  /** @type {(path: string, seen: Set<string>) => Set<string>} */
  const visit = (path, seen) => {
    const own = known.get(path) ?? importsOf(path);
    known.set(path, own);
    for (const one of own.filter((other) => !seen.has(other))) {
      seen.add(one);
      // what a helper imports is what its test imports; sources are the end
      if (!one.startsWith('src/')) visit(one, seen);
    }
    return seen;
  };
  return files.map((path) => ({ path, imports: visit(path, new Set()) }));
}

/** @param {string} path */
function importsOf(path) {
  const written = [...read(path).matchAll(/(?:from|import\(|require\(|import) ?'(\.[^']*)'/g)].map(([, name = '']) => name);
  return written.flatMap((name) => {
    const bare = posix.join(posix.dirname(path), name);
    return [bare, `${bare}.ts`, `${bare}/index.ts`].filter((one) => /\.\w+$/.test(one) && existsSync(join(root, one))).slice(0, 1);
  });
}

/**
 * The paths of what is not committed and of what the branch adds to the main branch, or on the main branch itself its last commit. Undefined
 * outside a git checkout.
 * @param {string} [folder]
 * @returns {Promise<string[] | undefined>}
 */
export async function changedFiles(folder = root) {
  /** @type {(...args: string[]) => Promise<string[] | undefined>} */
  const git = async (...args) => {
    const { code, stdout } = await run('git', args, { cwd: folder });
    return code === 0 ? stdout.split('\0').map((line) => line.trim()) : undefined;
  };
  const [head] = (await git('rev-parse', 'HEAD')) ?? [];
  if (head === undefined) return undefined;
  const [shared] = (await git('merge-base', 'HEAD', 'main')) ?? (await git('merge-base', 'HEAD', 'origin/main')) ?? [];
  const [before] = shared === undefined || shared === head ? ((await git('rev-parse', '-q', '--verify', 'HEAD~1')) ?? [head]) : [shared];
  const changed = await git('diff', '--name-only', '--relative', '-z', String(before));
  const added = await git('ls-files', '--others', '--exclude-standard', '-z');
  return [...(changed ?? []), ...(added ?? [])].filter((path) => path !== '').sort();
}
