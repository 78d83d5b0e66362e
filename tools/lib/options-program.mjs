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

/**
 * A program with these files of src/ and what they import, in which every asked-for type has an alias with its type parameters filled in by
 * their constraints. Only files that ask for a type or declare one are parsed for that.
 * @param {readonly string[]} doors
 */
export function openProgram(doors) {
  const files = list('src', /\.ts$/).filter((file) => file !== target);
  const sources = new Map(files.map((file) => [join(root, file), readFileSync(join(root, file), 'utf8')]));
  /** @type {Map<string, ts.SourceFile>} */
  const parsed = new Map();
  /** @type {(file: string) => ts.SourceFile} */
  const parse = (file) => {
    const known = parsed.get(file) ?? ts.createSourceFile(file, sources.get(file) ?? '', ts.ScriptTarget.ES2022);
    parsed.set(file, known);
    return known;
  };
  const asking = new RegExp(`\\b(?:${[...takers].join('|')})\\b`);
  const wanted = new Set([...sources].flatMap(([file, content]) => (asking.test(content) ? namesTaken(parse(file)) : [])));
  const declaring = new RegExp(`\\b(?:interface|type) (?:${[...wanted].join('|')})\\b`);
  const found = new Map();
  for (const [file, content] of sources) {
    // no options are declared there, and a type could have the name of one
    if (/\/src\/(?:rules|findings)\//.test(file) || !declaring.test(content)) continue;
    let aliases = '';
    for (const statement of parse(file).statements) {
      if (!isTypeDeclaration(statement) || !wanted.has(statement.name.text)) continue;
      const name = statement.name.text;
      if (found.has(name)) throw new Error(`two types have the name ${name}: ${found.get(name)} and ${file}`);
      found.set(name, file);
      aliases += `\nexport type ${PREFIX}${name} = ${name}${argumentsOf(statement, parse(file))};\n`;
    }
    if (aliases === '') continue;
    sources.set(file, `${content}${aliases}`);
    parsed.delete(file);
  }
  const missing = [...wanted].filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`unknown type in src/: ${missing.join(', ')}`);
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (file) => sources.get(file) ?? read(file);
  const readSource = host.getSourceFile;
  host.getSourceFile = (file, ...rest) => (sources.has(file) ? parse(file) : readSource(file, ...rest));
  const roots = [...doors.map((door) => join(root, door)), ...found.values()];
  const program = ts.createProgram([...new Set(roots)], { ...options, types: [], noEmit: true }, host);
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
 * @param {ts.SourceFile} source
 */
function argumentsOf({ typeParameters }, source) {
  if (typeParameters === undefined) return '';
  const names = typeParameters.map(({ name }) => name.text);
  const filled = typeParameters.map(({ constraint }) => {
    const written = constraint?.getText(source) ?? 'any';
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
