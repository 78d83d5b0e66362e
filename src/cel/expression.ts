import { quoted } from '../diagnostics';
import { CelMistake, celTokens, type Token } from './tokens';

/** An expression of CEL as a tree. */
export type CelNode =
  | { readonly kind: 'literal'; readonly type: LiteralType; readonly text: string }
  /** `isAbsolute` with a dot before the name: it is never the variable of a macro. */
  | { readonly kind: 'name'; readonly name: string; readonly isAbsolute?: boolean }
  | { readonly kind: 'field'; readonly of: CelNode; readonly name: string }
  | { readonly kind: 'index'; readonly of: CelNode; readonly at: CelNode }
  | CelCall
  | { readonly kind: 'list'; readonly items: readonly CelNode[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: CelNode, value: CelNode])[] }
  /** A message such as `google.protobuf.Value{…}`. */
  | { readonly kind: 'message'; readonly name: string; readonly fields: readonly CelNode[] };

/**
 * A call. Operators are calls of functions with the operator's name: `&&` and `||` have all operands of a chain, `-` before a value is
 * `negate`, the conditional is `?:`. `of` is the value before the dot.
 */
export interface CelCall {
  readonly kind: 'call';
  readonly name: string;
  readonly of?: CelNode;
  readonly args: readonly CelNode[];
}

export type LiteralType = 'string' | 'bytes' | 'int' | 'uint' | 'double' | 'bool' | 'null';

