// Rewrites API.md from the built declarations of the public doors; with --check compares instead.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { manifest, read, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';

/** @typedef {{ name: string, symbol: ts.Symbol }} Exported */
/** @typedef {{ door: string, symbols: Exported[] }} Door */

const printer = ts.createPrinter({ removeComments: true });
const lib = join(root, 'dist/lib/');
const { name: packageName, exports } = manifest();
const doors = Object.entries(exports).flatMap(([path, { types }]) => (types === undefined ? [] : [{ path, types }]));
const program = ts.createProgram(
  doors.map(({ types }) => join(root, types)),
  { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, target: ts.ScriptTarget.ES2022, types: ['node'] },
);
const checker = program.getTypeChecker();
const surface = doors.map(({ path, types }) => ({ door: path.replace('.', packageName), symbols: symbolsOf(join(root, types)) }));
const exported = new Set(surface.flatMap(({ symbols }) => symbols.map(({ symbol }) => symbol)));
const text = `# API\nThe public surface, written by \`npm run api\` from the declarations; a change here is a change for users.\n${surface.map(printDoor).join('')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(join(root, 'API.md'), text);
  console.log(`API.md: ${exported.size} names behind ${doors.length} doors`);
} else if (readOld() !== text) {
  fail(`API.md is not what the declarations say:\n${difference(readOld(), text)}`);
} else console.log(`${exported.size} names behind ${doors.length} doors`);

/**
 * What a door exports, by name, with aliases followed to their declaration.
 * @param {string} file
 */
function symbolsOf(file) {
  const source = program.getSourceFile(file);
  const door = source && checker.getSymbolAtLocation(source);
  if (!door) fail(`${file} exports nothing; run npm run build`);
  const found = checker.getExportsOfModule(door).map((symbol) => ({ name: symbol.name, symbol: original(symbol) }));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {ts.Symbol} symbol */
function original(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @param {Door} door */
function printDoor({ door, symbols }) {
  const declarations = symbols.flatMap(({ name, symbol }) => (symbol.declarations ?? []).map((one) => printDeclaration(name, one)));
  const mentioned = [...new Set(symbols.flatMap(({ symbol }) => (symbol.declarations ?? []).flatMap(namesMentioned)))].sort();
  const hidden = mentioned.length > 0 ? `\nMentioned, not exported: ${mentioned.join(', ')}\n` : '';
  return `\n## ${door}\n\`\`\`ts\n${declarations.join('\n')}\n\`\`\`\n${hidden}`;
}

/**
 * @param {string} name
 * @param {ts.Declaration} declaration
 */
function printDeclaration(name, declaration) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : withoutPrivates(declaration);
  const printed = printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
  const plain = printed.replace(/^(export )?(declare )?/, '');
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
 * @param {ts.Declaration} declaration
 */
function namesMentioned(declaration) {
  /** @type {string[]} */
  const found = [];
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    if (ts.isClassElement(node) && isPrivate(node)) return;
    const symbol = ts.isIdentifier(node) && ts.isTypeReferenceNode(node.parent) ? checker.getSymbolAtLocation(node) : undefined;
    const target = symbol && original(symbol);
    const typeParameter = target && target.flags & ts.SymbolFlags.TypeParameter;
    const ours = target?.declarations?.some((one) => one.getSourceFile().fileName.startsWith(lib));
    if (target && ours && !typeParameter && !exported.has(target)) found.push(target.name);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

function readOld() {
  try {
    return read('API.md');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Lines that only one of the two holds; enough to see what changed.
 * @param {string} old
 * @param {string} now
 */
function difference(old, now) {
  const [before, after] = [old.split('\n'), now.split('\n')];
  /** @type {(lines: string[], others: string[], sign: string) => string[]} */
  const only = (lines, others, sign) => lines.filter((line) => !others.includes(line)).map((line) => `${sign} ${line}`);
  return [...only(before, after, '-'), ...only(after, before, '+')].slice(0, 60).join('\n');
}
