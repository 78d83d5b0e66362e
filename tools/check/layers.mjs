// Checks the import rules of ARCHITECTURE.md: the order of the folders, index files, cycles, imports of pure folders, and what `import 'tekwire'` loads.
import { builtinModules } from 'node:module';
import ts from 'typescript-5.9';
import { report } from '../lib/run.mjs';
import { importsOf, lineOf, parseSources, resolveSource } from '../lib/sources.mjs';

/** @typedef {import('../lib/sources.mjs').Sources} Sources */
/** @typedef {import('../lib/sources.mjs').Import & { to?: string | undefined }} Edge */
/** @typedef {Map<string, Edge[]>} Edges */

/** A folder imports only from those before it. `testing` serves users' tests and stands last. */
export const order =
  'spec diagnostics refs cel image graph shell program reader rules check config lock synth script task pipeline run policy trigger findings roles catalogue recipes events simulate plugin render package deploy local cli extension testing'.split(
    ' ',
  );
/** Folders inside a folder, in their order; files that stand above them come last. */
export const rooms = new Map([
  ['rules', 'notation shape view set contract checks object task pipeline run trigger other advice wiring engine'.split(' ')],
  ['findings', 'log severity read merge identity baseline suppress enrich report'.split(' ')],
]);
const pure = new Set('spec diagnostics refs cel image graph shell program rules findings render'.split(' '));
/** Pure all the same: a hash depends on its input alone, and one written in JavaScript takes six times as long. */
const pureModules = new Map([['findings', 'node:crypto']]);
const impureNames = new Set(['process', 'Date', 'performance', 'require', '__dirname', '__filename']);
/** Never loaded by `import 'tekwire'`. */
const heavy = /^src\/(catalogue|recipes)\/|imports\/|^cdk8s-plus-/;

/**
 * Returns one line for each broken rule in a map of path to syntax tree.
 * @param {Sources} sources
 */
export function findBroken(sources) {
  /** @type {Edges} */
  const edges = new Map(
    [...sources].map(([path, source]) => [
      path,
      importsOf(source).map((one) => ({ ...one, to: resolveSource(sources, path, one.specifier) })),
    ]),
  );
  const problems = [];
  for (const [path, imports] of edges) {
    for (const one of imports) problems.push(...checkImport(path, one).map((text) => `${path}:${one.line}: ${text}`));
  }
  for (const [path, source] of sources) if (pure.has(folderOf(path) ?? '')) problems.push(...impureUses(path, source));
  return [...problems, ...cycles(edges), ...heavyLoads(edges)];
}

/**
 * `src/refs/parse.ts` is in `refs`; `src/index.ts` is in no folder.
 * @param {string} path
 */
function folderOf(path) {
  return path.match(/^src\/([^/]+)\//)?.[1];
}

/**
 * @param {string} path
 * @param {Edge} edge
 * @returns {string[]}
 */
function checkImport(path, { specifier, to }) {
  const from = folderOf(path);
  if (from !== undefined && !order.includes(from)) return [`folder "${from}" has no place in the order (${order.join(' ')})`];
  if (!specifier.startsWith('.'))
    return pure.has(from ?? '') && isImpureModule(specifier) && pureModules.get(from ?? '') !== specifier
      ? [`"${from}" is pure and may not import "${specifier}"`]
      : [];
  if (to === undefined) return [`"${specifier}" is not a source file of the library`];
  const target = folderOf(to);
  if (from === target) return checkRoom(path, specifier, to);
  if (target === undefined) return [`"${specifier}" is the public entry point; import from the folder that declares the name`];
  const problems = [];
  if (to !== `src/${target}/index.ts`) problems.push(`"${specifier}" bypasses the index file of "${target}"; import from its index.ts`);
  if (from !== undefined && order.indexOf(target) > order.indexOf(from))
    problems.push(`"${from}" comes before "${target}" and may not import from it`);
  return problems;
}

/**
 * In a folder with an order of subfolders, a file imports only from earlier subfolders.
 * @param {string} path
 * @param {string} specifier
 * @param {string} to
 */
function checkRoom(path, specifier, to) {
  const [, folder = ''] = path.split('/');
  const known = rooms.get(folder);
  if (known === undefined) return [];
  const [from, target] = [roomOf(path), roomOf(to)];
  if (from === undefined || from === target) return [];
  for (const room of [from, target])
    if (room && !known.includes(room)) return [`"${room}" has no place in the order of ${folder} (${known.join(' ')})`];
  if (target === undefined || known.indexOf(target) > known.indexOf(from))
    return [`"${from}" comes before "${target ?? folder}" and may not import "${specifier}"`];
  return [];
}

/**
 * `src/rules/view/use.ts` is in the subfolder `view`; `src/rules/index.ts` is in none.
 * @param {string} path
 */
function roomOf(path) {
  return path.match(/^src\/[^/]+\/([^/]+)\//)?.[1];
}

/** @param {string} specifier */
function isImpureModule(specifier) {
  return specifier.startsWith('node:') || builtinModules.includes(specifier) || /^(cdk8s|constructs)/.test(specifier);
}

/**
 * Uses of the clock, environment and files through a global name instead of an import.
 * @param {string} path
 * @param {ts.SourceFile} source
 */
function impureUses(path, source) {
  /** @type {string[]} */
  const problems = [];
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    const used = ts.isIdentifier(node) && impureNames.has(node.text) && ts.isExpression(node) && !isName(node);
    if (used) problems.push(`${path}:${lineOf(source, node)}: "${folderOf(path)}" is pure and may not use "${node.text}"`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

/**
 * Whether the identifier is a member or a declaration, and not a global.
 * @param {ts.Node} node
 */
function isName(node) {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  return ('name' in parent && parent.name === node) || ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent);
}

/**
 * Import cycles, each from the file where it was found; of cycles that share a file only the first. Type imports count, too.
 * @param {Edges} edges
 */
function cycles(edges) {
  /** @type {string[][]} */
  const found = [];
  const state = new Map();
  /** @type {(path: string, trail: string[]) => void} */
  const visit = (path, trail) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push(trail.slice(trail.indexOf(path)));
      return;
    }
    state.set(path, 'open');
    for (const { to, lazy } of edges.get(path) ?? []) if (to && !lazy) visit(to, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) visit(path, []);
  const named = new Set();
  return found.flatMap((cycle) => {
    if (cycle.some((path) => named.has(path))) return [];
    for (const path of cycle) named.add(path);
    return [`cycle: ${[...cycle, cycle[0]].join(' → ')}`];
  });
}

/**
 * Modules that `import 'tekwire'` would load although only some programs need them.
 * @param {Edges} edges
 */
function heavyLoads(edges) {
  const problems = [];
  const reached = new Map([['src/index.ts', 'src/index.ts']]);
  for (const [path, trail] of reached) {
    for (const { specifier, to, typesOnly, lazy } of edges.get(path) ?? []) {
      if (typesOnly || lazy) continue;
      const target = to ?? specifier;
      if (heavy.test(target)) problems.push(`import 'tekwire' loads "${target}": ${trail}`);
      else if (to && !reached.has(to)) reached.set(to, `${trail} → ${to}`);
    }
  }
  return problems;
}

if (process.argv[1] === import.meta.filename) {
  const sources = parseSources();
  report(findBroken(sources), `${sources.size} files`);
}
