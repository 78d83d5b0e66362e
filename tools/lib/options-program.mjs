// The TypeScript program of src/ for type queries, and the file with the keys of options, for tools/generate/options.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { list, root } from './project.mjs';

/** The file that holds the table. */
export const target = 'src/synth/option-table.ts';
/** Functions whose first argument names a type of options. */
const takers = new Set(['known', 'knownOf', 'knownOptions', 'eventOf', 'unknownKeys', 'optionKeys', 'checkedStep']);
/** What the alias of an asked-for type begins with. */
export const PREFIX = 'OptionsOf';

/** The program of src/, in which every asked-for type has an alias with its type parameters filled in by their constraints. */
export function openProgram() {
  const files = list('src', /\.ts$/).filter((file) => file !== target);
  const sources = new Map(files.map((file) => [join(root, file), readFileSync(join(root, file), 'utf8')]));
  const parsed = [...sources].map(([file, content]) => ts.createSourceFile(file, content, ts.ScriptTarget.ES2022, true));
  const wanted = new Set(parsed.flatMap(namesTaken));
  const found = new Map();
  for (const source of parsed) {
    // no options are declared there, and a type could have the name of one
    if (/\/src\/(?:rules|findings)\//.test(source.fileName)) continue;
    for (const statement of source.statements) {
      if (!isTypeDeclaration(statement) || !wanted.has(statement.name.text)) continue;
      const name = statement.name.text;
      if (found.has(name)) throw new Error(`two types have the name ${name}: ${found.get(name)} and ${source.fileName}`);
      found.set(name, source.fileName);
      sources.set(source.fileName, `${sources.get(source.fileName)}\nexport type ${PREFIX}${name} = ${name}${argumentsOf(statement)};\n`);
    }
  }
  const missing = [...wanted].filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`unknown type in src/: ${missing.join(', ')}`);
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (file) => sources.get(file) ?? read(file);
  const readSource = host.getSourceFile;
  host.getSourceFile = (file, ...rest) => {
    const content = sources.get(file);
    return content === undefined ? readSource(file, ...rest) : ts.createSourceFile(file, content, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...sources.keys()], { ...options, types: [], noEmit: true }, host);
  return { program, found };
}

/**
 * @param {ts.Statement} statement
 * @returns {statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration}
 */
function isTypeDeclaration(statement) {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

/**
 * Names of types in calls such as `known('TaskProps', …)`.
 * @param {ts.SourceFile} source
 */
function namesTaken(source) {
  /** @type {string[]} */
  const names = [];
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && takers.has(node.expression.text)) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteral(first)) names.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/**
 * Ignores constraints that refer to other type parameters.
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} declaration
 */
function argumentsOf({ typeParameters }) {
  if (typeParameters === undefined) return '';
  const names = typeParameters.map(({ name }) => name.text);
  const filled = typeParameters.map(({ constraint }) => {
    const written = constraint?.getText() ?? 'any';
    return names.some((name) => new RegExp(`\\b${name}\\b`).test(written)) ? 'never' : written;
  });
  return `<${filled.join(', ')}>`;
}

/**
 * The source text of the table.
 * @param {Map<string, string[]>} table
 */
export function printed(table) {
  const lines = [...table]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, keys]) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: '${keys.join(' ')}',`);
  return [
    '// Written by `npm run options` from the types of this library; never edited by hand.',
    '/** The keys of option objects by type: `key`, `key>Type` for an object or a list of objects, `key*Type` for a record of objects. */',
    '// biome-ignore format: a line a type',
    'export const optionTable = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}
