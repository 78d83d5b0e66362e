import type { Calls } from './calls';
import { Flow } from './flow';
import { Draft, type ProgramFrame } from './frame';
import type { Names } from './names';
import { nodeLanguage } from './node-calls';
import { NodeNames } from './node-names';
import { NodeStatement } from './node-statement';
import { VALUE } from './value';

/**
 * Parses a JavaScript program for Node.js (CommonJS) in which `\0` represents each value, and writes every value as one string:
 * `process.env["NAME"]` in code, a field of a template; a string that contains a value becomes a template.
 */
export function readNode(source: string): ProgramFrame {
  return new NodeReader(source).read();
}

/** A string literal that is being read, and its start. */
interface Literal {
  readonly quote: string;
  readonly value: number;
  readonly offset: number;
  readonly isKey: boolean;
  readonly refusal: readonly [where: string, fix: string] | undefined;
  isTemplate: boolean;
}

class NodeReader {
  private readonly draft = new Draft();
  private readonly names: Names;
  private readonly calls: Calls;
  private readonly statement: NodeStatement;
  private readonly variables: NodeNames;
  private readonly flow: Flow;
  private at = 0;

  constructor(private readonly source: string) {
    this.flow = new Flow(source, nodeLanguage, this.draft);
    ({ names: this.names, calls: this.calls } = this.flow);
    this.statement = new NodeStatement(this.draft, this.calls);
    this.variables = new NodeNames(this.names, this.calls);
  }

  read(): ProgramFrame {
    this.code(false);
    this.flow.end();
    return this.draft.frame();
  }

  /** Reads code to the end of the program, or to the brace that ends a field of a template. */
  private code(isField: boolean): void {
    const depth = this.calls.depth;
    while (this.at < this.source.length) {
      const sign = this.source[this.at] as string;
      if (isField && sign === '}' && this.calls.depth === depth) {
        this.take(1);
        return;
      }
      this.token(sign);
    }
  }

  private token(sign: string): void {
    if (sign === VALUE) this.expression();
    else if (/\s/.test(sign)) this.blank(sign);
    else if (this.isAt('//') || this.isAt('<!--')) this.comment('\n', 0);
    else if (this.isAt('/*')) this.comment('*/', 2);
    else if (sign === '"' || sign === "'") this.string(sign);
    else if (sign === '`') this.template();
    else if (sign === '/' && this.statement.isOpen) this.regex();
    else if (this.match(WORD) !== undefined) this.word();
    else if (this.match(NUMBER) !== undefined) this.number();
    else this.sign(sign);
  }

