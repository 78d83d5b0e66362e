import type { Command, Part, Word } from '../syntax';
import { ParameterReader, type PieceReader, type Surrounding } from './parameter-reader';
import { readLiteral, valuePart } from './quotes';
import { MAX_DEPTH, nameHazard, type Source, Unreadable } from './source';

/** Reads the commands of a substitution: up to its `)`, or all of `source`. */
export interface NestedReader {
  upToBracket(): readonly Command[];
  /** The commands of the text between backticks, up to the offset of the second one. */
  upToBacktick(end: number, isInDouble: boolean): readonly Command[];
}

const META = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
const PLAIN = /[\w./:=,%+@^~-]+/y;
const VARIABLE = /[A-Za-z_]\w*/y;
/** A variable that is set and not read. */
const ASSIGNED = /[A-Za-z_]\w*\s{0,9}=(?!=)/y;
const NAME = /[A-Za-z_]\w*|[0-9]|[@*#?$!-]/y;

/** Reads words and the expansions in them, as POSIX and bash define them. */
export class WordReader implements PieceReader {
  private readonly parameters: ParameterReader;
  private depth = 0;

  constructor(
    private readonly source: Source,
    private readonly nested: NestedReader,
    /** Whether every shell that may execute the script supports `$'…'`. */
    private readonly hasAnsi: boolean,
  ) {
    this.parameters = new ParameterReader(source, this);
  }

  /** Reads a word; it has no parts when there is none. `isRegex` allows brackets and control operators in it, as after `=~`. */
  word(isRegex = false): Word {
    const { source } = this;
    const from = source.at;
    const parts: Part[] = [];
    let depth = 0;
    while (!source.isOver) {
      const { char } = source;
      if (isRegex && (char === '(' || char === ')')) depth += char === '(' ? 1 : -1;
      if (META.has(char) && !(isRegex && (depth > 0 || !/\s/.test(char)))) {
        if (!this.tryGlued(parts, char, from)) break;
      } else if (META.has(char)) {
        parts.push(this.text(1));
      } else {
        parts.push(...this.piece());
      }
      if (isRegex && depth < 0) break;
    }
    return { from: source.offset(from), to: source.offset(source.at), parts };
  }

  /** Process substitutions and extended patterns: brackets that belong to a word. */
  private tryGlued(parts: Part[], char: string, from: number): boolean {
    const { source } = this;
    if ((char === '<' || char === '>') && source.next === '(') {
      source.at += 2;
      const part = this.commands();
      parts.push(part.kind === 'commands' && char === '>' ? { ...part, isReceiver: true } : part);
      return true;
    }
    const before = source.at > from ? source.text.charAt(source.at - 1) : '';
    const isPattern = char === '(' && '@!?*+'.includes(before) && before !== '' && !(before === '!' && source.at === from + 1);
    if (!isPattern) return false;
    parts.push(...this.until(')', () => this.piece()));
    return true;
  }

  /** Reads from the current character up to `close`, which may be nested in brackets. */
  private until(close: string, piece: () => Part[]): Part[] {
    const { source } = this;
    const parts: Part[] = [this.text(1)];
    for (let depth = 0; ; ) {
      if (source.isOver) throw new Unreadable(`a "${close}" is missing`);
      if (source.char === '(') depth++;
      if (source.char === close && depth-- === 0) {
        parts.push(this.text(1));
        return parts;
      }
      parts.push(...(META.has(source.char) ? [this.text(1)] : piece()));
    }
  }

  piece(): Part[] {
    const { source } = this;
    const location = source.tryValue('bare');
    if (location !== undefined) return [valuePart(location)];
    switch (source.char) {
      case '\\':
        return this.escape('bare');
      case "'":
        return this.single();
      case '"':
        return this.double();
      case '`':
        return [this.backticks(false)];
      case '$':
        return this.dollar('bare');
      default:
        return [this.text(source.match(PLAIN)?.[0].length ?? 1)];
    }
  }

  private text(length: number, isQuoted = false): Part {
    const { source } = this;
    source.at += length;
    return { kind: 'text', text: source.text.slice(source.at - length, source.at), isQuoted };
  }

  /** A backslash and the character that it quotes; inside double quotes it quotes only a few characters. */
  private escape(surrounding: Surrounding): Part[] {
    const { source } = this;
    const from = source.at;
    source.at += 1;
    const location = source.tryValue(surrounding, true);
    if (location !== undefined) return [valuePart(location)];
    const { char } = source;
    if (source.isOver) return [{ kind: 'text', text: '\\', isQuoted: true }];
    source.at += 1;
    if (char === '\n') {
      source.mark('continuation', from, source.at);
      return [];
    }
    source.mark('escape', from, source.at);
    const isTaken = surrounding === 'bare' || '$`\\'.includes(char) || (surrounding === 'double' && char === '"');
    return [{ kind: 'text', text: isTaken ? char : `\\${char}`, isQuoted: true }];
  }

  private single(): Part[] {
    return readLiteral(this.source, 'single', true);
  }

  private ansi(): Part[] {
    this.source.at += 1;
    return readLiteral(this.source, 'ansi', this.hasAnsi);
  }

  double(): Part[] {
    const { source } = this;
    source.at += 1;
    const parts: Part[] = [{ kind: 'text', text: '', isQuoted: true }];
    while (source.char !== '"') {
      if (source.isOver) throw new Unreadable('a quote " is not closed');
      const from = source.at;
      const piece = this.quotedPiece('double');
      if (piece[0]?.kind === 'text' || piece[0]?.kind === 'parameter') source.mark('quoted', from, source.at);
      parts.push(...piece);
    }
    source.at += 1;
    return parts;
  }

  quotedPiece(surrounding: 'double' | 'heredoc'): Part[] {
    const { source } = this;
    const location = source.tryValue(surrounding);
    if (location !== undefined) return [valuePart(location)];
    if (source.char === '\\') return this.escape(surrounding);
    if (source.char === '$') return this.dollar(surrounding);
    if (source.char === '`') return [this.backticks(surrounding === 'double')];
    return [this.text(source.match(PLAIN)?.[0].length ?? 1, true)];
  }

  private backticks(isInDouble: boolean): Part {
    const { source } = this;
    let end = source.at + 1;
    while (end < source.end && (source.values.has(end) || source.text.charAt(end) !== '`'))
      end += source.values.get(end)?.length ?? (source.text.charAt(end) === '\\' ? 2 : 1);
    if (end >= source.end) throw new Unreadable('a backtick is missing');
    source.at += 1;
    const commands = this.nested.upToBacktick(end, isInDouble);
    source.at = end + 1;
    return { kind: 'commands', commands };
  }

  private commands(): Part {
    const { source } = this;
    const { arithmetic } = source;
    source.arithmetic = undefined;
    const commands = this.nested.upToBracket();
    source.arithmetic = arithmetic;
    return { kind: 'commands', commands };
  }

  private dollar(surrounding: Surrounding): Part[] {
    if (++this.depth > MAX_DEPTH) throw new Unreadable('it is nested too deep');
    const parts = this.expansion(surrounding);
    this.depth--;
    return parts;
  }

  private expansion(surrounding: Surrounding): Part[] {
    const { source } = this;
    if (source.startsWith('$((')) return [this.tryArithmetic('$((', '))', 'an arithmetic expansion') ?? this.substitution()];
    if (source.startsWith('$(')) return [this.substitution()];
    if (source.startsWith('${')) return [this.parameters.read(surrounding)];
    if (source.startsWith('$[')) return [this.tryArithmetic('$[', ']', 'an arithmetic expansion') ?? this.text(1)];
    if (source.next === "'" && surrounding === 'bare') return this.ansi();
    source.at += 1;
    if (surrounding === 'bare' && source.char === '"') return this.double();
    const name = source.match(NAME)?.[0];
    if (name !== undefined && name !== '') {
      source.at += name.length;
      return [{ kind: 'parameter', name, use: source.use(name), parts: [] }];
    }
    const hazard = { ...nameHazard('the name of a variable'), fix: 'write \\$ for a dollar sign, or the value without the $' };
    const location = source.tryValue(surrounding, false, hazard);
    return location === undefined ? [{ kind: 'text', text: '$', isQuoted: surrounding !== 'bare' }] : [valuePart(location)];
  }

  private substitution(): Part {
    this.source.at += 2;
    return this.commands();
  }

  tryArithmetic(open: string, close: string, where: string, array?: string): Part | undefined {
    const { source } = this;
    const state = source.save();
    const outer = source.arithmetic;
    source.at += open.length;
    source.arithmetic = { where: outer?.where ?? where, ...(array === undefined ? {} : { array }) };
    const parts = this.tryExpression(close);
    source.arithmetic = outer;
    if (parts !== undefined) {
      if (parts.some(({ kind }) => kind === 'commands')) source.notes.calculated.push({ parts, where: outer?.where ?? where });
      return { kind: 'arithmetic', parts };
    }
    source.restore(state);
    return undefined;
  }

  private tryExpression(close: string): Part[] | undefined {
    const { source } = this;
    const parts: Part[] = [];
    const stack: string[] = [];
    while (!source.isOver) {
      if (stack.length === 0 && source.startsWith(close)) {
        source.at += close.length;
        return parts;
      }
      const { char } = source;
      const pair = BRACKETS.get(char);
      if (pair !== undefined) stack.push(pair);
      else if (char !== '' && char === stack[stack.length - 1]) stack.pop();
      else if (char === ')' || char === '}') return undefined;
      parts.push(...this.operandOrSign());
    }
    return undefined;
  }

  /** A name in arithmetic is a variable, whose content bash evaluates. */
  private operandOrSign(): Part[] {
    const { source } = this;
    const name = source.text.charAt(source.at - 1) === '#' ? undefined : source.match(VARIABLE)?.[0];
    if (name !== undefined && source.match(ASSIGNED) === undefined) {
      const use = source.use(name);
      source.at += name.length;
      return [{ kind: 'parameter', name, use, parts: [] }];
    }
    if (name !== undefined) return [this.text(name.length, true)];
    const number = source.match(/\d\w*/y)?.[0];
    if (number !== undefined) return [this.text(number.length, true)];
    return '$`\\'.includes(source.char) ? this.quotedPiece('double') : [this.text(1, true)];
  }
}

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
