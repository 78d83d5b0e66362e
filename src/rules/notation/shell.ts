/** What a shell makes of a script. Texts are as long as the script: what is left out is blanked. */
export interface Shell {
  /** The shell that runs it; `sh` without a line `#!`, as Tekton adds one then. */
  readonly dialect: 'sh' | 'bash';
  /** What follows `#!`; undefined without such a line, where Tekton adds `set -e` too. */
  readonly shebang: string | undefined;
  /** Without comments, the insides of quotes and here-documents; lines that go on are one. */
  readonly code: string;
  /** Without comments and here-documents. */
  readonly text: string;
  /** The simple commands of `code`, each as its words; words such as `if` and `sudo` before them are left out. */
  readonly commands: readonly (readonly string[])[];
}

const dialects: ReadonlyMap<string, Shell['dialect']> = new Map([
  ['sh', 'sh'],
  ['dash', 'sh'],
  ['ash', 'sh'],
  ['bash', 'bash'],
]);

/** Undefined for scripts of other languages, and for those whose quotes we cannot follow: of them nothing is said. Linear. */
export function tryReadShell(script: string): Shell | undefined {
  const shebang = shebangOf(script);
  const dialect = dialectOf(script);
  if (dialect === undefined) return undefined;
  const mask = new Mask(script);
  if (!mask.isWhole) return undefined;
  const { code, text } = mask;
  return { dialect, shebang, code, text, commands: commandsOf(code) };
}

/** The shell that runs a script; undefined for another language. */
export function dialectOf(script: string): Shell['dialect'] | undefined {
  const shebang = shebangOf(script);
  return shebang === undefined ? 'sh' : dialects.get(interpreter(shebang));
}

function shebangOf(script: string): string | undefined {
  const end = script.includes('\n') ? script.indexOf('\n') : script.length;
  return script.startsWith('#!') ? script.slice(2, end).trim() : undefined;
}

/** `bash` of `/usr/bin/env -S bash -e`. */
function interpreter(shebang: string): string {
  const names = shebang.split(/\s+/).map((word) => word.slice(word.lastIndexOf('/') + 1));
  if (names[0] !== 'env') return names[0] ?? '';
  return names.slice(1).find((name) => !name.startsWith('-') && !name.includes('=')) ?? '';
}

