// Exports that nobody takes: neither another file of src, nor a test or example, nor a public door, nor a bundle's entry.
import ts from 'typescript-5.9';
import { manifest, read } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';
import { importsOf, lineOf, parseSources, resolveSource } from '../lib/sources.mjs';

/** Exported names of a map of path to syntax tree that no root and no user reaches. `roots` are paths whose every export counts as used. */
export function findUnused(sources, users, roots) {
  const used = new Set();
  const use = (path, name) => {
    if (used.has(`${path} ${name}`)) return;
    used.add(`${path} ${name}`);
    for (const one of importsOf(sources.get(path)).filter((one) => one.reexport)) follow(path, one, name);
  };
  const follow = (path, { specifier, aliases }, name) => {
    const to = resolveSource(sources, path, specifier);
    if (!to) return;
    const original = aliases ? aliases.find(([alias]) => alias === name)?.[1] : name;
    if (original) use(to, original);
  };
  for (const root of roots) for (const { name } of exportsOf(sources, root)) use(root, name);
  for (const [path, source] of [...sources, ...users]) {
    for (const { specifier, names, reexport } of importsOf(source)) {
      const to = reexport && sources.has(path) ? undefined : resolveSource(sources, path, specifier);
      if (to) for (const name of names ?? exportsOf(sources, to).map((one) => one.name)) use(to, name);
    }
  }
  const all = [...sources.keys()].flatMap((path) => exportsOf(sources, path).map((one) => ({ path, ...one })));
  return all
    .filter(({ path, name }) => !used.has(`${path} ${name}`))
    .map(({ path, line, name }) => `${path}:${line}: nobody uses "${name}"`);
}

/** Names that a file exports, with the line where it says so. */
function exportsOf(sources, path) {
  const source = sources.get(path);
  return source.statements.flatMap((statement) => {
    const line = lineOf(source, statement);
    if (ts.isExportDeclaration(statement)) return reexported(sources, path, statement).map((name) => ({ name, line }));
    if (isTypeUsedHere(source, statement)) return [];
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
    return exported ? declaredNames(statement).map((name) => ({ name, line })) : [];
  });
}

/** A type that another declaration of its file mentions is a part of that one's surface. */
function isTypeUsedHere(source, statement) {
  if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) return false;
  const mentions = (node) => (ts.isIdentifier(node) && node.text === statement.name.text) || ts.forEachChild(node, mentions) === true;
  return source.statements.some((other) => other !== statement && mentions(other));
}

function reexported(sources, path, { exportClause, moduleSpecifier }) {
  if (exportClause && ts.isNamedExports(exportClause)) return exportClause.elements.map((element) => element.name.text);
  if (exportClause) return [exportClause.name.text];
  const to = resolveSource(sources, path, moduleSpecifier.text);
  return to ? exportsOf(sources, to).map((one) => one.name) : [];
}

function declaredNames(statement) {
  if (!ts.isVariableStatement(statement)) return [statement.name.text];
  return statement.declarationList.declarations
    .map((one) => one.name)
    .filter(ts.isIdentifier)
    .map((name) => name.text);
}

/** Sources that package.json hands out or that a bundle starts from. */
function findRoots(sources) {
  const { exports, bin } = manifest();
  const doors = [...Object.values(exports).map((door) => door.default ?? ''), ...Object.values(bin)];
  const published = doors.map((path) => path.replace('./dist/lib/', 'src/').replace(/\.js$/, '.ts'));
  const bundled = [...read('tools/build/bundle.mjs').matchAll(/src\/[\w/.-]+\.ts/g)].map(([path]) => path);
  return [...published, ...bundled].filter((path) => sources.has(path));
}

if (process.argv[1] === import.meta.filename) {
  const sources = parseSources();
  const users = new Map([...parseSources('test'), ...parseSources('examples')]);
  report(findUnused(sources, users, findRoots(sources)), `${sources.size} files`);
}
