import type { Calls } from './calls';
import type { Draft } from './frame';

type Kind = 'start' | 'word' | 'number' | 'string' | 'value' | 'sign' | 'close';

const KEYWORDS: ReadonlySet<string> = new Set(
  'and as assert async await class def del elif else except finally for from global if import in is lambda nonlocal not or raise return while with yield'.split(
    ' ',
  ),
);
const NAMING: ReadonlySet<string> = new Set(['as', 'class', 'def', 'del', 'for', 'global', 'import', 'lambda', 'nonlocal']);
const BEHIND: ReadonlySet<string> = new Set(['and', 'as', 'else', 'for', 'if', 'in', 'is', 'not', 'or', 'async']);

const BESIDE = 'write an operator between them, as name + value, or put the value into a string';
const NAME = 'a value is a string, not a name; for a key write settings[value], for a module importlib.import_module(value)';
const FORMAT = 'write the value behind it, as "{} {}".format(value, other), or use an f-string';
const PATTERN = 'write a condition, as case name if name == value';

/** What stands before a place in a Python program: enough to tell whether a value can stand there as an expression. */
export class PythonStatement {
  private kind: Kind = 'start';
  private text = '';
  private beforeDot: Kind = 'start';
  private last = -1;
  /** What is called, when a bracket comes next. */
  private path = '';
  private first = '';
  private count = 0;
  private isPattern = false;
  /** Values in the string literals that stand here, one beside the other. */
  private formatted: number[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly calls: Calls,
  ) {}

  /** What stands here, for `restore`. */
  save(): object {
    return { ...this };
  }

  restore(saved: object): void {
    Object.assign(this, saved);
  }

  /** A statement ends. */
  end(): void {
    this.begin();
    this.first = '';
    this.count = 0;
    this.isPattern = false;
  }

  /** An expression of an f-string begins. */
  begin(): void {
    this.kind = 'start';
    this.formatted = [];
  }

  word(text: string): void {
    const isBehind = this.kind === 'value' && !BEHIND.has(text);
    if (isBehind) this.draft.refuse(this.last, 'TW190', `beside ${JSON.stringify(text)}`, BESIDE);
    const isMember = this.isSign('.');
    if (text === 'lambda') this.calls.arrow();
    if (isMember && this.beforeDot === 'string' && /^format(?:_map)?$/.test(text)) this.refuseFormatted();
    this.path = isMember ? `${this.path}.${text}` : text;
    this.next('word', text);
  }

  number(text: string): void {
    if (this.kind === 'value') this.draft.refuse(this.last, 'TW190', `beside ${text}`, BESIDE);
    this.next('number', text);
  }

  /** A string literal has ended; `values` are those in its text. */
  string(values: readonly number[]): void {
    if (this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'beside a string', BESIDE);
    const formatted = this.kind === 'string' ? [...this.formatted, ...values] : [...values];
    if (this.isPattern || (this.kind === 'word' && this.first === 'case' && this.count === 1))
      for (const value of values) this.draft.refuse(value, 'TW190', 'in a pattern', PATTERN);
    this.next('string', '');
    this.formatted = formatted;
  }

  sign(text: string): void {
    if (text === '=' && this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'where a name is set', NAME);
    if (text === '%' && this.kind === 'string') this.refuseFormatted();
    if (text === '.') this.beforeDot = this.kind;
    if (text === '.' && this.kind !== 'word') this.path = '';
    if (text === ':' && this.calls.depth === 0) this.isPattern = false;
    const { formatted } = this;
    if (text === ';' && this.calls.depth === 0) {
      this.end();
      return;
    }
    this.next('sign', text);
    if (text === '.') this.formatted = formatted;
  }

  open(sign: string): void {
    this.calls.open(sign, sign === '(' && this.kind === 'word' && !KEYWORDS.has(this.text) ? this.path : '');
    this.next('sign', sign);
  }

  close(): void {
    this.calls.close();
    this.next('close', '');
  }

  /** The value number `at` stands here as an expression. */
  value(at: number): void {
    const { kind, text } = this;
    const isFirst = this.count === 1 && (text === 'case' || text === 'match');
    if (this.isPattern || (isFirst && text === 'case')) this.draft.refuse(at, 'TW190', 'in a pattern', PATTERN);
    else if (this.isSign('.')) this.draft.refuse(at, 'TW190', 'behind a dot', `${NAME}, or getattr(object, value)`);
    else if (kind === 'word' && (NAMING.has(text) || (text === 'from' && this.count === 1)))
      this.draft.refuse(at, 'TW190', `behind ${JSON.stringify(text)}`, NAME);
    else if ((kind === 'word' && !KEYWORDS.has(text) && !isFirst) || ['number', 'string', 'close', 'value'].includes(kind))
      this.draft.refuse(at, 'TW190', kind === 'word' ? `beside ${JSON.stringify(text)}` : `beside a ${nameOf[kind] ?? kind}`, BESIDE);
    this.last = at;
    this.next('value', '');
  }

  /** Whether `shell=True` has just been read. */
  isShellOption(word: string): boolean {
    return this.isSign('=') && this.beforeSign === 'shell' && (word === 'True' || word === '1');
  }

  /** Whether `from __future__` begins the line. */
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

  private refuseFormatted(): void {
    for (const value of this.formatted) this.draft.refuse(value, 'TW190', 'in a text that is formatted again', FORMAT);
  }
}

const nameOf: { readonly [k in Kind]?: string } = { number: 'number', string: 'string', close: 'bracket', value: 'value' };
