import { type Closed, calledAfter } from './called';
import type { Calls } from './calls';
import type { Draft } from './frame';
import { PROGRAM_LIST } from './known';

type Kind = 'start' | 'word' | 'number' | 'string' | 'value' | 'sign' | 'close';

export const KEYWORDS: ReadonlySet<string> = new Set(
  'and as assert async await class def del elif else except finally for from global if import in is lambda nonlocal not or raise return while with yield'.split(
    ' ',
  ),
);
const NAMING: ReadonlySet<string> = new Set(['as', 'class', 'def', 'del', 'for', 'global', 'import', 'lambda', 'nonlocal']);
const BEHIND: ReadonlySet<string> = new Set(['and', 'as', 'else', 'for', 'if', 'in', 'is', 'not', 'or', 'async']);

const BESIDE = 'write an operator between them, such as name + value, or put the value into a string';
const NAME = 'a value is a string and cannot be a name; for a key write settings[value], for a module importlib.import_module(value)';
const PATTERN = 'write a condition, such as case name if name == value';

/** The tokens before a position in a Python program: enough to find out whether an expression is allowed there. */
export class PythonStatement {
  private kind: Kind = 'start';
  private text = '';
  private beforeDot: Kind = 'start';
  private last = -1;
  /** The function that is called if a bracket comes next. */
  private path = '';
  private first = '';
  private count = 0;
  private isPattern = false;
  /** Values in the adjacent string literals at the current position. */
  private formatted: number[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly calls: Calls,
  ) {}

  /** Returns the current state, for `restore`. */
  save(): object {
    return { ...this };
  }

  restore(saved: object): void {
    Object.assign(this, saved);
  }

  /** Ends a statement. */
  end(): void {
    this.begin();
    this.first = '';
    this.count = 0;
    this.isPattern = false;
  }

  /** Starts an expression of an f-string. */
  begin(): void {
    this.kind = 'start';
    this.formatted = [];
  }

  word(text: string): void {
    const isBehind = this.kind === 'value' && !BEHIND.has(text);
    if (isBehind) this.draft.refuse(this.last, 'TW190', `beside ${JSON.stringify(text)}`, BESIDE);
    const isMember = this.isSign('.');
    if (text === 'lambda') this.calls.arrow();
    if (isMember && this.beforeDot === 'string' && /^format(?:_map)?$/.test(text)) this.escapeFormatted(['{', '}']);
    this.path = isMember ? `${this.path}.${text}` : text;
    this.next('word', text);
  }

  number(text: string): void {
    if (this.kind === 'value') this.draft.refuse(this.last, 'TW190', `beside ${text}`, BESIDE);
    this.next('number', text);
  }

  /** Records the end of a string literal; `values` are the values in it. */
  string(values: readonly number[]): void {
    if (this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'beside a string', BESIDE);
    const formatted = this.kind === 'string' ? [...this.formatted, ...values] : [...values];
    if (this.isPattern || (this.kind === 'word' && this.first === 'case' && this.count === 1))
      for (const value of values) this.draft.refuse(value, 'TW190', 'in a pattern', PATTERN);
    this.next('string', '');
    this.formatted = formatted;
  }

  sign(text: string): void {
    if (text === '=' && this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'in place of a parameter or variable name', NAME);
    if (text === '%' && this.kind === 'string') this.escapeFormatted(['%']);
    if (text === '.') this.beforeDot = this.kind;
    if (text === '.' && this.kind !== 'word' && !(this.kind === 'close' && this.isNamed)) this.path = '';
    if (text === ':' && this.calls.depth === 0) this.isPattern = false;
    const { formatted } = this;
    if (text === ';' && this.calls.depth === 0) {
      this.end();
      return;
    }
    this.next('sign', text);
    if (text === '.') this.formatted = formatted;
  }

  /** @param isProgramList - whether the bracket adds words behind `bash -c` */
  open(sign: string, isProgramList = false): void {
    const isCall = sign === '(' && ((this.kind === 'word' && !KEYWORDS.has(this.text)) || (this.kind === 'close' && this.isNamed));
    this.outer.push(this.path);
    this.calls.open(sign, isProgramList ? PROGRAM_LIST : isCall ? this.path : '');
    this.next('sign', sign);
  }

