import { quoted, suggestion } from '../diagnostics';
import { type CelEnvironment, NO_ENVIRONMENT } from './environment';
import { type CelCall, type CelNode, MACROS, parseCel, unknownWord } from './expression';
import { CelMistake } from './tokens';
import {
  type CelType,
  callType,
  isCelFunction,
  isLike,
  joined,
  kindOf,
  MESSAGES,
  macroType,
  memberNames,
  operatorType,
  partsOf,
  resultType,
  TYPE_NAMES,
} from './types';

/**
 * Returns why cel-go does not compile a condition; undefined when it does. There are no variables and no extensions, because Tekton
 * compiles the string unchanged (when_validation.go validateWhenExpressionFields: cel.NewEnv without options).
 */
export function celMistake(text: string): string | undefined {
  return compile(text, NO_ENVIRONMENT).mistake;
}

/** A compiled expression: its type and its parsed form, or the mistake in it. */
export interface CompiledCel {
  readonly type?: CelType;
  readonly node?: CelNode;
  readonly mistake?: string;
}

/** Compiles an expression that may use what an environment adds to CEL, with the verdict of cel-go. */
export function compile(text: string, environment: CelEnvironment): CompiledCel {
  try {
    const node = parseCel(text);
    return { type: new Checker(environment).typeOf(node), node };
  } catch (error) {
    if (error instanceof CelMistake) return { mistake: error.message };
    throw error;
  }
}

type Link = Extract<CelNode, { readonly of?: CelNode }>;

/** Computes the type of an expression, as checker/checker.go of cel-go does. */
class Checker {
  /** After a macro cel-go allows numbers of different types to be ordered. */
  private hasMacro = false;
  private readonly names = new Map<string, CelType>();

  constructor(private readonly environment: CelEnvironment) {}

  typeOf(node: CelNode): CelType {
    switch (node.kind) {
      case 'literal':
        return node.type;
      case 'list':
        return `list<${joined(node.items.map((item) => this.typeOf(item)))}>`;
      case 'map':
        return this.mapping(node.entries);
      case 'message':
        return this.message(node.name, node.fields);
      case 'name':
        return this.named(node.name, node.isAbsolute);
      case 'call':
        return node.of === undefined ? this.call(node) : this.chain(node);
      default:
        return this.chain(node);
    }
  }

  private undeclared(name: string): CelType | undefined {
    return TYPE_NAMES.has(name) ? undefined : this.environment.undeclared?.(name);
  }

  private mapping(entries: Extract<CelNode, { kind: 'map' }>['entries']): CelType {
    const types = entries.map(([key, value]) => [this.typeOf(key), this.typeOf(value)] as const);
    return `map<${joined(types.map(([key]) => key))},${joined(types.map(([, value]) => value))}>`;
  }

  /** A message, whose fields are not checked. */
  private message(name: string, fields: readonly CelNode[]): CelType {
    if (!MESSAGES.has(name)) throw new CelMistake(unknownWord(name));
    for (const field of fields) this.typeOf(field);
    return 'dyn';
  }

  private named(name: string, isAbsolute = false): CelType {
    const ofMacro = this.names.get(name);
    if (ofMacro !== undefined && !isAbsolute) return ofMacro;
    const variable = ofMacro === undefined ? (this.environment.variables[name] ?? this.undeclared(name)) : undefined;
    if (variable !== undefined) return variable;
    if (ofMacro === undefined && TYPE_NAMES.has(name)) return 'type';
    const names = Object.keys(this.environment.variables);
    throw new CelMistake(
      names.length === 0 ? unknownWord(name) : `unknown identifier ${quoted(name)}${suggestion(name, names)}; CEL strings need quotes`,
    );
  }

  private call(node: CelCall): CelType {
    const { name, args } = node;
    if (name === '&&' || name === '||') return this.logic(node);
    if (name === '?:') return this.conditional(args);
    if (name === '!' || name === 'negate') return this.unary(name, args);
    if (name === 'has') return this.has(args);
    return isOperator(node) ? this.operators(node) : this.called(name, args);
  }

  private logic({ name, args: [first, ...others] }: CelCall): CelType {
    return others.reduce((type, other) => this.operator(name, type, this.typeOf(other)), first ? this.typeOf(first) : 'dyn');
  }

  private conditional(args: readonly CelNode[]): CelType {
    const [type = '', first = '', second = ''] = args.map((arg) => this.typeOf(arg));
    if (!isLike(type, 'bool') || !isLike(first, second))
      throw new CelMistake(`"?" and ":" cannot be applied to ${type}, ${first} and ${second}`);
    return first === 'dyn' ? second : first;
  }

  private unary(name: '!' | 'negate', [operand]: readonly CelNode[]): CelType {
    const type = operand ? this.typeOf(operand) : 'dyn';
    const wanted = name === '!' ? ['bool'] : ['int', 'double'];
    if (wanted.some((one) => isLike(one, type))) return type;
    throw new CelMistake(`${quoted(name === '!' ? '!' : '-')} cannot be applied to ${type}`);
  }

  /** `has(map.key)` */
  private has([field, ...others]: readonly CelNode[]): CelType {
    if (field?.kind !== 'field' || others.length > 0) throw new CelMistake('"has" needs a field, as in has(map.key)');
    this.typeOf(field);
    return 'bool';
  }

