// Hand-written files have at most 300 lines, folders at most 25 of them; functions over 30 lines are named but do not fail.
import { dirname } from 'node:path';
import ts from 'typescript-5.9';
import { list, read } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';
import { lineOf, parseSources } from '../lib/sources.mjs';

const lineLimit = 300;
const fileLimit = 25;
const functionLimit = 30;
const handWritten = /\.(ts|mts|mjs|cjs|js|go|sh|py)$|^run$/;
/**
 * Folders that are still too large, with the most files that they may have: the numbers only go down.
 * @type {Record<string, number>}
 */
const shrinking = { 'src/findings': 44, 'test/conformance': 32, 'test/conformance/examples': 34 };

/**
 * Files with the number of their lines, by path.
 * @param {Map<string, number>} files
 * @param {Record<string, number>} [allowed]
 */
export function findTooLarge(files, allowed = shrinking) {
  const long = [...files].filter(([, lines]) => lines > lineLimit);
  const counts = new Map();
  for (const path of files.keys()) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const full = [...counts].filter(([folder, count]) => count > (allowed[folder] ?? fileLimit));
  const mended = Object.keys(allowed).filter((folder) => (counts.get(folder) ?? 0) <= fileLimit);
  return [
    ...long.map(([path, lines]) => `${path}: ${lines} lines, the limit is ${lineLimit}; split by idea`),
    ...full.map(([folder, count]) => `${folder}: ${count} files, the limit is ${allowed[folder] ?? fileLimit}; split by subject`),
    ...mended.map((folder) => `${folder}: is small enough, so it need not stand in tools/check/size.mjs`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const paths = ['src', 'tools', 'test', 'examples', '.ci'].flatMap((folder) => list(folder, handWritten));
  const longFunctions = [...parseSources()].flatMap(([path, source]) => findLongFunctions(path, source));
  for (const line of longFunctions) console.log(line);
  const problems = findTooLarge(new Map(paths.map((path) => [path, read(path).split('\n').length - 1])));
  report(problems, `${paths.length} files, ${longFunctions.length} functions over ${functionLimit} lines`);
}

/**
 * @param {string} path
 * @param {ts.SourceFile} source
 */
function findLongFunctions(path, source) {
  /** @type {string[]} */
  const found = [];
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    const first = lineOf(source, node);
    const lines = source.getLineAndCharacterOfPosition(node.end).line + 2 - first;
    if (ts.isFunctionLike(node) && 'body' in node && node.body && lines > functionLimit)
      found.push(`${path}:${first}: function of ${lines} lines`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
