import { quoted } from '../diagnostics';
import { CelMistake, celTokens, type Token } from './tokens';
import {
  type CelType,
  callType,
  isCelFunction,
  isLike,
  joined,
  kindOf,
  MESSAGES,
  macroType,
  operatorType,
  partsOf,
  TYPE_NAMES,
} from './types';

/**
 * Why cel-go does not compile a condition; undefined when it does. There are no variables and no extensions, because Tekton compiles
 * the text as it is written (when_validation.go validateWhenExpressionFields: cel.NewEnv without options).
 */
export function celMistake(text: string): string | undefined {
  try {
    new Reader(celTokens(text)).read();
    return undefined;
  } catch (error) {
    if (error instanceof CelMistake) return error.message;
    throw error;
  }
}

const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']];
const MACROS = new Set(['all', 'exists', 'exists_one', 'existsOne', 'filter', 'map']);
const LITERALS = new Set(['true', 'false', 'null', 'in']);
const NO_TOKEN: Token = { kind: 'end', text: '' };
// as cel-go has it (parser/options.go maxRecursionDepth)
const MAX_DEPTH = 250;

/** Reads an expression and works out its type, both as CEL.g4 and checker/checker.go of cel-go do. */
class Reader {
  private at = 0;
  private depth = 0;
  /** Behind a macro cel-go lets one number be less than another of a different type. */
  private hasMacro = false;
  private readonly names = new Map<string, CelType>();

  constructor(private readonly tokens: readonly Token[]) {}

  read(): CelType {
    const type = this.conditional();
    const { kind, text } = this.next;
    if (kind === 'end') return type;
    throw new CelMistake(kind === 'word' ? noWord(text) : `${quoted(text)} cannot stand where it does`);
  }

  private get next(): Token {
    return this.tokens[this.at] ?? NO_TOKEN;
  }

  private take(): Token {
    const token = this.next;
    this.at++;
    return token;
  }

  private accept(text: string): boolean {
    const { kind, text: found } = this.next;
    if (found !== text || (kind !== 'sign' && kind !== 'word')) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (this.accept(text)) return;
    const { kind, text: found } = this.next;
    if (kind === 'end') throw new CelMistake(`${quoted(text)} is missing at the end`);
    throw new CelMistake(`${quoted(found)} stands where ${quoted(text)} should`);
  }

  private conditional(): CelType {
    this.depth++;
    this.refuseDeeper(0);
    const type = this.level(0);
    if (!this.accept('?')) {
      this.depth--;
      return type;
    }
    const first = this.level(0);
    this.expect(':');
    const second = this.conditional();
    this.depth--;
    if (!isLike(type, 'bool') || !isLike(first, second)) throw new CelMistake(`"?" and ":" take no ${type}, ${first} and ${second}`);
    return first === 'dyn' ? second : first;
  }

  /** @param chained - how many links of a chain lie behind: it grows to one side, as what is nested does */
  private refuseDeeper(chained: number): void {
    if (this.depth + chained > MAX_DEPTH) throw new CelMistake(`it is nested more than ${MAX_DEPTH} deep`);
  }

  private level(level: number): CelType {
    const signs = LEVELS[level];
    if (signs === undefined) return this.unary();
    let type = this.level(level + 1);
    let chained = 0;
    for (let sign = this.next; isOneOf(signs, sign); sign = this.next) {
      this.at++;
      // chains of && and || are balanced
      if (level > 1) this.refuseDeeper(++chained);
      const other = this.level(level + 1);
      const made = operatorType(sign.text, type, other, this.hasMacro);
      if (made === undefined) throw new CelMistake(`${quoted(sign.text)} takes no ${type} and ${other}`);
      type = made;
    }
    return type;
  }

  private unary(): CelType {
    const { kind, text: sign } = this.next;
    if (kind !== 'sign' || (sign !== '!' && sign !== '-')) return this.member();
    let count = 0;
    while (this.accept(sign)) count++;
    const type = this.member();
    // two cancel each other out, whatever stands behind them (parser.go VisitLogicalNot)
    if (count % 2 === 0) return type;
    const wanted = sign === '!' ? ['bool'] : ['int', 'double'];
    if (!wanted.some((one) => isLike(one, type))) throw new CelMistake(`${quoted(sign)} takes no ${type}`);
    return type;
  }

  private member(): CelType {
    let type = this.primary();
    for (let chained = 1; ; chained++) {
      if (this.next.text === '.' || this.next.text === '[') this.refuseDeeper(chained);
      if (this.accept('.')) type = this.field(type);
      else if (this.accept('[')) type = this.item(type);
      else return type;
    }
  }

  private item(type: CelType): CelType {
    const index = this.conditional();
    this.expect(']');
    const [first = 'dyn', second = 'dyn'] = partsOf(type);
    const kind = kindOf(type);
    if (kind === 'dyn') return 'dyn';
    if (kind === 'list' && isLike(index, 'int')) return first;
    if (kind === 'map' && isLike(index, first)) return second;
    throw new CelMistake(`no ${index} is taken of a ${type}`);
  }

  private field(type: CelType): CelType {
    const name = this.next.kind === 'escaped' ? this.take().text : this.word();
    if (this.accept('(')) return MACROS.has(name) ? this.macro(name, type) : this.call(name, [type]);
    if (kindOf(type) === 'map') return partsOf(type)[1] ?? 'dyn';
    if (type === 'dyn') return 'dyn';
    throw new CelMistake(`a ${type} has no field ${quoted(name)}`);
  }

