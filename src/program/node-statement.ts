import { type Closed, calledAfter } from './called';
import type { Calls } from './calls';
import type { Draft } from './frame';
import { PROGRAM_LIST } from './known';

type Kind = 'start' | 'word' | 'number' | 'string' | 'value' | 'sign' | 'close' | 'template' | 'regex';

// keywords before an expression, or between two
export const KEYWORDS: ReadonlySet<string> = new Set(
  'await case default delete do else export extends if in instanceof new of return throw typeof void while yield const let var class function import for with switch try catch finally'.split(
    ' ',
  ),
);
const NAMING: ReadonlySet<string> = new Set(['const', 'let', 'var', 'class', 'function', 'import', 'as', 'from', 'new']);
const BEHIND: ReadonlySet<string> = new Set(['in', 'instanceof', 'of', 'as', 'from']);
// a ( after these holds a condition, and an expression may begin after the )
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);

const BESIDE = 'write an operator between them, such as name + value, or put the value into a string';
const NAME = 'a value is a string and cannot be a name; for a key write settings[value]';

/** The tokens before a position in a JavaScript program: enough to distinguish operators from operands. */
export class NodeStatement {
  private kind: Kind = 'start';
  private text = '';
  private last = -1;
  private path = '';
  private isBehindLine = false;
  /** Whether the bracket that was just closed enclosed a condition or a block. */
  private isBegun = true;
  private readonly blocks: boolean[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly calls: Calls,
  ) {}

  save(): object {
    return { ...this };
  }

  restore(saved: object): void {
    Object.assign(this, saved);
  }

  begin(): void {
    this.next('start', '');
  }

  lineEnd(): void {
    this.isBehindLine = true;
  }

  /** Whether an expression may begin here, so that a `/` begins a regular expression. */
  get isOpen(): boolean {
    if (this.kind === 'word') return KEYWORDS.has(this.text) && !this.isMember;
    if (this.kind === 'close') return this.isBegun;
    return this.kind === 'start' || (this.kind === 'sign' && this.text !== '++' && this.text !== '--');
  }

  word(text: string): void {
    const isMember = this.isSign('.') || this.isSign('?.');
    if (this.kind === 'value' && !BEHIND.has(text) && !this.isBehindLine) this.beside(JSON.stringify(text));
    const before = this.path;
    this.next('word', text);
    this.isMember = isMember;
    this.path = isMember ? `${before}.${text}` : text;
  }

  literal(kind: 'number' | 'string' | 'template' | 'regex'): void {
    if (this.kind === 'value' && !this.isBehindLine) this.beside(`a ${kind}`);
    this.next(kind, '');
  }

  sign(text: string): void {
    if (text === '=' && this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'in place of a parameter or variable name', NAME);
    if (text === '.' && this.kind !== 'word' && !this.isModule) this.path = '';
    if (text === '=>') this.calls.arrow();
    this.next('sign', text);
  }

  /** @param list - whether the bracket adds words behind `bash -c` (`list`), or imports a file of the program (`file`) */
  open(sign: string, list?: 'list' | 'file'): void {
    const isName = this.isMember || !KEYWORDS.has(this.text) || (this.text === 'import' && list !== 'file');
    const isCall = sign === '(' && ((this.kind === 'word' && isName) || (this.kind === 'close' && this.isModule));
    const word = this.kind === 'word' && !this.isMember ? this.text : '';
    // where an expression may begin, a brace is an object, except for those that begin statements
    const isBlock =
      sign === '{' &&
      (!this.isOpen || this.kind !== 'sign'
        ? !/^(?:return|in|of|typeof|case|default|await|yield|throw|void|delete|new)$/.test(word)
        : ['=>', ';', '{'].includes(this.text));
    this.blocks.push(isBlock);
    this.outer.push(this.kind === 'word' || this.isModule ? this.path : '');
    this.calls.open(sign, list === 'list' ? PROGRAM_LIST : isCall ? this.path : '', word, isBlock);
    this.next('sign', sign);
  }

  private readonly outer: string[] = [];

  close(): Closed {
    const inside = this.kind === 'word' ? this.path : '';
    const before = this.outer.pop() ?? '';
    const isBlock = this.blocks.pop() ?? false;
    const bracket = this.calls.close();
    this.next('close', '');
    const module =
      bracket?.callee === 'require' ? /^(?:node:)?(child_process|vm|worker_threads)$/.exec(bracket.elements[0] ?? '')?.[1] : undefined;
    this.isBegun = isBlock || (bracket?.open === '(' && CONDITIONS.has(bracket.word));
    const name = module ?? (this.isBegun ? undefined : calledAfter(bracket, before, inside));
    this.isModule = name !== undefined;
    if (name !== undefined) this.path = name;
    return bracket;
  }

  private get isInBlock(): boolean {
    return this.blocks[this.blocks.length - 1] === true;
  }

  /** Whether the word here, before a colon, is the key of an object. */
  get isKey(): boolean {
    return this.calls.top?.open === '{' && (this.isSign('{') || this.isSign(','));
  }

  /** Records value number `at` as an expression; `next` is the text after it. */
  value(at: number, next: string): void {
    const { kind, text } = this;
    if (this.isSign('.') || this.isSign('?.') || this.isSign('#')) this.draft.refuse(at, 'TW190', 'after a dot', NAME);
    else if (kind === 'word' && !this.isMember && NAMING.has(text)) this.draft.refuse(at, 'TW190', `after ${JSON.stringify(text)}`, NAME);
    else if (!this.isOpen && !this.isBehindLine)
      this.draft.refuse(at, 'TW190', kind === 'word' ? `beside ${JSON.stringify(text)}` : 'beside another expression', BESIDE);
    else if (this.isKey && !this.isInBlock && /^\s*[,}]/.test(next))
      this.draft.refuse(at, 'TW190', 'in place of a name', 'write a key before it, such as { name: value }');
    this.last = at;
    this.next('value', '');
  }

  /** Whether a backtick here would belong to the line before, which ends in an expression. */
  get wouldTag(): boolean {
    return this.isBehindLine && !this.isOpen;
  }

  /** The option `shell` or `eval` whose value begins here, and is not false. */
  optionHere(word: string): string | undefined {
    const option = this.calls.key ?? '';
    const isSet = this.isSign(':') && /^(?:shell|eval)$/.test(option) && !/^(?:false|null|undefined)$/.test(word);
    return isSet ? option : undefined;
  }

  /** The sign that was just read. */
  get signBefore(): string {
    return this.kind === 'sign' ? this.text : '';
  }

  /** Whether a dot has just been read, so that a property follows. */
  get isAfterDot(): boolean {
    return this.isSign('.') || this.isSign('?.');
  }

  get isImport(): boolean {
    return this.kind === 'word' && !this.isMember && (this.text === 'from' || this.text === 'import');
  }

  private isMember = false;
  private isModule = false;

  private isSign(text: string): boolean {
    return this.kind === 'sign' && this.text === text;
  }

  private beside(what: string): void {
    this.draft.refuse(this.last, 'TW190', `beside ${what}`, BESIDE);
  }

  private next(kind: Kind, text: string): void {
    this.kind = kind;
    this.text = text;
    this.isMember = false;
    this.isModule = false;
    this.isBehindLine = false;
  }
}
