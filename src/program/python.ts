import type { Calls } from './calls';
import { Flow } from './flow';
import { Draft, type ProgramFrame } from './frame';
import type { Names } from './names';
import { pythonLanguage } from './python-language';
import { freeQuote, isTripled, type Literal, NUMBER, PREFIX, TWO_SIGNS, WORD } from './python-literal';
import { PythonNames } from './python-names';
import { PythonStatement } from './python-statement';
import { VALUE } from './value';

/**
 * Parses a Python program (3.8 and newer) in which `\0` represents each value, and writes every value as one string:
 * `os.environ["NAME"]` in code, a literal of its own beside a string, a field of an f-string.
 */
export function readPython(source: string): ProgramFrame {
  return new PythonReader(source).read();
}

class PythonReader {
  private readonly draft = new Draft();
  private readonly names: Names;
  private readonly calls: Calls;
  private readonly statement: PythonStatement;
  private readonly flow: Flow;
  private at = 0;
  /** The number of open format specifiers of f-strings; before Python 3.12 at most two may be nested. */
  private formats = 0;
  /** Where `import os` is inserted: after the imports of `__future__`, which must come first. */
  private head: { readonly text: number; readonly offset: number } = { text: 0, offset: 0 };

  constructor(private readonly source: string) {
    this.flow = new Flow(source, pythonLanguage, this.draft);
    ({ names: this.names, calls: this.calls } = this.flow);
    this.statement = new PythonStatement(this.draft, this.calls);
    this.variables = new PythonNames(this.names, this.calls);
  }

  private readonly variables: PythonNames;

  read(): ProgramFrame {
    this.code(undefined);
    this.flow.end();
    this.draft.insert('import os\n', this.head.text, this.head.offset);
    return this.draft.frame();
  }

  /** Reads code to the end of the program, or to the brace that ends the expression in `text`. */
  private code(text: Literal | undefined): void {
    const depth = this.calls.depth;
    while (this.at < this.source.length) {
      const sign = this.source[this.at] as string;
      const isOuter = text !== undefined && this.calls.depth === depth;
      if (isOuter && (sign === '}' || sign === ':')) {
        this.endExpression(sign, text);
        return;
      }
      if (isOuter && sign === '!' && this.source[this.at + 1] !== '=') this.conversion(text);
      else this.token(sign, text);
    }
  }

