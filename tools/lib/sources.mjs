import { dirname, join, normalize } from 'node:path';
import ts from 'typescript-5.9';
import { list, read } from './project.mjs';

/** @typedef {Map<string, ts.SourceFile>} Sources */

/**
 * An import, re-export, require() or import() of a file; `names` is undefined for "all".
 * @typedef {{ specifier: string, line: number, typesOnly: boolean, lazy: boolean, names?: string[] }} Import
 */

/** Hand-written sources of the library, as TypeScript syntax trees by path. TypeScript 7 has no compiler API, hence 5.9. */
export function parseSources(folder = 'src') {
  const paths = list(folder, /\.ts$/);
  return new Map(paths.map((path) => [path, ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2022, true)]));
}

/**
 * Every import of a file.
 * @param {ts.SourceFile} source
 */
export function importsOf(source) {
  /** @type {Import[]} */
  const found = [];
  /** @type {(node: ts.Node, specifier: ts.Node, more: Partial<Import>) => void} */
  const add = (node, specifier, more) => {
    if (ts.isStringLiteral(specifier))
      found.push({ specifier: specifier.text, line: lineOf(source, node), typesOnly: false, lazy: false, ...more });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, fromImport(node.importClause));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, node.moduleSpecifier, fromExport(node));
    if (ts.isCallExpression(node) && isLoad(node) && node.arguments[0]) add(node, node.arguments[0], { lazy: isInsideFunction(node) });
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, { typesOnly: true });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The line of a node, from 1.
 * @param {ts.SourceFile} source
 * @param {ts.Node} node
 */
export const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/**
 * The source file of a relative specifier, or undefined when it is not in `sources`.
 * @param {Sources} sources
 * @param {string} from
 * @param {string} specifier
 */
export function resolveSource(sources, from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = normalize(join(dirname(from), specifier));
  return [path, `${path}.ts`, `${path}/index.ts`, path.replace(/\.js$/, '.ts')].find((candidate) => sources.has(candidate));
}

/** @param {ts.CallExpression} call */
function isLoad(call) {
  const [argument] = call.arguments;
  if (!argument || !ts.isStringLiteral(argument)) return false;
  return call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === 'require';
}

/**
 * @param {ts.Node} node
 * @returns {boolean}
 */
function isInsideFunction(node) {
  return node.parent !== undefined && (ts.isFunctionLike(node.parent) || isInsideFunction(node.parent));
}

/**
 * @param {ts.ImportClause | undefined} clause
 * @returns {Partial<Import>}
 */
function fromImport(clause) {
  if (!clause) return { names: [] };
  const bindings = clause.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return { typesOnly: clause.isTypeOnly };
  return { typesOnly: clause.isTypeOnly || allTypes(bindings.elements), names: importedNames(bindings.elements) };
}

/**
 * @param {ts.ExportDeclaration} node
 * @returns {Partial<Import>}
 */
function fromExport(node) {
  if (!node.exportClause || !ts.isNamedExports(node.exportClause)) return { typesOnly: node.isTypeOnly };
  const { elements } = node.exportClause;
  return { typesOnly: node.isTypeOnly || allTypes(elements), names: importedNames(elements) };
}

/** @typedef {ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>} Elements */

/** @param {Elements} elements */
const allTypes = (elements) => elements.length > 0 && elements.every((element) => element.isTypeOnly);

/** @param {Elements} elements */
const importedNames = (elements) => elements.map((element) => (element.propertyName ?? element.name).text);
