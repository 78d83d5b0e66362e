import { quoted } from '../diagnostics';
import { type CelCall, type CelNode, MACROS } from './expression';
import { CelError, callFunction, isCelCall } from './functions';
import { CelMistake } from './tokens';
import { literalValue } from './value-literal';

/** Variables by their names. Integers are bigint, objects have fields. */
export type CelVariables = Readonly<Record<string, unknown>>;

/** Functions beside those of plain CEL. */
export interface CelLibrary {
  /** Words that stand before functions, such as `base64` in `base64.decode(…)`. */
  readonly namespaces: Readonly<Record<string, unknown>>;
  /** The function of a name; with `isMethod` its first argument stands before the dot. Undefined when the library has none. */
  readonly find: (name: string, isMethod: boolean) => ((...values: readonly unknown[]) => unknown) | undefined;
}

/** What an expression can use. */
interface Scope {
  readonly variables: CelVariables;
  readonly library?: CelLibrary | undefined;
}

/** The value of an expression. @throws CelError where it has none: another type than an operator takes, a field that is not there */
export function evaluateCel(node: CelNode, variables: CelVariables, library?: CelLibrary): unknown {
  return evaluate(node, { variables, library });
}

function evaluate(node: CelNode, scope: Scope): unknown {
  switch (node.kind) {
    case 'literal':
      return literalValue(node.type, node.text);
    case 'name':
      if (!Object.hasOwn(scope.variables, node.name)) throw new CelError(`there is no variable ${node.name}`);
      return scope.variables[node.name];
    case 'list':
      return node.items.map((item) => evaluate(item, scope));
    case 'map':
      return mapping(node.entries, scope);
    case 'field':
      return fieldOf(evaluate(node.of, scope), unescaped(node.name));
    case 'index':
      return itemOf(evaluate(node.of, scope), evaluate(node.at, scope));
    case 'call':
      return call(node, scope);
    default:
      throw new CelError(`a ${node.kind} has no value here`);
  }
}

/** A field name in backticks, as in body.`a-b`. */
function unescaped(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1) : name;
}

function mapping(entries: readonly (readonly [CelNode, CelNode])[], scope: Scope): unknown {
  const made: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) {
    const name = evaluate(key, scope);
    if (typeof name !== 'string') throw new CelError('the keys of a map must be strings here');
    if (Object.hasOwn(made, name)) throw new CelError(`the map has the key ${quoted(name)} twice`);
    made[name] = evaluate(value, scope);
  }
  return made;
}

/**
 * Why an expression cannot be evaluated: a variable, a field of a variable, a function or a macro that does not exist. Undefined when all do.
 * @param shape the variables with example values; `dyn` values may have any field
 */
export function celProblem(node: CelNode, shape: CelVariables): string | undefined {
  try {
    checkNode(node, shape);
    return undefined;
  } catch (error) {
    if (error instanceof CelMistake) return error.message;
    throw error;
  }
}

function checkNode(node: CelNode, shape: CelVariables): void {
  if (node.kind === 'map' || node.kind === 'message') throw new CelMistake(`${node.kind}s are not available here`);
  if (node.kind === 'literal' && node.type === 'bytes') throw new CelMistake('bytes are not available here');
  if (node.kind === 'literal') literalValue(node.type, node.text);
  if (node.kind === 'name' && !Object.hasOwn(shape, node.name))
    throw new CelMistake(`unknown variable ${quoted(node.name)} (available: ${Object.keys(shape).join(', ')})`);
  if (node.kind === 'field') {
    const value = node.of.kind === 'name' && Object.hasOwn(shape, node.of.name) ? shape[node.of.name] : undefined;
    if (isObject(value) && !Object.hasOwn(value, node.name))
      throw new CelMistake(`unknown field ${quoted(node.name)} (available: ${Object.keys(value).join(', ')})`);
    checkNode(node.of, shape);
  }
  if (node.kind === 'index') for (const part of [node.of, node.at]) checkNode(part, shape);
  if (node.kind === 'list') for (const item of node.items) checkNode(item, shape);
  if (node.kind === 'call') checkCall(node, shape);
}

function checkCall({ name, of, args }: CelCall, shape: CelVariables): void {
  if (of) checkNode(of, shape);
  const macro = of && MACROS.has(name) ? macroVariable(name, args) : undefined;
  if (macro === undefined && name !== 'has' && !isCelCall(name, of !== undefined, args.length))
    throw new CelMistake(`there is no function ${quoted(name)} with ${args.length} arguments here`);
  if (name === 'has' && of === undefined && (args.length !== 1 || args[0]?.kind !== 'field'))
    throw new CelMistake('has() takes a field, as in has(finding.line)');
  for (const arg of macro === undefined ? args : args.slice(1))
    checkNode(arg, macro === undefined ? shape : { ...shape, [macro]: undefined });
}