// at one length, so that the place of a word stays the same
const VARIABLE = /\$\([a-z]+[.[][^()\s]*\)/g;

/** Commands as lists of words, with `$(params.x)` blanked. */
function commandsOf(code: string): string[][] {
  return code
    .replace(VARIABLE, (variable) => '_'.repeat(variable.length))
    .split(/[\n;|&()`]+/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

const prefixes = new Set([
  'if',
  'while',
  'until',
  'then',
  'do',
  'else',
  'elif',
  '!',
  '{',
  '}',
  'time',
  'sudo',
  'exec',
  'command',
  'env',
  'nohup',
]);
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** The words of one command from its name on; of one that only sets variables there are none. */
export function wordsOf(command: string): string[] {
  const words = command.split(/\s+/).filter((word) => word !== '');
  const first = words.findIndex((word) => !prefixes.has(word) && !ASSIGNMENT.test(word) && !word.startsWith('-'));
  return first < 0 ? [] : words.slice(first);
}

type Mode = { readonly kind: 'code' | 'quoted' | 'ticks' } | { readonly kind: 'inner'; depth: number };

const WORD_END = /[\s;&|<>()]/;

/** One walk over a script that tells code from quotes, comments and here-documents. */
class Mask {
  readonly code: string;
  readonly text: string;
  /** Whether every quote ends. */
  readonly isWhole: boolean;
  private at = 0;
  private readonly codes: string[] = [];
  private readonly texts: string[] = [];
  private readonly modes: Mode[] = [{ kind: 'code' }];
  /** Here-documents whose first line has yet to come, by their last line. */
  private pending: { readonly end: string; readonly isIndented: boolean }[] = [];

  constructor(private readonly script: string) {
    while (this.at < script.length) this.step();
    this.code = this.codes.join('');
    this.text = this.texts.join('');
    this.isWhole = this.modes.length === 1;
  }

  private step(): void {
    const char = this.script.charAt(this.at);
    if (char === '\\') this.escape();
    else if (this.mode.kind === 'quoted') this.stepQuoted(char);
    else this.stepCode(char);
  }

  private get mode(): Mode {
    return this.modes[this.modes.length - 1] ?? { kind: 'code' };
  }

  private stepQuoted(char: string): void {
    if (char === '"') {
      this.modes.pop();
      this.keep(1);
    } else if (this.script.startsWith('$(', this.at)) {
      this.modes.push({ kind: 'inner', depth: 0 });
      this.keep(2);
    } else if (char === '`') this.tick();
    else this.hide(1);
  }

  private stepCode(char: string): void {
    if (char === "'") this.single();
    else if (char === '"') {
      this.modes.push({ kind: 'quoted' });
      this.keep(1);
    } else if (char === '`') this.tick();
    else if (char === '#' && this.isWordStart()) this.blank(this.lineEnd() - this.at);
    else if (this.script.startsWith('<<', this.at)) this.hereDocument();
    else if (char === '\n') this.newline();
    else this.stepBracket(char);
  }

  private stepBracket(char: string): void {
    const { mode } = this;
    if (mode.kind === 'inner' && char === '(') mode.depth++;
    if (mode.kind === 'inner' && char === ')' && mode.depth-- === 0) this.modes.pop();
    this.keep(1);
  }

  private escape(): void {
    if (this.script.charAt(this.at + 1) === '\n') this.blank(2);
    else this.hide(Math.min(2, this.script.length - this.at));
  }

  private single(): void {
    const isAnsi = this.script.charAt(this.at - 1) === '$';
    this.keep(1);
    while (this.at < this.script.length && this.script.charAt(this.at) !== "'") {
      this.hide(isAnsi && this.script.charAt(this.at) === '\\' ? Math.min(2, this.script.length - this.at) : 1);
    }
    if (this.at < this.script.length) this.keep(1);
    else this.modes.push({ kind: 'quoted' });
  }

  private tick(): void {
    if (this.mode.kind === 'ticks') this.modes.pop();
    else this.modes.push({ kind: 'ticks' });
    this.keep(1);
  }

  private hereDocument(): void {
    if (this.script.startsWith('<<<', this.at)) {
      this.keep(3);
      return;
    }
    const isIndented = this.script.charAt(this.at + 2) === '-';
    let from = this.at + (isIndented ? 3 : 2);
    while (this.script.charAt(from) === ' ') from++;
    let to = from;
    while (to < this.script.length && !WORD_END.test(this.script.charAt(to))) to++;
    const end = this.script.slice(from, to).replace(/['"\\]/g, '');
    // in arithmetic it shifts bits
    if (/^[A-Za-z_]/.test(end)) {
      this.pending.push({ end, isIndented });
      this.keep(to - this.at);
    } else this.keep(2);
  }

  private newline(): void {
    this.keep(1);
    for (const { end, isIndented } of this.pending) {
      let isEnd = false;
      while (!isEnd && this.at < this.script.length) {
        const line = this.script.slice(this.at, this.lineEnd());
        isEnd = (isIndented ? line.replace(/^\t+/, '') : line) === end;
        this.blank(line.length);
        if (this.at < this.script.length) this.keep(1);
      }
    }
    this.pending = [];
  }

  private lineEnd(): number {
    const end = this.script.indexOf('\n', this.at);
    return end < 0 ? this.script.length : end;
  }

  private isWordStart(): boolean {
    return this.at === 0 || /[\s;&|()]/.test(this.script.charAt(this.at - 1));
  }

  private keep(count: number): void {
    this.put(
      count,
      (part) => part,
      (part) => part,
    );
  }

  private hide(count: number): void {
    this.put(
      count,
      (part) => '_'.repeat(part.length),
      (part) => part,
    );
  }

  private blank(count: number): void {
    const spaces = (part: string) => ' '.repeat(part.length);
    this.put(count, spaces, spaces);
  }

  private put(count: number, asCode: (part: string) => string, asText: (part: string) => string): void {
    const part = this.script.slice(this.at, this.at + count);
    this.codes.push(asCode(part));
    this.texts.push(asText(part));
    this.at += part.length;
  }
}
