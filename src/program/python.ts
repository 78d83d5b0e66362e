import { Calls, type Hazard } from './calls';
import { Draft, type ProgramFrame } from './frame';
import { pythonCalls } from './python-calls';
import { PythonStatement } from './python-statement';
import { VALUE } from './value';

/** A string literal that is being read. */
interface Literal {
  readonly prefix: string;
  readonly quote: string;
  readonly isFormatted: boolean;
  /** The f-string in whose expression it stands. */
  readonly outer: Literal | undefined;
  /** Values in its text. */
  readonly values: number[];
}

/**
 * Follows a Python program (3.8 and newer) in which `\0` stands for each value, and writes every value so that it is one string there:
 * `os.environ["NAME"]` in code, a literal of its own beside a string, a field of an f-string.
 */
export function readPython(source: string): ProgramFrame {
  return new PythonReader(source).read();
}

class PythonReader {
  private readonly draft = new Draft();
  private readonly calls = new Calls(pythonCalls);
  private readonly statement = new PythonStatement(this.draft, this.calls);
  private at = 0;
  /** How many formats of f-strings are open; before Python 3.12 there are at most two, one in the other. */
  private formats = 0;
  /** Where `import os` goes: behind the imports of `__future__`, which have to come first. */
  private head: { readonly text: number; readonly offset: number } = { text: 0, offset: 0 };

  constructor(private readonly source: string) {}

  read(): ProgramFrame {
    this.code(undefined);
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
    if (this.statement.isShellOption(word)) this.refuseAll(this.calls.runsShell());
    this.take(word.length);
    this.statement.word(word);
  }

  private number(): void {
    const number = this.match(NUMBER) ?? '';
    this.take(number.length);
    this.statement.number(number);
  }

  private sign(sign: string): void {
    const two = this.source.slice(this.at, this.at + 2);
    const isTwo = TWO_SIGNS.has(two);
    this.take(isTwo ? 2 : 1);
    if ('([{'.includes(sign)) this.statement.open(sign);
    else if (')]}'.includes(sign)) this.statement.close();
    else this.statement.sign(isTwo ? two : sign);
    if (sign === ',') this.calls.comma();
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
  }

  private endExpression(sign: string, text: Literal): void {
    this.take(1);
    if (sign === ':') this.format(text);
  }

  /** Reads how a field of an f-string is converted, as in `{value!r}`. */
  private conversion(text: Literal): void {
    this.take(1);
    this.statement.begin();
    if (this.source[this.at] === VALUE) {
      this.expression(text);
      this.draft.refuse(this.draft.count - 1, 'TW190', 'where an f-string says how to convert', BEFORE);
    } else this.take(this.match(WORD)?.length ?? 0);
  }

  /** Reads how an f-string formats a value, to its closing brace. */
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
    this.calls.literal(read);
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

  /** Reads a field of an f-string; what stands before the string is what stands before it then, too. */
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
    if (quote === undefined) this.draft.refuse(at, 'TW190', 'in an f-string in an f-string', BEFORE);
  }

  private inFormat(text: Literal): void {
    const at = this.draft.count;
    const quote = freeQuote(text);
    this.put((name) => `{os.environ[${quote}${name}${quote}]}`);
    if (quote === undefined) this.draft.refuse(at, 'TW190', 'in an f-string in an f-string', BEFORE);
    else if (this.formats > 1) this.draft.refuse(at, 'TW190', 'in a format in a format', BEFORE);
  }

  /** Writes a value into the text of a string; returns whether the literal is still open behind it. */
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
    if (/b/i.test(prefix)) this.draft.refuse(at, 'TW190', 'in a bytes literal', 'write it behind the literal, as b"..." + value.encode()');
    else if (/t/i.test(prefix) || free === undefined || isTripled(outer, delimiter))
      this.draft.refuse(at, 'TW190', 'in a string in an f-string', BEFORE);
    return false;
  }

  private put(writer: (name: string) => string): void {
    const at = this.draft.count;
    this.draft.value(writer);
    this.at++;
    const found = this.calls.value(at);
    if (found !== undefined) this.refuseAll([found]);
  }

  private refuseAll(found: readonly Hazard[]): void {
    for (const { value, where, purpose } of found)
      this.draft.refuse(value, 'TW191', `${where}, where ${purpose === 'code' ? 'Python' : 'a shell'} would run it`, FIXES[purpose]);
  }

  /** @param isSilent - whether what is read is left out of the draft */
  private take(length: number, isSilent = false): void {
    const text = this.source.slice(this.at, this.at + length);
    // an escaped value is a value all the same
    const read = text.includes(VALUE) ? text.slice(0, text.indexOf(VALUE)) : text;
    if (!isSilent) this.draft.add(read);
    this.at += read.length;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }
}

const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /\.?\d[\w.]*/y;
const PREFIX = /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/i;
const TWO_SIGNS: ReadonlySet<string> = new Set(['==', '!=', '<=', '>=', ':=', '->', '**', '//', '+=', '-=', '*=', '/=', '%=', '|=', '&=']);
const BEFORE = 'put it into a variable on a line before, as name = value, and use that';
const FIXES = {
  code: 'use the value as data, as json.loads(value) or int(value)',
  shell: 'give the program its arguments in a list, as subprocess.run(["ls", value]), or quote it with shlex.quote(value)',
};

/** A quote that ends none of the f-strings around; before Python 3.12 an expression in one cannot have the quote of the string. */
function freeQuote(text: Literal | undefined): string | undefined {
  const taken = new Set<string>();
  for (let one = text; one !== undefined; one = one.outer) taken.add(one.quote);
  return ['"', "'"].find((quote) => !taken.has(quote));
}

function isTripled(text: Literal | undefined, quote: string): boolean {
  for (let one = text; one !== undefined; one = one.outer) if (one.quote === quote) return true;
  return false;
}