  private blank(sign: string): void {
    this.take(1);
    if (sign !== '\n') return;
    this.statement.lineEnd();
    // without a semicolon, an expression goes on where an operator follows
    if (!this.statement.isOpen && !/^\s*(?:[-.+*/%?:&|<>=,([`]|$)/.test(this.source.slice(this.at, this.at + 200))) this.variables.end();
  }

  private word(): void {
    const word = this.match(WORD) ?? '';
    this.option(word);
    const behind = this.source.slice(this.at + word.length, this.at + word.length + 300);
    const isKey = this.statement.isKey && /^\s*:/.test(behind);
    if (isKey) this.calls.keyword(word);
    else if (!this.statement.isAfterDot) {
      this.flow.refuse(this.calls.word(word, this.statement.signBefore, behind));
      for (const id of this.variables.word(word, behind)) this.flow.note(id, this.at, this.calls.functionDepth);
    }
    for (const id of this.variables.called(word, behind)) this.flow.note(id, this.at, this.calls.functionDepth);
    this.take(word.length);
    this.statement.word(word);
  }

  private number(): void {
    this.take(this.match(NUMBER)?.length ?? 0);
    this.statement.literal('number');
  }

  private option(word: string): void {
    const option = this.statement.optionHere(word);
    if (option !== undefined) this.flow.refuse(this.calls.setOption(option));
  }

  private sign(sign: string): void {
    const text = SIGNS.find((one) => this.isAt(one)) ?? sign;
    this.take(text.length);
    if ('([{'.includes(sign)) this.open(sign);
    else if (')]}'.includes(sign)) {
      const closed = this.statement.close();
      if (closed !== undefined) this.flow.refuse(this.calls.inputOf(closed));
      this.variables.close();
    } else this.statement.sign(text);
    if (text === '=>') this.variables.arrow(this.source.slice(Math.max(0, this.at - 300), this.at));
    if (!')]}([{'.includes(sign)) this.calls.sign(text);
    if (sign === ',' || sign === ';') this.variables.end();
    if (sign === ',') this.calls.comma();
    if (sign === ':') this.calls.colon();
  }

  private open(sign: string): void {
    const isFile = /^\s*["'`](?:\.{0,2}\/|node:)/.test(this.source.slice(this.at, this.at + 20));
    this.statement.open(sign, this.flow.isProgramList(this.at - 1) ? 'list' : isFile ? 'file' : undefined);
    this.variables.open(this.source.slice(Math.max(0, this.at - 300), this.at - 1));
  }

  private comment(end: string, length: number): void {
    const found = this.source.indexOf(end, this.at + length);
    const stop = found < 0 ? this.source.length : found + length;
    while (this.at < stop) {
      if (this.source[this.at] !== VALUE) this.take(1);
      else {
        // a comment is never executed
        this.draft.value((name) => name);
        this.at++;
      }
    }
  }

  private expression(): void {
    const at = this.draft.count;
    const isKey = this.statement.isKey && /^\s*:/.test(this.source.slice(this.at + 1, this.at + 200));
    this.statement.value(at, this.source.slice(this.at + 1, this.at + 200));
    this.put((name) => (isKey ? `[process.env["${name}"]]` : `process.env["${name}"]`));
  }

  private template(): void {
    this.take(1);
    while (this.at < this.source.length && !this.isAt('`')) {
      if (this.isAt(VALUE)) this.put(field);
      else if (this.isAt('\\')) this.take(2);
      else if (this.isAt('${')) this.field();
      else this.take(1);
    }
    this.take(1);
    this.statement.literal('template');
  }

  private field(): void {
    this.take(2);
    const outer = this.statement.save();
    this.statement.begin();
    this.code(true);
    this.statement.restore(outer);
  }

  private string(quote: string): void {
    const literal: Literal = {
      quote,
      value: this.draft.count,
      offset: this.draft.length,
      isKey: this.statement.isKey,
      refusal: this.refusalOfString(),
      isTemplate: false,
    };
    this.option('true');
    this.take(1);
    const begin = this.at;
    while (this.at < this.source.length && !this.isAt(quote) && !this.isAt('\n')) this.inString(literal);
    const content = this.source.slice(begin, this.at);
    this.flow.literal(content);
    if (OCTAL.test(content))
      for (let value = literal.value; value < this.draft.count; value++)
        this.draft.refuse(value, 'TW190', 'in a string with an octal escape', 'write the escape as \\x00');
    this.endString(literal);
    this.statement.literal('string');
  }

  /** Why a string cannot contain a value here. */
  private refusalOfString(): readonly [string, string] | undefined {
    if (this.statement.isImport) return ['in the name of a module', 'write a literal name; choose between several with switch'];
    return this.statement.wouldTag ? ['in a string at the start of a line', 'end the line before with ;'] : undefined;
  }

  private inString(literal: Literal): void {
    if (this.isAt(VALUE)) this.valueInString(literal);
    else if (this.isAt('\\')) this.take(2);
    else if (literal.isTemplate && (this.isAt('`') || this.isAt('${'))) this.escaped();
    else this.take(1);
  }

  private valueInString(literal: Literal): void {
    const at = this.draft.count;
    const tail = this.draft.tail;
    if (!literal.isTemplate) this.draft.rewrite(`${tail.slice(0, literal.offset)}\`${inTemplate(tail.slice(literal.offset + 1))}`);
    literal.isTemplate = true;
    this.put(field);
    const [where, fix] = literal.refusal ?? [];
    if (where !== undefined && fix !== undefined) this.draft.refuse(at, 'TW190', where, fix);
  }

  private escaped(): void {
    this.draft.add('\\');
    this.take(1);
  }

  private endString({ isTemplate, isKey, value, offset }: Literal): void {
    if (!isTemplate || this.isAt('\n')) {
      if (!this.isAt('\n')) this.take(1);
      return;
    }
    this.at++;
    const isComputed = isKey && /^\s*:/.test(this.source.slice(this.at, this.at + 200));
    this.draft.add(isComputed ? '`]' : '`');
    if (isComputed) this.draft.insert('[', value, offset);
  }

  private regex(): void {
    this.take(1);
    let isClass = false;
    while (this.at < this.source.length && !this.isAt('\n')) {
      if (this.isAt(VALUE)) {
        this.put(field);
        this.draft.refuse(this.draft.count - 1, 'TW190', 'in a regular expression', 'write new RegExp(value)');
        continue;
      }
      const sign = this.source[this.at];
      this.take(sign === '\\' ? 2 : 1);
      if (sign === '[') isClass = true;
      else if (sign === ']') isClass = false;
      else if (sign === '/' && !isClass) break;
    }
    this.take(this.match(WORD)?.length ?? 0);
    this.statement.literal('regex');
  }

  private put(writer: (name: string) => string): void {
    const at = this.draft.count;
    this.draft.value(writer);
    this.at++;
    this.flow.note(at, this.at, this.calls.functionDepth);
  }

  private take(length: number): void {
    const text = this.source.slice(this.at, this.at + length);
    // an escaped value is still a value
    const read = text.includes(VALUE) ? text.slice(0, text.indexOf(VALUE)) : text;
    this.draft.add(read);
    this.at += read.length;
  }

  private isAt(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }
}

const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
const SIGNS = ['===', '!==', '...', '=>', '++', '--', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '**'];
// in a template only \0 alone is allowed
const OCTAL = /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|0\d)/;
function field(name: string): string {
  return `\${process.env["${name}"]}`;
}

/** The text of a string literal, escaped for a template. */
function inTemplate(text: string): string {
  return text.replace(/\\[\s\S]|`|\$\{/g, (found) => (found.startsWith('\\') ? found : `\\${found}`));
}
