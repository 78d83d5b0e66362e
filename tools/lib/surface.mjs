// The public surface: what each door of the package exports, read from the built declarations.
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { manifest, root } from './project.mjs';
import { fail } from './run.mjs';

/** @typedef {{ name: string, symbol: ts.Symbol }} Exported */
/** @typedef {{ door: string, symbols: Exported[] }} Door */

const printer = ts.createPrinter({ removeComments: false });
const lib = join(root, 'dist/lib/');

/** The doors with what they export, by name, and a checker for the declarations. */
export function readSurface() {
  const { name: packageName, exports } = manifest();
  const doors = Object.entries(exports).flatMap(([path, { types }]) => (typeof types !== 'string' ? [] : [{ path, types }]));
  const program = ts.createProgram(
    doors.map(({ types }) => join(root, types)),
    {
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
      types: [],
      noLib: true,
    },
  );
  const checker = program.getTypeChecker();
  const surface = doors.map(({ path, types }) => ({
    door: path.replace('.', packageName),
    symbols: symbolsOf(program, checker, join(root, types)),
  }));
  return { checker, surface };
}

/**
 * What a door exports, by name, with aliases followed to their declaration.
 * @param {ts.Program} program
 * @param {ts.TypeChecker} checker
 * @param {string} file
 */
function symbolsOf(program, checker, file) {
  const source = program.getSourceFile(file);
  const door = source && checker.getSymbolAtLocation(source);
  if (!door) fail(`${file} exports nothing; run npm run build`);
  const found = checker.getExportsOfModule(door).map((symbol) => ({ name: symbol.name, symbol: original(checker, symbol) }));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 */
function original(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * A declaration without its private parts; `docOf` prints the docstring of it and of its members, or nothing.
 * @param {string} name
 * @param {ts.Declaration} declaration
 * @param {(text: string) => string} docOf
 */
export function printDeclaration(name, declaration, docOf) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : withoutPrivates(declaration);
  const printed = printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
  const documented = printed.replace(/\/\*\*([\s\S]*?)\*\/\n?/g, (_, text) => docOf(text)).replace(/^ *\/\/ biome-ignore.*\n/gm, '');
  const plain = documented.replace(/^((?:\/\*\*.*\*\/\n)?)(export )?(declare )?/, '$1');
  const declared = ts.getNameOfDeclaration(declaration)?.getText();
  return declared === name ? plain : `${plain} // as ${name}`;
}

/** @param {ts.Declaration} declaration */
function withoutPrivates(declaration) {
  if (!ts.isClassDeclaration(declaration)) return declaration;
  const members = declaration.members.filter((member) => !isPrivate(member));
  const { modifiers, name, typeParameters, heritageClauses } = declaration;
  return ts.factory.updateClassDeclaration(declaration, modifiers, name, typeParameters, heritageClauses, members);
}

/** @param {ts.ClassElement} member */
function isPrivate(member) {
  return ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private || (member.name && ts.isPrivateIdentifier(member.name));
}

/**
 * Names of our own declarations that a declaration shows although no door exports them: a user cannot write them down.
 * @param {ts.TypeChecker} checker
 * @param {Set<ts.Symbol>} exported
 * @param {ts.Declaration} declaration
 */
export function namesMentioned(checker, exported, declaration) {
  /** @type {string[]} */
  const found = [];
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    if (ts.isClassElement(node) && isPrivate(node)) return;
    const symbol = ts.isIdentifier(node) && ts.isTypeReferenceNode(node.parent) ? checker.getSymbolAtLocation(node) : undefined;
    const target = symbol && original(checker, symbol);
    const typeParameter = target && target.flags & ts.SymbolFlags.TypeParameter;
    const ours = target?.declarations?.some((one) => one.getSourceFile().fileName.startsWith(lib));
    if (target && ours && !typeParameter && !exported.has(target)) found.push(target.name);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}
