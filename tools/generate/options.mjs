// @ts-nocheck its types are still to be written
// Writes src/synth/option-table.ts: the keys that every option object may have, read from the exported types; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { list, root } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';

const target = 'src/synth/option-table.ts';
/** Functions whose first argument names a type of options. */
const takers = new Set(['known', 'knownOf', 'unknownKeys', 'optionKeys', 'checkedStep']);
const PREFIX = 'OptionsOf';

const doors = ['src/index.ts', 'src/catalogue/index.ts', 'src/testing/index.ts'];
const { table, unchecked } = tableOf(openProgram());
const text = printed(table);
const path = join(root, target);
const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
if (process.argv.includes('--check')) {
  const stale = isCurrent ? [] : [`${target} is not what the types say; run npm run options`];
  report([...stale, ...unchecked], `${table.size} types of options`);
} else {
  if (!isCurrent) writeFileSync(path, text);
  report(unchecked, `${target}: ${isCurrent ? 'nothing changed' : 'written'}`);
}

/** The program of src/, in which every asked-for type has an alias with its type parameters filled in by their constraints. */
function openProgram() {
  const files = list('src', /\.ts$/).filter((file) => file !== target);
  const sources = new Map(files.map((file) => [join(root, file), readFileSync(join(root, file), 'utf8')]));
  const parsed = [...sources].map(([file, content]) => ts.createSourceFile(file, content, ts.ScriptTarget.ES2022, true));
  const wanted = new Set(parsed.flatMap(namesTaken));
  const found = new Map();
  for (const source of parsed) {
    for (const statement of source.statements) {
      if (!isTypeDeclaration(statement) || !wanted.has(statement.name.text)) continue;
      const name = statement.name.text;
      if (found.has(name)) throw new Error(`two types are called ${name}: ${found.get(name)} and ${source.fileName}`);
      found.set(name, source.fileName);
      sources.set(source.fileName, `${sources.get(source.fileName)}\nexport type ${PREFIX}${name} = ${name}${argumentsOf(statement)};\n`);
    }
  }
  const missing = [...wanted].filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`no type in src/ is called ${missing.join(', ')}`);
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (file) => sources.get(file) ?? read(file);
  const readSource = host.getSourceFile;
  host.getSourceFile = (file, ...rest) =>
    sources.has(file) ? ts.createSourceFile(file, sources.get(file), ts.ScriptTarget.ES2022, true) : readSource(file, ...rest);
  const program = ts.createProgram([...sources.keys()], { ...options, types: ['node'], noEmit: true }, host);
  return { program, found };
}

