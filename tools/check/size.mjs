// Hand-written files have at most 300 lines; functions over 30 lines are named but do not fail.
import ts from 'typescript-5.9';
import { list, read } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';
import { lineOf, parseSources } from '../lib/sources.mjs';

const limit = 300;
const functionLimit = 30;
const handWritten = /\.(ts|mts|mjs|js|go|sh|py)$|^run$/;

const files = ['src', 'tools', 'test', 'examples', '.ci'].flatMap((folder) => list(folder, handWritten));
const tooLong = files
  .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
  .filter(({ lines }) => lines > limit)
  .map(({ path, lines }) => `${path}: ${lines} lines, the limit is ${limit}; split by idea`);
const longFunctions = [...parseSources()].flatMap(([path, source]) => findLongFunctions(path, source));
for (const line of longFunctions) console.log(line);
report(tooLong, `${files.length} files, ${longFunctions.length} functions over ${functionLimit} lines`);

function findLongFunctions(path, source) {
  const found = [];
  const visit = (node) => {
    const first = lineOf(source, node);
    const lines = source.getLineAndCharacterOfPosition(node.end).line + 2 - first;
    if (ts.isFunctionLike(node) && node.body && lines > functionLimit) found.push(`${path}:${first}: function of ${lines} lines`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