function macroVariable(name: string, args: readonly CelNode[]): string {
  const [first] = args;
  if (first?.kind !== 'name' || (args.length !== 2 && !(name === 'map' && args.length === 3)))
    throw new CelMistake(`${name}() takes a variable and an expression`);
  return first.name;
}

function call(node: CelCall, scope: Scope): unknown {
  const { name, of, args } = node;
  if (of === undefined && (name === '&&' || name === '||')) return logic(name, args, scope);
  if (of === undefined && name === '?:') return conditional(args, scope);
  if (of === undefined && name === 'has') return hasField(args[0], scope);
  if (of !== undefined && MACROS.has(name)) return macro(node, scope);
  const space = of?.kind === 'name' && !Object.hasOwn(scope.variables, of.name) && scope.library?.namespaces[of.name] ? of.name : undefined;
  const values = [...(of && space === undefined ? [of] : []), ...args].map((one) => evaluate(one, scope));
  const isMethod = of !== undefined && space === undefined;
  const own = scope.library?.find(space === undefined ? name : `${space}.${name}`, isMethod);
  return own === undefined ? callFunction(name, isMethod, values) : own(...values);
}

/** Both sides commute in CEL: an error counts only when the other side does not decide. */
function logic(name: '&&' | '||', args: readonly CelNode[], scope: Scope): boolean {
  const decides = name === '||';
  let failure: unknown;
  for (const arg of args) {
    try {
      const value = evaluate(arg, scope);
      if (typeof value !== 'boolean') throw new CelError(`${name} takes conditions`);
      if (value === decides) return decides;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !decides;
}

function conditional([condition, first, second]: readonly CelNode[], scope: Scope): unknown {
  const value = condition && evaluate(condition, scope);
  const chosen = value === true ? first : second;
  if (typeof value !== 'boolean' || !chosen) throw new CelError('?: takes a condition');
  return evaluate(chosen, scope);
}

function hasField(node: CelNode | undefined, scope: Scope): boolean {
  if (node?.kind !== 'field') throw new CelError('has() takes a field');
  const of = evaluate(node.of, scope);
  if (Array.isArray(of)) throw new CelError('has() takes a field of an object');
  return isObject(of) && Object.hasOwn(of, unescaped(node.name));
}

function macro({ name, of, args }: CelCall, scope: Scope): unknown {
  const list = itemsOf(of && evaluate(of, scope));
  const [variable, condition, transform] = args;
  if (list === undefined || variable?.kind !== 'name' || !condition) throw new CelError(`${name}() takes a list`);
  const mapper = (node: CelNode) => (item: unknown) =>
    evaluate(node, { ...scope, variables: { ...scope.variables, [variable.name]: item } });
  const holds = (item: unknown) => {
    const value = mapper(condition)(item);
    if (typeof value !== 'boolean') throw new CelError(`${name}() takes a condition`);
    return value;
  };
  if (name === 'map') return transform ? list.filter(holds).map(mapper(transform)) : list.map(mapper(condition));
  if (name === 'filter') return list.filter(holds);
  if (name === 'exists_one') return list.filter(holds).length === 1;
  return some(list, holds, name === 'exists');
}

/** The items of a list, the keys of an object. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.keys(value) : undefined;
}

/** `all` and `exists`, in which an error counts only when no item decides. */
function some(list: readonly unknown[], holds: (item: unknown) => boolean, decides: boolean): boolean {
  let failure: unknown;
  for (const item of list) {
    try {
      if (holds(item) === decides) return decides;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !decides;
}

function fieldOf(of: unknown, name: string): unknown {
  const value = isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;
  if (value === undefined) throw new CelError(`there is no field ${name}`);
  return value;
}

function itemOf(of: unknown, at: unknown): unknown {
  if (Array.isArray(of)) {
    const isPosition = typeof at === 'bigint' || (typeof at === 'number' && Number.isInteger(at));
    const value = isPosition && at >= 0 && at < of.length ? of[Number(at)] : undefined;
    if (value === undefined) throw new CelError('there is no such item');
    return value;
  }
  if (typeof at !== 'string') throw new CelError('[] takes a number of a list or a name of an object');
  return fieldOf(of, at);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
