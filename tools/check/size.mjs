// Checks that hand-written files have at most 300 lines, and folders at most 25 files; --functions lists functions over 30 lines, which do not fail.
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
 * Returns one line for each file with too many lines and each folder with too many files, from the number of lines by path.
 * @param {Map<string, number>} files
 */
export function findTooLarge(files) {
  const long = [...files].filter(([, lines]) => lines > lineLimit);
  const counts = new Map();
  for (const path of files.keys()) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const full = [...counts].filter(([, count]) => count > fileLimit);
  return [
    ...long.map(([path, lines]) => `${path}: ${lines} lines, the limit is ${lineLimit}; split by idea`),
    ...full.map(([folder, count]) => `${folder}: ${count} files, the limit is ${fileLimit}; split by subject`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const paths = ['src', 'tools', 'test', 'examples', '.ci'].flatMap((folder) => list(folder, handWritten));
  if (process.argv.includes('--functions'))
    for (const [path, source] of parseSources()) for (const line of findLongFunctions(path, source)) console.log(line);
  const problems = findTooLarge(new Map(paths.map((path) => [path, read(path).split('\n').length - 1])));
  report(problems, `${paths.length} files`);
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
