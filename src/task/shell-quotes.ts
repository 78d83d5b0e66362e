/** Where in a shell script the reader stands. */
export type ShellPlace = 'plain' | 'double' | 'single' | 'ansi' | 'arithmetic' | 'comment' | 'heredoc' | 'literal-heredoc';

type Opened = 'double' | 'single' | 'ansi' | 'arithmetic' | 'substitution' | 'backtick';

interface Heredoc {
  readonly delimiter: string;
  readonly isLiteral: boolean;
  readonly stripsTabs: boolean;
}

const ORDINARY = /[\w ./:=,-]+/y;

/**
 * Follows the quotes of a shell script, chunk by chunk, so that a value can be put in with the quotes that its place needs.
 * Knows quotes, escapes, comments, substitutions, arithmetic and here-documents: all that changes how a `"` is read.
 */
export class ShellQuotes {
  private readonly open: Opened[] = [];
  private readonly announced: Heredoc[] = [];
  private isComment = false;
  private heredoc: Heredoc | undefined;
  private line = '';

  /** Reads on. */
  read(chunk: string): void {
    for (let i = 0; i < chunk.length; i++) i += this.skip(chunk, i) ?? this.step(chunk, i);
  }

  /** Reads a run of characters that mean nothing anywhere in a shell script; returns how many there are after the first. */
  private skip(chunk: string, i: number): number | undefined {
    ORDINARY.lastIndex = i;
    const run = ORDINARY.exec(chunk)?.[0];
    if (run === undefined) return undefined;
    this.line += run;
    return run.length - 1;
  }

  /** Takes note of a value that stands here: it is part of the line, whatever its text. */
  readValue(): void {
    this.line += 'x';
  }

  get place(): ShellPlace {
    if (this.heredoc !== undefined) return this.heredoc.isLiteral ? 'literal-heredoc' : 'heredoc';
    if (this.isComment) return 'comment';
    const top = this.open[this.open.length - 1];
    if (this.open.includes('arithmetic')) return 'arithmetic';
    return top === undefined || top === 'substitution' || top === 'backtick' ? 'plain' : top;
  }

  /** Reads the character at `i`; returns how many more it has consumed. */
  private step(chunk: string, i: number): number {
    const char = chunk[i] ?? '';
    if (char === '\n') return this.endLine();
    const before = this.line;
    this.line += char;
    if (this.heredoc !== undefined || this.isComment) return 0;
    const top = this.open[this.open.length - 1];
    if (top === 'single') return this.closeOn(char, "'");
    if (char === '\\') return this.escape(chunk, i);
    if (top === 'ansi') return this.closeOn(char, "'");
    if (chunk.startsWith('$((', i)) return this.push('arithmetic', '((');
    if (chunk.startsWith('$(', i)) return this.push('substitution', '(');
    if (char === '`') return top === 'backtick' ? this.closeOn(char, '`') : this.push('backtick');
    if (top === 'arithmetic') return this.stepArithmetic(chunk, i);
    if (top === 'double') return this.closeOn(char, '"');
    return this.stepPlain(char, chunk.slice(i), before);
  }

  private stepArithmetic(chunk: string, i: number): number {
    if (chunk[i] === '(') return this.push('substitution');
    if (!chunk.startsWith('))', i)) return 0;
    this.open.pop();
    this.line += ')';
    return 1;
  }

  private stepPlain(char: string, rest: string, before: string): number {
    if (char === '"') return this.push('double');
    if (char === "'") return this.push(before.endsWith('$') ? 'ansi' : 'single');
    if (char === '(' && this.open.length > 0) return this.push('substitution');
    if (char === ')' && this.open.length > 0) this.open.pop();
    if (char === '#' && (before === '' || /[\s;&|(]$/.test(before))) this.isComment = true;
    if (char === '<' && rest.startsWith('<<') && !rest.startsWith('<<<')) this.announce(rest);
    return rest.startsWith('<<<') ? 2 : 0;
  }

  private push(kind: Opened, more = ''): number {
    this.open.push(kind);
    this.line += more;
    return more.length;
  }

  private closeOn(char: string, quote: string): number {
    if (char === quote) this.open.pop();
    return 0;
  }

  private escape(chunk: string, i: number): number {
    const next = chunk[i + 1];
    if (next === undefined || next === '\n') return 0;
    this.line += next;
    return 1;
  }

  private announce(rest: string): void {
    const match = /^<<(-?)[ \t]*(\\?)(?:'([^'\n]*)'|"([^"\n]*)"|([A-Za-z0-9_.-]+))/.exec(rest);
    if (match === null) return;
    const [, dash, slash, single, double, bare] = match;
    this.announced.push({
      delimiter: single ?? double ?? bare ?? '',
      isLiteral: bare === undefined || slash === '\\',
      stripsTabs: dash === '-',
    });
  }

  private endLine(): number {
    const { heredoc } = this;
    if (heredoc !== undefined) {
      const text = heredoc.stripsTabs ? this.line.replace(/^\t+/, '') : this.line;
      if (text === heredoc.delimiter) this.heredoc = this.announced.shift();
    } else if (!['single', 'double', 'ansi'].includes(this.place)) this.heredoc = this.announced.shift();
    this.line = '';
    this.isComment = false;
    return 0;
  }
}