/** The functions with which a list or map declares a name for its items. */
export const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['<', '<=', '>', '>=', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']];
const RESERVED = new Set(['true', 'false', 'null', 'in']);
const NO_TOKEN: Token = { kind: 'end', text: '' };
// the limit of cel-go (parser/options.go maxRecursionDepth)
const MAX_DEPTH = 250;

/** Parses an expression as CEL.g4 of cel-go does. @throws CelMistake where it is not CEL */
export function parseCel(text: string): CelNode {
  return new Parser(celTokens(text)).whole();
}

class Parser {
  private at = 0;
  private depth = 0;
  /** Position behind the last minus that is the sign of a value. */
  private afterMinus = -1;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): CelNode {
    const node = this.conditional();
    const { kind, text } = this.next;
    if (kind === 'end') return node;
    throw new CelMistake(kind === 'word' ? unknownWord(text) : `unexpected ${quoted(text)}`);
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
    if (!isOneOf([text], this.next)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (this.accept(text)) return;
    const { kind, text: found } = this.next;
    if (kind === 'end') throw new CelMistake(`${quoted(text)} is missing at the end`);
    throw new CelMistake(`expected ${quoted(text)} instead of ${quoted(found)}`);
  }

  private conditional(): CelNode {
    this.depth++;
    this.refuseDeeper(0);
    let node = this.level(0);
    if (this.accept('?')) {
      const first = this.level(0);
      this.expect(':');
      node = { kind: 'call', name: '?:', args: [node, first, this.conditional()] };
    }
    this.depth--;
    return node;
  }

  /** @param chained - the number of chained operators before this one, which count as nesting */
  private refuseDeeper(chained: number): void {
    if (this.depth + chained > MAX_DEPTH) throw new CelMistake(`it is nested more than ${MAX_DEPTH} deep`);
  }

  private level(level: number): CelNode {
    const signs = LEVELS[level];
    if (signs === undefined) return this.unary();
    return level > 1 ? this.chain(level, signs) : this.logic(level, signs);
  }

  /** Chains of && and || are balanced, so they do not count as nesting. */
  private logic(level: number, [sign = '']: readonly string[]): CelNode {
    const first = this.level(level + 1);
    const args = [first];
    while (this.accept(sign)) args.push(this.level(level + 1));
    return args.length === 1 ? first : { kind: 'call', name: sign, args };
  }

  private chain(level: number, signs: readonly string[]): CelNode {
    let node = this.level(level + 1);
    let chained = 0;
    for (let sign = this.next; isOneOf(signs, sign); sign = this.next) {
      this.at++;
      this.refuseDeeper(++chained);
      node = { kind: 'call', name: sign.text, args: [node, this.level(level + 1)] };
    }
    return node;
  }

  private unary(): CelNode {
    const { kind, text: sign } = this.next;
    if (kind !== 'sign' || (sign !== '!' && sign !== '-')) return this.member();
    let count = 0;
    while (this.accept(sign)) count++;
    if (sign === '-' && count === 1) this.afterMinus = this.at;
    const node = this.member();
    // two cancel each other out, whatever follows (parser.go VisitLogicalNot)
    return count % 2 === 0 ? node : { kind: 'call', name: sign === '-' ? 'negate' : '!', args: [node] };
  }

  private member(): CelNode {
    let node = this.primary();
    for (let chained = 1; ; chained++) {
      if (this.next.text === '.' || this.next.text === '[') this.refuseDeeper(chained);
      if (this.accept('.')) node = this.afterDot(node);
      else if (this.accept('[')) {
        node = { kind: 'index', of: node, at: this.conditional() };
        this.expect(']');
      } else return node;
    }
  }

  private afterDot(of: CelNode): CelNode {
    const name = this.next.kind === 'escaped' ? this.take().text : this.word();
    return this.accept('(') ? { kind: 'call', name, of, args: this.list(')') } : { kind: 'field', of, name };
  }

  private word(): string {
    const { kind, text } = this.take();
    if (kind === 'word' && !RESERVED.has(text)) return text;
    throw new CelMistake(text === '' ? 'a name is missing at the end' : `expected a name instead of ${quoted(text)}`);
  }

  /** Values separated by commas, up to `end`. */
  private list(end: string, mayEndInComma = false): CelNode[] {
    const items: CelNode[] = [];
    if (this.accept(end)) return items;
    if (!mayEndInComma || !this.accept(',')) {
      do {
        if (mayEndInComma && items.length > 0 && this.next.text === end) break;
        items.push(this.conditional());
      } while (this.accept(','));
    }
    this.expect(end);
    return items;
  }

  private primary(): CelNode {
    const { kind, text } = this.take();
    if (kind === 'end') throw new CelMistake('a value is missing at the end');
    if (kind === 'word') return this.afterWord(text);
    if (kind === 'int' || kind === 'uint') this.checkSize(kind, BigInt(text.replace(/[uU]$/, '')));
    if (kind !== 'sign' && kind !== 'escaped') return { kind: 'literal', type: kind, text };
    if (text === '(') {
      const node = this.conditional();
      this.expect(')');
      return node;
    }
    if (text === '[') return { kind: 'list', items: this.list(']', true) };
    if (text === '{') return { kind: 'map', entries: this.entries() };
    if (text === '.') return this.named(this.word(), true);
    throw new CelMistake(`expected a value instead of ${quoted(text)}`);
  }

  private checkSize(kind: 'int' | 'uint', value: bigint): void {
    const isNegative = this.afterMinus === this.at - 1;
    const most = kind === 'uint' ? 2n ** 64n - 1n : isNegative ? 2n ** 63n : 2n ** 63n - 1n;
    if (value > most) throw new CelMistake(`${value} is too large for an ${kind}`);
  }

  private entries(): (readonly [CelNode, CelNode])[] {
    const entries: (readonly [CelNode, CelNode])[] = [];
    if (this.accept(',')) this.expect('}');
    else if (!this.accept('}')) {
      do {
        if (entries.length > 0 && this.next.text === '}') break;
        const key = this.conditional();
        this.expect(':');
        entries.push([key, this.conditional()]);
      } while (this.accept(','));
      this.expect('}');
    }
    return entries;
  }

  private afterWord(word: string): CelNode {
    if (word === 'true' || word === 'false') return { kind: 'literal', type: 'bool', text: word };
    if (word === 'null') return { kind: 'literal', type: 'null', text: word };
    if (word === 'in') throw new CelMistake('expected a value instead of "in"');
    return this.named(word, false);
  }

  private named(name: string, isAbsolute: boolean): CelNode {
    if (this.accept('(')) return { kind: 'call', name, args: this.list(')') };
    const dotted = this.messageName(name);
    return dotted === undefined ? { kind: 'name', name, isAbsolute } : { kind: 'message', name: dotted, fields: this.fields() };
  }

  /** The dotted name before a brace, which is consumed. */
  private messageName(first: string): string | undefined {
    const names = [first];
    let at = this.at;
    for (; this.tokens[at]?.text === '.' && this.tokens[at + 1]?.kind === 'word'; at += 2) names.push(this.tokens[at + 1]?.text ?? '');
    if (!isOneOf(['{'], this.tokens[at] ?? NO_TOKEN)) return undefined;
    this.at = at + 1;
    return names.join('.');
  }

  private fields(): CelNode[] {
    const values: CelNode[] = [];
    while (!this.accept('}')) {
      this.word();
      this.expect(':');
      values.push(this.conditional());
      if (!this.accept(',') && this.next.text !== '}') this.expect('}');
    }
    return values;
  }
}

function isOneOf(signs: readonly string[], { kind, text }: Token): boolean {
  return (kind === 'sign' || kind === 'word') && signs.includes(text);
}

/** The message about a name that nothing declares. */
export function unknownWord(word: string): string {
  return `unknown identifier ${quoted(word)}; CEL strings need quotes`;
}