  private word(): string {
    const { kind, text } = this.take();
    if (kind === 'word' && !LITERALS.has(text)) return text;
    throw new CelMistake(text === '' ? 'a name is missing at the end' : `${quoted(text)} stands where a name should`);
  }

  /** @param target - the type of what stands before the dot, if anything does */
  private call(name: string, target: readonly CelType[]): CelType {
    const given = [...target, ...this.list(')')];
    const isMember = target.length > 0;
    if (!isCelFunction(name, isMember)) throw new CelMistake(noWord(name));
    const type = callType(name, isMember, given);
    if (type === undefined) throw new CelMistake(`${quoted(name)} takes no ${given.join(', ') || 'nothing'}`);
    return type;
  }

  /** Values up to the sign, a comma between two. */
  private list(end: string, mayEndInComma = false): CelType[] {
    const types: CelType[] = [];
    if (this.accept(end)) return types;
    if (!mayEndInComma || !this.accept(',')) {
      do {
        if (mayEndInComma && types.length > 0 && this.next.text === end) break;
        types.push(this.conditional());
      } while (this.accept(','));
    }
    this.expect(end);
    return types;
  }

  /** `list.all(x, condition)` and its like: the name is known inside. */
  private macro(macro: string, list: CelType): CelType {
    const kind = kindOf(list);
    if (kind !== 'list' && kind !== 'map' && kind !== 'dyn') throw new CelMistake(`${quoted(macro)} takes no ${list}`);
    const name = this.word();
    const outer = this.names.get(name);
    this.names.set(name, partsOf(list)[0] ?? 'dyn');
    const parts: CelType[] = [];
    while (this.accept(',')) parts.push(this.conditional());
    this.expect(')');
    if (outer === undefined) this.names.delete(name);
    else this.names.set(name, outer);
    this.hasMacro = true;
    return macroType(macro, list, parts);
  }

  private primary(): CelType {
    const token = this.take();
    const { kind, text } = token;
    if (kind === 'end') throw new CelMistake('a value is missing at the end');
    if (kind === 'word') return this.named(text);
    if (kind === 'int' || kind === 'uint') this.checkSize(kind, BigInt(text.replace(/[uU]$/, '')));
    if (kind !== 'sign') return kind;
    if (text === '(') {
      const type = this.conditional();
      this.expect(')');
      return type;
    }
    if (text === '[') return `list<${joined(this.list(']', true))}>`;
    if (text === '{') return this.mapping();
    if (text === '.') return this.absolute(this.word());
    throw new CelMistake(`${quoted(text)} stands where a value should`);
  }

  private checkSize(kind: 'int' | 'uint', value: bigint): void {
    const isNegative = this.tokens[this.at - 2]?.text === '-';
    const most = kind === 'uint' ? 2n ** 64n - 1n : isNegative ? 2n ** 63n : 2n ** 63n - 1n;
    if (value > most) throw new CelMistake(`${value} is too large for an ${kind}`);
  }

  private mapping(): CelType {
    const keys: CelType[] = [];
    const values: CelType[] = [];
    if (this.accept(',')) this.expect('}');
    else if (!this.accept('}')) {
      do {
        if (keys.length > 0 && this.next.text === '}') break;
        keys.push(this.conditional());
        this.expect(':');
        values.push(this.conditional());
      } while (this.accept(','));
      this.expect('}');
    }
    return `map<${joined(keys)},${joined(values)}>`;
  }

  private named(word: string): CelType {
    if (word === 'true' || word === 'false') return 'bool';
    if (word === 'null') return 'null';
    if (word === 'in') throw new CelMistake('"in" stands where a value should');
    if (this.accept('(')) return word === 'has' ? this.has() : this.call(word, []);
    const known = this.names.get(word);
    if (known !== undefined) return known;
    if (word === 'google') return this.message();
    if (TYPE_NAMES.has(word)) return 'type';
    throw new CelMistake(noWord(word));
  }

  /** A name behind a dot is none of those that macros give. */
  private absolute(word: string): CelType {
    if (this.names.has(word) && this.next.text !== '(') throw new CelMistake(noWord(word));
    return this.named(word);
  }

  /** `has(map.key)` */
  private has(): CelType {
    const start = this.at;
    this.conditional();
    const last = this.tokens[this.at - 1];
    const isField = this.at - start > 2 && last?.kind === 'word' && this.tokens[this.at - 2]?.text === '.';
    this.expect(')');
    if (!isField) throw new CelMistake('"has" takes a field, as in has(map.key)');
    return 'bool';
  }

  /** A type by its long name, or a value of it, of which no more is asked. */
  private message(): CelType {
    const names = ['google'];
    while (this.accept('.')) names.push(this.word());
    const name = names.join('.');
    if (!MESSAGES.has(name)) throw new CelMistake(noWord(name));
    if (!this.accept('{')) return 'type';
    while (!this.accept('}')) {
      this.word();
      this.expect(':');
      this.conditional();
      if (!this.accept(',') && this.next.text !== '}') this.expect('}');
    }
    return 'dyn';
  }
}

function isOneOf(signs: readonly string[], { kind, text }: Token): boolean {
  return (kind === 'sign' || kind === 'word') && signs.includes(text);
}

function noWord(word: string): string {
  return `${quoted(word)} is no word of it; texts stand in quotes`;
}