  close(): Closed {
    const isWord = this.kind === 'word';
    const inside = this.kind === 'string' ? this.formatted : [];
    const closed = this.calls.close();
    const before = this.outer.pop() ?? '';
    const name = calledAfter(closed, before, isWord ? this.path : '');
    // a string in brackets is still a string: ("a" "b") % c
    this.next(inside.length > 0 && closed?.open === '(' && closed.callee === '' ? 'string' : 'close', '');
    if (this.kind === 'string') this.formatted = inside;
    this.isNamed = name !== undefined;
    if (name !== undefined) this.path = name;
    return closed;
  }

  private readonly outer: string[] = [];
  /** Whether the bracket that was just closed stands for a function, as in `getattr(os, "system")`. */
  private isNamed = false;

  /** The sign that was just read. */
  get signBefore(): string {
    return this.kind === 'sign' ? this.text : '';
  }

  /** Records value number `at` as an expression. */
  value(at: number): void {
    const { kind, text } = this;
    const isFirst = this.count === 1 && (text === 'case' || text === 'match');
    if (this.isPattern || (isFirst && text === 'case')) this.draft.refuse(at, 'TW190', 'in a pattern', PATTERN);
    else if (this.isSign('.')) this.draft.refuse(at, 'TW190', 'after a dot', `${NAME}, or getattr(object, value)`);
    else if (kind === 'word' && (NAMING.has(text) || (text === 'from' && this.count === 1)))
      this.draft.refuse(at, 'TW190', `after ${JSON.stringify(text)}`, NAME);
    else if ((kind === 'word' && !KEYWORDS.has(text) && !isFirst) || ['number', 'string', 'close', 'value'].includes(kind))
      this.draft.refuse(at, 'TW190', kind === 'word' ? `beside ${JSON.stringify(text)}` : `beside a ${nameOf[kind] ?? kind}`, BESIDE);
    this.last = at;
    this.next('value', '');
  }

  /** Whether the value of `shell=` begins here, and is not false. */
  isShellOption(word: string): boolean {
    const isSet = (this.isSign('=') && this.beforeSign === 'shell') || (this.isSign(':') && this.calls.key === 'shell');
    return isSet && !/^(?:False|None|0)$/.test(word);
  }

  /** Whether nothing of the statement has been read. */
  get isFirst(): boolean {
    return this.count === 0;
  }

  /** Whether a dot has just been read, so that an attribute follows. */
  get isMember(): boolean {
    return this.isSign('.');
  }

  /** Whether the line begins with `from __future__`. */
  get isOfFuture(): boolean {
    return this.first === 'from' && this.future;
  }

  private future = false;
  private beforeSign = '';

  private isSign(text: string): boolean {
    return this.kind === 'sign' && this.text === text;
  }

  private next(kind: Kind, text: string): void {
    if (this.count === 0) this.first = kind === 'word' ? text : '';
    if (this.count === 1) {
      this.isPattern = this.first === 'case' && ['word', 'number', 'string', 'value'].includes(kind);
      this.future = text === '__future__';
    }
    this.beforeSign = kind === 'sign' ? this.text : '';
    this.count++;
    this.kind = kind;
    this.text = text;
    this.formatted = [];
  }

  /** The string here is formatted again: in the values in it, the signs of formats are doubled. */
  private escapeFormatted(signs: readonly string[]): void {
    const doubled = (quote: string) => signs.map((sign) => `.replace(${quote}${sign}${quote}, ${quote}${sign}${sign}${quote})`).join('');
    for (const value of this.formatted)
      this.draft.change(value, (text) => text.replace(/os\.environ\[(["'])\w+\1\]/, (found, quote: string) => found + doubled(quote)));
  }
}

const nameOf: { readonly [k in Kind]?: string } = { number: 'number', string: 'string', close: 'bracket', value: 'value' };
