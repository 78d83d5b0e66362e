import type { Calls } from './calls';
import type { Draft } from './frame';

type Kind = 'start' | 'word' | 'number' | 'string' | 'value' | 'sign' | 'close' | 'template' | 'regex';

// words behind which an expression comes, or that stand between two
const KEYWORDS: ReadonlySet<string> = new Set(
  'await case default delete do else export extends if in instanceof new of return throw typeof void while yield const let var class function import for with switch try catch finally'.split(
    ' ',
  ),
);
const NAMING: ReadonlySet<string> = new Set(['const', 'let', 'var', 'class', 'function', 'import', 'as', 'from', 'new']);
const BEHIND: ReadonlySet<string> = new Set(['in', 'instanceof', 'of', 'as', 'from']);
// a ( behind them holds a condition, and what follows the ) begins an expression
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);

const BESIDE = 'write an operator between them, as name + value, or put the value into a string';
const NAME = 'a value is a string, not a name; for a key write settings[value]';

/** What stands before a place in a JavaScript program: enough to tell an operator from what it works on. */
export class NodeStatement {
  private kind: Kind = 'start';
  private text = '';
  private last = -1;
  private path = '';
  private isBehindLine = false;
  /** Whether the bracket that has just been closed was that of a condition or a block. */
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

  /** Whether an expression may begin here: a `/` begins a regular expression then. */
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
    if (text === '=' && this.kind === 'value') this.draft.refuse(this.last, 'TW190', 'where a name is set', NAME);
    if (text === '.' && this.kind !== 'word' && !this.isModule) this.path = '';
    if (text === '=>') this.calls.arrow();
    this.next('sign', text);
  }

  open(sign: string): void {
    const isCall = sign === '(' && this.kind === 'word' && (this.isMember || !KEYWORDS.has(this.text));
    const word = this.kind === 'word' && !this.isMember ? this.text : '';
    // a brace where an expression may stand is an object, but for those that begin statements
    const isBlock =
      sign === '{' &&
      (!this.isOpen || this.kind !== 'sign'
        ? !/^(?:return|in|of|typeof|case|default|await|yield|throw|void|delete|new)$/.test(word)
        : ['=>', ';', '{'].includes(this.text));
    this.blocks.push(isBlock);
    this.calls.open(sign, isCall ? this.path : '', word, isBlock);
    this.next('sign', sign);
  }

  close(): void {
    const isBlock = this.blocks.pop() ?? false;
    const bracket = this.calls.close();
    this.next('close', '');
    const module = bracket?.callee === 'require' ? /^(?:node:)?(child_process|vm)$/.exec(bracket.elements[0] ?? '')?.[1] : undefined;
    this.isModule = module !== undefined;
    if (module !== undefined) this.path = module;
    this.isBegun = isBlock || (bracket?.open === '(' && CONDITIONS.has(bracket.word));
  }

  private get isInBlock(): boolean {
    return this.blocks[this.blocks.length - 1] === true;
  }

  /** Whether what stands here, before a colon, is the key of an object. */
  get isKey(): boolean {
    return this.calls.top?.open === '{' && (this.isSign('{') || this.isSign(','));
  }

  /** The value number `at` stands here as an expression; `next` is what follows. */
  value(at: number, next: string): void {
    const { kind, text } = this;
    if (this.isSign('.') || this.isSign('?.') || this.isSign('#')) this.draft.refuse(at, 'TW190', 'behind a dot', NAME);
    else if (kind === 'word' && !this.isMember && NAMING.has(text)) this.draft.refuse(at, 'TW190', `behind ${JSON.stringify(text)}`, NAME);
    else if (!this.isOpen && !this.isBehindLine)
      this.draft.refuse(at, 'TW190', kind === 'word' ? `beside ${JSON.stringify(text)}` : 'beside another expression', BESIDE);
    else if (this.isKey && !this.isInBlock && /^\s*[,}]/.test(next))
      this.draft.refuse(at, 'TW190', 'in place of a name', 'write a key before it, as { name: value }');
    this.last = at;
    this.next('value', '');
  }

  /** Whether a backtick here would belong to the line before, which ends in an expression. */
  get wouldTag(): boolean {
    return this.isBehindLine && !this.isOpen;
  }

  /** Whether `shell: true`, or the path of a shell, begins here. */
  isShellOption(word: string): boolean {
    return this.isSign(':') && this.beforeSign === 'shell' && word !== 'false';
  }

  get isImport(): boolean {
    return this.kind === 'word' && !this.isMember && (this.text === 'from' || this.text === 'import');
  }

  private isMember = false;
  private isModule = false;
  private beforeSign = '';

  private isSign(text: string): boolean {
    return this.kind === 'sign' && this.text === text;
  }

  private beside(what: string): void {
    this.draft.refuse(this.last, 'TW190', `beside ${what}`, BESIDE);
  }

  private next(kind: Kind, text: string): void {
    this.beforeSign = kind === 'sign' ? this.text : '';
    this.kind = kind;
    this.text = text;
    this.isMember = false;
    this.isModule = false;
    this.isBehindLine = false;
  }
}