  /** The operators of a chain in their order, without a recursion for each: a chain in parentheses may begin with another one. */
  private operators(last: CelNode): CelType {
    const chain: CelCall[] = [];
    let first = last;
    for (; isOperator(first) && first.args[0] !== undefined; first = first.args[0]) chain.push(first);
    return chain.reduceRight(
      (type, { name, args: [, other] }) => this.operator(name, type, other ? this.typeOf(other) : 'dyn'),
      this.typeOf(first),
    );
  }

  private operator(sign: string, left: CelType, right: CelType): CelType {
    const type = operatorType(sign, left, right, this.hasMacro);
    if (type === undefined) throw new CelMistake(`${quoted(sign)} cannot be applied to ${left} and ${right}`);
    return type;
  }

  /** What follows a value: fields, items and calls, without a recursion for each. */
  private chain(last: Link): CelType {
    const links: Link[] = [];
    let first: CelNode = last;
    for (; isLink(first) && first.of !== undefined; first = first.of) links.unshift(first);
    return links.reduce((type, link) => this.link(type, link), this.beginning(first, links));
  }

  /** The type of the value before the links. Those that belong to a dotted name are removed. */
  private beginning(first: CelNode, links: Link[]): CelType {
    if (first.kind !== 'name' || this.names.has(first.name) || this.environment.variables[first.name] !== undefined)
      return this.typeOf(first);
    const functions = this.environment.namespaces[first.name];
    if (functions !== undefined) return this.namespaced(first.name, functions, links.shift());
    return first.name === 'google' ? this.typeByName(links) : this.typeOf(first);
  }

  /** A function such as `base64.decode(…)`, whose arguments only the cluster checks. */
  private namespaced(space: string, functions: readonly string[], link: Link | undefined): CelType {
    if (link?.kind === 'index' || link === undefined) throw new CelMistake(unknownWord(space));
    if (!functions.includes(link.name))
      throw new CelMistake(`unknown function ${quoted(`${space}.${link.name}`)}${suggestion(link.name, functions)}`);
    if (link.kind === 'field') throw new CelMistake(`${quoted(`${space}.${link.name}`)} is a function; write "(" and its arguments`);
    for (const arg of link.args) this.typeOf(arg);
    return 'dyn';
  }

  private typeByName(links: Link[]): CelType {
    const end = links.findIndex(({ kind }) => kind !== 'field');
    const fields = links.splice(0, end < 0 ? links.length : end);
    const name = ['google', ...fields.map((field) => ('name' in field ? field.name : ''))].join('.');
    if (!MESSAGES.has(name)) throw new CelMistake(unknownWord(name));
    return 'type';
  }

  private link(type: CelType, link: Link): CelType {
    if (link.kind === 'index') return this.item(type, this.typeOf(link.at));
    if (link.kind === 'call')
      return MACROS.has(link.name) ? this.macro(link.name, type, link.args) : this.called(link.name, link.args, type);
    if (kindOf(type) === 'map') return partsOf(type)[1] ?? 'dyn';
    if (type === 'dyn') return 'dyn';
    throw new CelMistake(`a ${type} has no field ${quoted(link.name)}`);
  }

  private item(type: CelType, index: CelType): CelType {
    const [first = 'dyn', second = 'dyn'] = partsOf(type);
    const kind = kindOf(type);
    if (kind === 'dyn') return 'dyn';
    if (kind === 'list' && isLike(index, 'int')) return first;
    if (kind === 'map' && isLike(index, first)) return second;
    throw new CelMistake(`a ${type} cannot be indexed by ${index}`);
  }

  /** @param target - the type of the value before the dot, if there is one */
  private called(name: string, args: readonly CelNode[], target?: CelType): CelType {
    const isMember = target !== undefined;
    const given = [...(isMember ? [target] : []), ...args.map((arg) => this.typeOf(arg))];
    const own = isMember ? this.environment.members[name] : undefined;
    if (own === undefined && !isCelFunction(name, isMember))
      throw new CelMistake(isMember ? this.unknownFunction(name) : unknownWord(name));
    const type = (own && resultType(own, given)) ?? callType(name, isMember, given);
    if (type === undefined) throw new CelMistake(`${quoted(name)} cannot be called with ${given.join(', ') || 'no argument'}`);
    return type;
  }

  private unknownFunction(name: string): string {
    if (this.environment === NO_ENVIRONMENT) return unknownWord(name);
    return `unknown function ${quoted(name)}${suggestion(name, [...Object.keys(this.environment.members), ...memberNames])}`;
  }

  /** A macro such as `list.all(x, condition)`, which declares a name for its arguments. */
  private macro(macro: string, list: CelType, [variable, ...parts]: readonly CelNode[]): CelType {
    const kind = kindOf(list);
    if (kind !== 'list' && kind !== 'map' && kind !== 'dyn') throw new CelMistake(`${quoted(macro)} cannot be called on ${list}`);
    if (variable?.kind !== 'name' || variable.isAbsolute) throw new CelMistake(`${quoted(macro)} needs a name and a condition`);
    const { name } = variable;
    const outer = this.names.get(name);
    this.names.set(name, partsOf(list)[0] ?? 'dyn');
    const types = parts.map((part) => this.typeOf(part));
    if (outer === undefined) this.names.delete(name);
    else this.names.set(name, outer);
    this.hasMacro = true;
    return macroType(macro, list, types);
  }
}

const OPERATORS = new Set(['<', '<=', '>', '>=', '==', '!=', 'in', '+', '-', '*', '/', '%']);

function isOperator(node: CelNode): node is CelCall {
  return node.kind === 'call' && node.of === undefined && OPERATORS.has(node.name);
}

function isLink(node: CelNode): node is Link {
  return node.kind === 'field' || node.kind === 'index' || node.kind === 'call';
}
