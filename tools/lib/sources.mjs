import { dirname, join, normalize } from 'node:path';
import ts from 'typescript-5.9';
import { list, read } from './project.mjs';

/** Hand-written sources of the library, as TypeScript syntax trees by path. TypeScript 7 has no compiler API, hence 5.9. */
export function parseSources(folder = 'src') {
  const paths = list(folder, /\.ts$/);
  return new Map(paths.map((path) => [path, ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2022, true)]));
}

/** Every import, re-export, require() and import() of a file: `{ specifier, line, typesOnly, lazy, names }`; names is undefined for "all". */
export function importsOf(source) {
  const found = [];
  const add = (node, specifier, more) => found.push({ specifier, line: lineOf(source, node), typesOnly: false, lazy: false, ...more });
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier.text, fromImport(node.importClause));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, node.moduleSpecifier.text, fromExport(node));
    if (ts.isCallExpression(node) && isLoad(node)) add(node, node.arguments[0].text, { lazy: isInsideFunction(node) });
    if (ts.isImportTypeNode(node)) add(node, node.argument.literal.text, { typesOnly: true });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Line of a node, from 1. */
export const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** The source file that a relative specifier means, or undefined when it is none of `sources`. */
export function resolveSource(sources, from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = normalize(join(dirname(from), specifier));
  return [path, `${path}.ts`, `${path}/index.ts`, path.replace(/\.js$/, '.ts')].find((candidate) => sources.has(candidate));
}

function isLoad(call) {
  const [argument] = call.arguments;
  if (!argument || !ts.isStringLiteral(argument)) return false;
  return call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === 'require';
}

function isInsideFunction(node) {
  return node.parent !== undefined && (ts.isFunctionLike(node.parent) || isInsideFunction(node.parent));
}

function fromImport(clause) {
  if (!clause) return { names: [] };
  const bindings = clause.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return { typesOnly: clause.isTypeOnly };
  return { typesOnly: clause.isTypeOnly || allTypes(bindings.elements), names: importedNames(bindings.elements) };
}

function fromExport(node) {
  if (!node.exportClause || !ts.isNamedExports(node.exportClause)) return { typesOnly: node.isTypeOnly, reexport: true };
  const { elements } = node.exportClause;
  const aliases = elements.map((element) => [element.name.text, (element.propertyName ?? element.name).text]);
  return { typesOnly: node.isTypeOnly || allTypes(elements), names: importedNames(elements), reexport: true, aliases };
}

const allTypes = (elements) => elements.length > 0 && elements.every((element) => element.isTypeOnly);

const importedNames = (elements) => elements.map((element) => (element.propertyName ?? element.name).text);