  private token(sign: string, text: Literal | undefined): void {
    const word = this.match(WORD);
    if (text === undefined && this.statement.isFirst && !/\s|#/.test(sign)) this.variables.line(this.column());
    if (sign === VALUE) this.expression(text);
    else if (sign === '#') this.comment();
    else if (sign === '\n') this.lineEnd(text);
    else if (/\s/.test(sign)) this.take(1);
    else if (sign === '\\') this.take(2);
    else if (word !== undefined) this.word(word, text);
    else if (this.match(NUMBER) !== undefined) this.number();
    else if (sign === '"' || sign === "'") this.literal('', text);
    else this.sign(sign);
  }

  private word(word: string, text: Literal | undefined): void {
    const next = this.source[this.at + word.length];
    if ((next === '"' || next === "'") && PREFIX.test(word)) {
      this.literal(word, text);
      return;
    }
    this.option(word);
    if (!this.statement.isMember) this.variable(word, text);
    for (const id of this.variables.called(word, this.source.slice(this.at + word.length, this.at + word.length + 20)))
      this.flow.note(id, this.at, 0);
    this.take(word.length);
    this.statement.word(word);
  }

  private variable(word: string, text: Literal | undefined): void {
    const behind = this.source.slice(this.at + word.length, this.at + word.length + 300);
    this.flow.refuse(this.calls.word(word, this.statement.signBefore, behind));
    const position = text !== undefined ? 'field' : this.statement.isFirst ? 'first' : 'inside';
    for (const id of this.variables.word(word, behind, position)) this.flow.note(id, this.at, 0);
  }

  /** The indentation of the current line. */
  private column(): number {
    return this.at - this.source.lastIndexOf('\n', this.at - 1) - 1;
  }

  private number(): void {
    const number = this.match(NUMBER) ?? '';
    this.option(number);
    this.take(number.length);
    this.statement.number(number);
  }

  private option(word: string): void {
    if (this.statement.isShellOption(word)) this.flow.refuse(this.calls.setOption('shell'));
  }

  private sign(sign: string): void {
    const two = this.source.slice(this.at, this.at + 2);
    const isTwo = TWO_SIGNS.has(two);
    this.take(isTwo ? 2 : 1);
    if ('([{'.includes(sign)) this.open(sign);
    else if (')]}'.includes(sign)) this.close();
    else this.statement.sign(isTwo ? two : sign);
    if (!'([{)]}'.includes(sign)) this.calls.sign(sign);
    if (sign === ',') this.calls.comma();
    if (sign === ':' && !isTwo) this.calls.colon();
    if (sign === ';' || (sign === ':' && !isTwo)) this.variables.sign(sign);
  }

  private open(sign: string): void {
    this.statement.open(sign, this.flow.isProgramList(this.at - 1));
  }

  private close(): void {
    const closed = this.statement.close();
    if (closed !== undefined) this.flow.refuse(this.calls.inputOf(closed));
  }

  private comment(): void {
    while (this.at < this.source.length && this.source[this.at] !== '\n') {
      if (this.source[this.at] !== VALUE) this.take(1);
      else {
        this.draft.value((name) => name);
        this.at++;
      }
    }
  }

  private lineEnd(text: Literal | undefined): void {
    this.take(1);
    if (text !== undefined || this.calls.depth > 0) return;
    if (this.statement.isOfFuture) this.head = { text: this.draft.count, offset: this.draft.length };
    this.statement.end();
    this.names.end(0);
  }

  private endExpression(sign: string, text: Literal): void {
    this.take(1);
    if (sign === ':') this.format(text);
  }

  /** Reads the conversion of an f-string's field, such as `{value!r}`. */
  private conversion(text: Literal): void {
    this.take(1);
    this.statement.begin();
    if (this.source[this.at] === VALUE) {
      this.expression(text);
      this.draft.refuse(this.draft.count - 1, 'TW190', 'in the conversion of an f-string field', BEFORE);
    } else this.take(this.match(WORD)?.length ?? 0);
  }

  /** Reads the format specifier of an f-string's field, to its closing brace. */
  private format(text: Literal): void {
    this.formats++;
    this.readFormat(text);
    this.formats--;
  }

  private readFormat(text: Literal): void {
    while (this.at < this.source.length) {
      const sign = this.source[this.at];
      if (sign === '\n' && text.quote.length === 1) return;
      if (sign === VALUE) this.inFormat(text);
      else if (sign === '{') this.field(text);
      else {
        this.take(1);
        if (sign === '}') return;
      }
    }
  }

  private field(text: Literal): void {
    this.take(1);
    this.statement.begin();
    this.code(text);
  }

  private literal(prefix: string, outer: Literal | undefined): void {
    const start = this.at + prefix.length;
    const sign = this.source[start] as string;
    const quote = this.source.startsWith(sign.repeat(3), start) ? sign.repeat(3) : sign;
    const text: Literal = { prefix, quote, isFormatted: /[ft]/i.test(prefix), outer, values: [] };
    const begin = { value: this.draft.count, offset: this.draft.length };
    this.take(prefix.length + quote.length);
    const content = this.at;
    this.text(text, begin);
    const read = this.source.slice(content, this.at - quote.length);
    this.flow.literal(read);
    this.statement.string(text.values);
  }

  private text(text: Literal, begin: { readonly value: number; readonly offset: number }): void {
    const { quote, isFormatted } = text;
    let isOpen = true;
    while (this.at < this.source.length) {
      const sign = this.source[this.at] as string;
      if (this.source.startsWith(quote, this.at)) {
        this.take(quote.length, !isOpen);
        return;
      }
      if (sign === VALUE) isOpen = this.inText(text, isOpen, begin);
      else {
        if (!isOpen) this.draft.add(` ${text.prefix}${quote}`);
        isOpen = true;
        if (sign === '\n' && quote.length === 1) return;
        if (sign === '\\') this.take(isFormatted && this.source[this.at + 1] === '{' ? 1 : 2);
        else if (isFormatted && sign === '{' && this.source[this.at + 1] !== '{') this.nested(text);
        else this.take(isFormatted && sign === '{' ? 2 : 1);
      }
    }
  }

  /** Reads a field of an f-string, with the tokens before the string as the tokens before the field. */
  private nested(text: Literal): void {
    const outer = this.statement.save();
    this.field(text);
    this.statement.restore(outer);
  }

  private expression(text: Literal | undefined): void {
    const at = this.draft.count;
    const quote = freeQuote(text);
    this.statement.value(at);
    this.put((name) => `os.environ[${quote}${name}${quote}]`);
    if (quote === undefined) this.draft.refuse(at, 'TW190', 'in an f-string inside an f-string', BEFORE);
  }

  private inFormat(text: Literal): void {
    const at = this.draft.count;
    const quote = freeQuote(text);
    this.put((name) => `{os.environ[${quote}${name}${quote}]}`);
    if (quote === undefined) this.draft.refuse(at, 'TW190', 'in an f-string inside an f-string', BEFORE);
    else if (this.formats > 1) this.draft.refuse(at, 'TW190', 'in a format specifier inside a format specifier', BEFORE);
  }

  /** Writes a value into the text of a string; returns whether the literal is still open after it. */
  private inText(text: Literal, isOpen: boolean, begin: { readonly value: number; readonly offset: number }): boolean {
    const { quote, prefix, isFormatted, outer } = text;
    const at = this.draft.count;
    const own = isFormatted ? freeQuote(text) : undefined;
    text.values.push(at);
    if (own !== undefined) {
      if (!isOpen) this.draft.add(` ${prefix}${quote}`);
      this.put((name) => `{os.environ[${own}${name}${own}]}`);
      return true;
    }
    const free = freeQuote(outer);
    const delimiter = outer === undefined ? "'" : (free ?? '').repeat(3);
    const inner = outer === undefined ? '"' : free;
    const isBegin = isOpen && begin.value === at && this.draft.length === begin.offset + prefix.length + quote.length;
    if (isBegin) this.draft.rewrite(this.draft.tail.slice(0, begin.offset));
    else this.draft.add(isOpen ? `${quote} ` : ' ');
    this.put((name) => `f${delimiter}{os.environ[${inner}${name}${inner}]}${delimiter}`);
    if (/b/i.test(prefix))
      this.draft.refuse(at, 'TW190', 'in a bytes literal', 'append it to the literal, such as b"..." + value.encode()');
    else if (/t/i.test(prefix) || free === undefined || isTripled(outer, delimiter))
      this.draft.refuse(at, 'TW190', 'in a string inside an f-string', BEFORE);
    return false;
  }

  private put(writer: (name: string) => string): void {
    const at = this.draft.count;
    this.draft.value(writer);
    this.at++;
    this.flow.note(at, this.at, 0);
  }

  /** @param isSilent - whether the text is left out of the draft */
  private take(length: number, isSilent = false): void {
    const text = this.source.slice(this.at, this.at + length);
    // an escaped value is still a value
    const read = text.includes(VALUE) ? text.slice(0, text.indexOf(VALUE)) : text;
    if (!isSilent) this.draft.add(read);
    this.at += read.length;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }
}

const BEFORE = 'assign it to a variable on a line before, such as name = value, and use that';
