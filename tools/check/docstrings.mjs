// Every export of the public doors has a docstring that begins with a sentence, and so have its public methods. Every option has a docstring.
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { manifest, root } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';

/**
 * One line for each export or public method without a docstring that begins with a sentence, and for each option without any.
 * @param {readonly string[]} files - the declarations of the doors
 * @param {ts.CompilerOptions} [options]
 */
export function docstringProblems(files, options = {}) {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    // docstrings need no types of others
    types: [],
    noLib: true,
    ...options,
  });
  const checker = program.getTypeChecker();
  const seen = new Set();
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const door = source && checker.getSymbolAtLocation(source);
    return (door === undefined ? [] : checker.getExportsOfModule(door)).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (seen.has(symbol)) return [];
      seen.add(symbol);
      const members = [...(symbol.members?.values() ?? [])];
      const methods = members.filter(isPublicMethod).map((member) => problemOf(checker, member, `${exported.name}.${member.name}`));
      const bare =
        OPTIONS.test(exported.name) && !isManifestType(symbol)
          ? members.filter((member) => isProperty(member) && !hasDoc(checker, member))
          : [];
      return [problemOf(checker, symbol, exported.name), ...methods]
        .filter((problem) => problem !== undefined)
        .concat(bare.map((member) => `${exported.name}.${member.name}: has no docstring`));
    });
  });
}

/** The names of types whose properties are options. */
const OPTIONS = /(?:Props|Options|Changes|Settings|Features)$/;

/**
 * The types of manifests in `spec` repeat the field names of Kubernetes, whose reference explains them.
 * @param {ts.Symbol} symbol
 */
function isManifestType(symbol) {
  return (symbol.declarations ?? []).some((one) => /\/spec\/[\w-]+\.d\.ts$/.test(one.getSourceFile().fileName));
}

/** @param {ts.Symbol} member */
function isProperty(member) {
  return (member.declarations ?? []).some(ts.isPropertySignature);
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} member
 */
function hasDoc(checker, member) {
  return member.getDocumentationComment(checker).length > 0 || member.getJsDocTags(checker).length > 0;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @param {string} name
 */
function problemOf(checker, symbol, name) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  if (text === '') return `${name}: has no docstring`;
  // a sentence begins with a capital or a code span, has several words, and ends with a full stop
  return /^(?:[A-Z`$]|\W?`)\S*(?:\s+\S+)+?[.:](?:\s|$)/.test(text) ? undefined : `${name}: "${text.split('\n')[0]}" is not a sentence`;
}

/** @param {ts.Symbol} member */
function isPublicMethod(member) {
  return (member.declarations ?? []).some((one) => {
    const isMethod = ts.isMethodDeclaration(one) || ts.isMethodSignature(one) || ts.isGetAccessor(one);
    const hidden = ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
    return isMethod && !hidden && ts.isIdentifier(one.name) && !ts.getJSDocTags(one).some(({ tagName }) => tagName.text === 'internal');
  });
}

if (process.argv[1] === import.meta.filename) {
  const files = Object.values(manifest().exports).flatMap(({ types }) => (typeof types !== 'string' ? [] : [join(root, types)]));
  report(docstringProblems(files), `${files.length} doors`);
}