function isTypeDeclaration(statement) {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

/** Names of types in calls as `known('TaskProps', …)`. */
function namesTaken(source) {
  const names = [];
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

/** A constraint that speaks of other type parameters is that of a part of them, of which nothing is asked here. */
function argumentsOf({ typeParameters = [] }) {
  if (typeParameters.length === 0) return '';
  const names = typeParameters.map(({ name }) => name.text);
  const filled = typeParameters.map(({ constraint }) => {
    const written = constraint?.getText() ?? 'any';
    return names.some((name) => new RegExp(`\\b${name}\\b`).test(written)) ? 'never' : written;
  });
  return `<${filled.join(', ')}>`;
}

/** Keys by name of the type; a key of an object of options says its type. */
function tableOf({ program, found }) {
  const checker = program.getTypeChecker();
  const table = new Map();
  const names = new Map();
  const busy = new Set();
  const seen = new Set();
  // the asked-for types have their names before others are named after the place where they stand
  const roots = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, file]) => [name, membersOf(name, file)]);
  for (const [name, members] of roots) names.set(idOf(members), names.get(idOf(members)) ?? name);
  for (const [name, members] of roots) fill(name, members);
  return { table, unchecked: [...new Set(doors.flatMap(uncheckedBehind))].sort() };

  /** Parameters of what a door exports that are objects of options, of which no call asks for the keys. */
  function uncheckedBehind(door) {
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(root, door))));
    return exported.flatMap((symbol) => {
      const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (!(flags & ts.SymbolFlags.Value)) return [];
      const value = checker.getTypeOfSymbol(original);
      const instance = original.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(original) : undefined;
      const members = [...checker.getPropertiesOfType(value), ...(instance ? checker.getPropertiesOfType(instance) : [])].filter(
        (member) => isOwnMember(member) && !isInherited(member),
      );
      const callables = [
        ...[...value.getCallSignatures(), ...value.getConstructSignatures()].map((signature) => [symbol.name, signature]),
        ...members.flatMap((member) =>
          checker
            .getTypeOfSymbol(member)
            .getCallSignatures()
            .map((signature) => [`${symbol.name}.${member.name}`, signature]),
        ),
      ];
      return callables.flatMap(([name, signature]) =>
        signature.parameters.flatMap((parameter) =>
          isChecked(checker.getTypeOfSymbol(parameter)) ? [] : [`${name}: nobody checks the keys of "${parameter.name}"`],
        ),
      );
    });
  }

  /** Static methods of a class belong to those that extend it, too. */
  function isInherited(member) {
    const wasSeen = seen.has(member.valueDeclaration);
    seen.add(member.valueDeclaration);
    return wasSeen;
  }

  function isOwnMember({ declarations = [] }) {
    return declarations.some((node) => isOwnDeclaration(node) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private));
  }

  /** Whether its keys are those of a type in the table, or it is no object of options. Generic types are told by their keys alone. */
  function isChecked(type) {
    const items = parts(type).flatMap((one) => (checker.isArrayLikeType(one) ? checker.getTypeArguments(one).flatMap(parts) : [one]));
    if (items.some(isOpen)) return true;
    const concrete = items.flatMap((one) =>
      one.flags & ts.TypeFlags.Conditional ? parts(checker.getBaseConstraintOfType(one) ?? one) : [one],
    );
    return concrete.filter(isOptions).every((one) => {
      const names_ = checker.getPropertiesOfType(one).map(({ name }) => name);
      return [...table.values()].some((keys) => names_.every((name) => keys.some((key) => key.replace(/[>*].*/, '') === name)));
    });
  }

  /** What stands behind a key: ` ` for anything, `>Type` for an object or list of such, `*Type` for a record of such. */
  function describe(type, name) {
    // a type that holds itself, as JSON does
    if (busy.has(type)) return '';
    busy.add(type);
    try {
      return described(type, name);
    } finally {
      busy.delete(type);
    }
  }

  function described(type, name) {
    const members = parts(type);
    if (members.some(isOpen)) return '';
    const records = members.map((one) => checker.getIndexTypeOfType(one, ts.IndexKind.String)).filter(Boolean);
    if (records.length > 0) {
      const inner = records.map((one) => describe(one, `${name}Item`)).find((one) => one !== '');
      return inner === undefined ? '' : `*${inner.slice(1)}`;
    }
    const lists = members.filter((one) => checker.isArrayLikeType(one));
    const objects = members.filter((one) => !checker.isArrayLikeType(one) && isOptions(one));
    const items = lists.flatMap((one) => checker.getTypeArguments(one)).flatMap(parts);
    if (items.some(isOpen)) return '';
    const all = [...objects, ...items.filter(isOptions)];
    return all.length === 0 ? '' : `>${shape(all, name)}`;
  }

  function membersOf(name, file) {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(file)).exports.get(`${PREFIX}${name}`);
    const members = parts(checker.getDeclaredTypeOfSymbol(symbol)).filter(
      (one) => checker.getPropertiesOfType(one).length > 0 && !one.isClass(),
    );
    if (members.length === 0) throw new Error(`${name} is no type of an object of options`);
    return members;
  }

  function idOf(types) {
    return types
      .map((one) => one.id)
      .sort()
      .join();
  }

  function shape(types, fallback) {
    const known = names.get(idOf(types));
    if (known !== undefined) return known;
    const name = nameFor(types, fallback);
    names.set(idOf(types), name);
    fill(name, types);
    return name;
  }

  function fill(name, types) {
    table.set(name, []);
    const keys = new Map();
    for (const type of types) {
      for (const property of checker.getPropertiesOfType(type)) {
        const { types: before, isOpen: wasOpen } = keys.get(property.name) ?? { types: [], isOpen: false };
        const isOpen = wasOpen || property.name === 'overrides' || isTaggedOpen(property);
        keys.set(property.name, { types: [...before, checker.getTypeOfSymbol(property)], isOpen });
      }
    }
    const entries = [...keys].map(([key_, { types: declared, isOpen }]) => {
      const below = isOpen ? [] : declared.map((one) => describe(one, `${name}.${key_}`)).filter((one) => one !== '');
      return `${key_}${below[0] ?? ''}`;
    });
    table.set(name, entries.sort());
  }

  function nameFor(types, fallback) {
    const symbols = types.length === 1 ? [types[0].aliasSymbol, types[0].symbol] : [];
    const own = symbols.find((symbol) => symbol && !symbol.name.startsWith('__') && symbol.declarations?.some(isOwnDeclaration))?.name;
    const wanted = fallback.includes('.') || fallback.endsWith('Item') ? (own ?? fallback) : fallback;
    if (!table.has(wanted)) return wanted;
    return fallback;
  }

  function parts(type) {
    if (type.isUnion()) return type.types.flatMap(parts);
    if (type.flags & ts.TypeFlags.TypeParameter) return parts(checker.getBaseConstraintOfType(type) ?? checker.getAnyType());
    return [type];
  }

  /** Of such a value nobody knows what else it has: `any`, and types that say so with the tag `@open`. */
  function isOpen(type) {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return true;
    return isTaggedOpen(type.symbol) || isTaggedOpen(type.aliasSymbol);
  }

  function isTaggedOpen(symbol) {
    return symbol?.getJsDocTags(checker).some((tag) => tag.name === 'open') ?? false;
  }

  /** Whether it is an object that a program writes down: no instance of a class, no function, nothing of the manifests or of others. */
  function isOptions(type) {
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
    if (type.getCallSignatures().length > 0 || type.isClass() || checker.isArrayLikeType(type)) return false;
    const properties = checker.getPropertiesOfType(type);
    if (properties.length === 0 || properties.some(({ name }) => name.startsWith('__@'))) return false;
    return properties.some((property) => (property.declarations ?? []).some(isOwnDeclaration));
  }

  function isOwnDeclaration(node) {
    const { fileName } = node.getSourceFile();
    return fileName.startsWith(join(root, 'src/')) && !fileName.startsWith(join(root, 'src/spec/'));
  }
}

function printed(table) {
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
