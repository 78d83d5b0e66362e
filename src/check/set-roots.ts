import type { Grouping } from './grouping';
import { closedRoot, folderOf } from './paths';

/** A file and the objects that it defines, each as one string of kind, namespace and name. */
export interface GroupedFile {
  readonly path: string;
  readonly defines: ReadonlySet<string>;
}

/** Folders whose files are alternatives of each other when they define the same object. */
const EXAMPLES = /^(samples?|examples?|demos?|tests?|testdata|fixtures|e2e)$/i;

/**
 * Returns the path of the manifest set of every file: that of a folder, of the file itself, or the empty string for the set of all files
 * that are in no other set.
 */
export function setRoots(files: readonly GroupedFile[], grouping: Grouping): ReadonlyMap<string, string> {
  const rootOf = {
    all: () => '',
    'each-file': (path: string) => path,
    folder: folderOf,
    auto: autoRoots(grouping === 'auto' ? files : []),
  }[grouping];
  return new Map(files.map(({ path }) => [path, rootOf(path)]));
}

/** Whether the file is in a folder of examples or tests. */
export function isExample(path: string): boolean {
  return folderOf(path)
    .split('/')
    .some((part) => EXAMPLES.test(part));
}

function autoRoots(files: readonly GroupedFile[]): (path: string) => string {
  const roots = new Set(files.flatMap(({ path }) => closedRoot(path) ?? []));
  for (const paths of definers(files).values()) addAlternatives(paths, roots);
  return (path) => {
    for (let part = path; part !== ''; part = part === '/' ? '' : folderOf(part)) if (roots.has(part)) return part;
    return '';
  };
}

/** The files by the object that they define; files in a folder `.tekton` are compared only with each other. */
function definers(files: readonly GroupedFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { path, defines } of files) {
    const space = closedRoot(path) ?? '';
    for (const object of defines) {
      const key = `${space}\n${object}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [path]);
      else known.push(path);
    }
  }
  return found;
}

/** Adds the folders, or files of examples, that keep definitions of one object apart. */
function addAlternatives(paths: readonly string[], roots: Set<string>): void {
  if (paths.length < 2) return;
  const sorted = paths.map((path) => path.split('/')).sort(byParts);
  for (let at = 1; at < sorted.length; at++) {
    const [left, right] = [sorted[at - 1] ?? [], sorted[at] ?? []];
    const shared = left.findIndex((part, depth) => part !== right[depth]);
    for (const parts of [left, right]) {
      const isFile = shared >= parts.length - 1;
      const root = parts.slice(0, shared + 1).join('/');
      // two files of one folder are applied together, unless they are examples
      if (!isFile || isExample(root)) roots.add(root);
    }
  }
}

/** Neighbours share the longest path. */
function byParts(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a[at] ?? '', b[at] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
