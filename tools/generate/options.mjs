// Writes src/synth/option-table.ts: the allowed keys of every option object, from the exported types; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5.9';
import { openProgram, PREFIX, printed, target } from '../lib/options-program.mjs';
import { root } from '../lib/project.mjs';
import { fail, report } from '../lib/run.mjs';

const doors = [
  'src/index.ts',
  'src/catalogue/index.ts',
  'src/events/index.ts',
  'src/extension/deploy.ts',
  'src/extension/rules.ts',
  'src/testing/index.ts',
];
const { table, unchecked } = tableOf(openProgram(doors));
const text = printed(table);
const path = join(root, target);
const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
if (process.argv.includes('--check')) {
  const stale = isCurrent ? [] : [`${target} is out of date; run npm run options`];
  report([...stale, ...unchecked], `${table.size} types of options`);
} else {
  if (!isCurrent) writeFileSync(path, text);
  report(unchecked, `${target}: ${isCurrent ? 'nothing changed' : 'written'}`);
}

/**
 * Keys by type name; a key with an option object as value includes its type.
 * @param {{ program: ts.Program, found: Map<string, string> }} opened
 */
function tableOf({ program, found }) {
  const checker = program.getTypeChecker();
  /** @type {Map<string, string[]>} */
  const table = new Map();
  /** @type {Map<string, string>} */
  const names = new Map();
  const busy = new Set();
  const seen = new Set();
  // requested types are named first; other types are named after their position
  /** @type {[string, ts.Type[]][]} */
  const roots = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, file]) => [name, membersOf(name, file)]);
  for (const [name, members] of roots) names.set(idOf(members), names.get(idOf(members)) ?? name);
  for (const [name, members] of roots) fill(name, members);
  return { table, unchecked: [...new Set(doors.flatMap(uncheckedBehind))].sort() };

  /**
   * Parameters of exported functions that are option objects whose keys no call checks.
   * @param {string} door
   * @returns {string[]}
   */
  function uncheckedBehind(door) {
    const exported = checker.getExportsOfModule(moduleOf(join(root, door)));
    return exported.flatMap((symbol) => {
      const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (!(flags & ts.SymbolFlags.Value)) return [];
      const value = checker.getTypeOfSymbol(original);
      const instance = original.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(original) : undefined;
      const members = [...checker.getPropertiesOfType(value), ...(instance ? checker.getPropertiesOfType(instance) : [])].filter(
        (member) => isOwnMember(member) && !isInherited(member),
      );
      const own = [...value.getCallSignatures(), ...value.getConstructSignatures()];
      /** @type {[string, ts.Signature][]} */
      const callables = [
        ...own.map((signature) => named(symbol.name, signature)),
        ...members.flatMap((member) =>
          checker
            .getTypeOfSymbol(member)
            .getCallSignatures()
            .map((signature) => named(`${symbol.name}.${member.name}`, signature)),
        ),
      ];
      return callables.flatMap(([name, signature]) =>
        signature.parameters.flatMap((parameter) =>
          isChecked(checker.getTypeOfSymbol(parameter)) ? [] : [`${name}: no call of known() checks the keys of "${parameter.name}"`],
        ),
      );
    });
  }

  /**
   * Static methods of a class include inherited ones.
   * @param {ts.Symbol} member
   */
  function isInherited(member) {
    const wasSeen = seen.has(member.valueDeclaration);
    seen.add(member.valueDeclaration);
    return wasSeen;
  }

  /** @param {ts.Symbol} member */
  function isOwnMember({ declarations = [] }) {
    return declarations.some((node) => isOwnDeclaration(node) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private));
  }

  /**
   * Whether its keys are those of a type in the table, or it is not an option object. Generic types are identified by their keys.
   * @param {ts.Type} type
   * @returns {boolean}
   */
  function isChecked(type) {
    const items = parts(type).flatMap((one) => (checker.isArrayLikeType(one) ? argumentsIn(one).flatMap(parts) : [one]));
    if (items.some(isOpen)) return true;
    const concrete = items.flatMap((one) =>
      one.flags & ts.TypeFlags.Conditional ? parts(checker.getBaseConstraintOfType(one) ?? one) : [one],
    );
    return concrete.filter(isOptions).every((one) => {
      const names_ = checker.getPropertiesOfType(one).map(({ name }) => name);
      return [...table.values()].some((keys) => names_.every((name) => keys.some((key) => key.replace(/[>*].*/, '') === name)));
    });
  }

  /**
   * The suffix of a key: ` ` for any value, `>Type` for an object or array of objects, `*Type` for a record of objects.
   * @param {ts.Type} type
   * @param {string} name
   * @returns {string}
   */
  function describe(type, name) {
    // a recursive type, such as JSON
    if (busy.has(type)) return '';
    busy.add(type);
    try {
      return described(type, name);
    } finally {
      busy.delete(type);
    }
  }

  /**
   * @param {ts.Type} type
   * @param {string} name
   * @returns {string}
   */
  function described(type, name) {
    const members = parts(type);
    if (members.some(isOpen)) return '';
    const records = members.map((one) => checker.getIndexTypeOfType(one, ts.IndexKind.String)).filter((one) => one !== undefined);
    if (records.length > 0) {
      const inner = records.map((one) => describe(one, `${name}Item`)).find((one) => one !== '');
      return inner === undefined ? '' : `*${inner.slice(1)}`;
    }
    const lists = members.filter((one) => checker.isArrayLikeType(one));
    const objects = members.filter((one) => !checker.isArrayLikeType(one) && isOptions(one));
    const items = lists.flatMap(argumentsIn).flatMap(parts);
    if (items.some(isOpen)) return '';
    const all = [...objects, ...items.filter(isOptions)];
    return all.length === 0 ? '' : `>${shape(all, name)}`;
  }

  /**
   * @param {string} file
   * @returns {ts.Symbol}
   */
  function moduleOf(file) {
    const source = program.getSourceFile(file);
    return (source && checker.getSymbolAtLocation(source)) ?? fail(`${file} exports nothing`);
  }

  /** @param {ts.Type} type */
  function argumentsIn(type) {
    return checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
  }

  /**
   * @param {string} name
   * @param {string} file
   * @returns {ts.Type[]}
   */
  function membersOf(name, file) {
    const symbol = moduleOf(file).exports?.get(ts.escapeLeadingUnderscores(`${PREFIX}${name}`));
    const members = (symbol ? parts(checker.getDeclaredTypeOfSymbol(symbol)) : []).filter(
      (one) => checker.getPropertiesOfType(one).length > 0 && !one.isClass(),
    );
    if (members.length === 0) throw new Error(`${name} is not an option object`);
    return members;
  }

  /** @param {ts.Type[]} types */
  function idOf(types) {
    return (
      types
        // a name for the type that stays valid with the program
        .map((one) => /** @type {ts.Type & { id: number }} */ (one).id)
        .sort()
        .join()
    );
  }

  /**
   * @param {ts.Type[]} types
   * @param {string} fallback
   * @returns {string}
   */
  function shape(types, fallback) {
    const known = names.get(idOf(types));
    if (known !== undefined) return known;
    const name = nameFor(types, fallback);
    names.set(idOf(types), name);
    fill(name, types);
    return name;
  }

  /**
   * @param {string} name
   * @param {ts.Type[]} types
   * @returns {void}
   */
  function fill(name, types) {
    table.set(name, []);
    /** @type {Map<string, { types: ts.Type[], isOpen: boolean }>} */
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

  /**
   * @param {ts.Type[]} types
   * @param {string} fallback
   */
  function nameFor(types, fallback) {
    const [first, ...others] = types;
    const symbols = first && others.length === 0 ? [first.aliasSymbol, first.symbol] : [];
    const own = symbols.find((symbol) => symbol && !symbol.name.startsWith('__') && symbol.declarations?.some(isOwnDeclaration))?.name;
    const wanted = fallback.includes('.') || fallback.endsWith('Item') ? (own ?? fallback) : fallback;
    if (!table.has(wanted)) return wanted;
    return fallback;
  }

  /**
   * @param {ts.Type} type
   * @returns {ts.Type[]}
   */
  function parts(type) {
    if (type.isUnion()) return type.types.flatMap(parts);
    if (type.flags & ts.TypeFlags.TypeParameter) return parts(checker.getBaseConstraintOfType(type) ?? checker.getAnyType());
    return [type];
  }

  /**
   * Whether the value can have unknown keys: `any`, and types with the tag `@open`.
   * @param {ts.Type} type
   */
  function isOpen(type) {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return true;
    return isTaggedOpen(type.symbol) || isTaggedOpen(type.aliasSymbol);
  }

  /** @param {ts.Symbol | undefined} symbol */
  function isTaggedOpen(symbol) {
    return symbol?.getJsDocTags(checker).some((tag) => tag.name === 'open') ?? false;
  }

  /**
   * Whether it is an object literal of a program: not a class instance, a function, or a type of manifests or other packages.
   * @param {ts.Type} type
   */
  function isOptions(type) {
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
    if (type.getCallSignatures().length > 0 || type.isClass() || checker.isArrayLikeType(type)) return false;
    const properties = checker.getPropertiesOfType(type);
    if (properties.length === 0 || properties.some(({ name }) => name.startsWith('__@'))) return false;
    return properties.some((property) => (property.declarations ?? []).some(isOwnDeclaration));
  }

  /** @param {ts.Node} node */
  function isOwnDeclaration(node) {
    const { fileName } = node.getSourceFile();
    return fileName.startsWith(join(root, 'src/')) && !fileName.startsWith(join(root, 'src/spec/'));
  }
}

/**
 * @param {string} name
 * @param {ts.Signature} signature
 * @returns {[string, ts.Signature]}
 */
function named(name, signature) {
  return [name, signature];
}
