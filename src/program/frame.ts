/** How the variable of a name is written in its place. @throws Error (with TW190 or TW191) where no value can stand */
export type Writer = (name: string) => string;

/** A program with places for values: `texts[0]`, the first value, `texts[1]` and so on. */
export interface ProgramFrame {
  readonly texts: readonly string[];
  /** Of each value. */
  readonly writers: readonly Writer[];
}

/** A program while it is written: texts and, between them, values, of which what comes later may still refuse one. */
export class Draft {
  private readonly texts: string[] = [''];
  private readonly writers: Writer[] = [];
  private readonly lines: number[] = [];
  private line = 1;

  /** How many values there are by now. */
  get count(): number {
    return this.writers.length;
  }

  /** Length of the text since the last value. */
  get length(): number {
    return this.tail.length;
  }

  get tail(): string {
    return this.texts[this.texts.length - 1] ?? '';
  }

  add(text: string): void {
    this.texts[this.texts.length - 1] += text;
    for (const sign of text) if (sign === '\n') this.line++;
  }

  /** Puts another text in place of that since the last value. */
  rewrite(text: string): void {
    this.texts[this.texts.length - 1] = text;
  }

  /** Puts a text in at a place where the draft has been: in the text behind value number `at`. */
  insert(text: string, at: number, offset: number): void {
    const whole = this.texts[at] ?? '';
    this.texts[at] = whole.slice(0, offset) + text + whole.slice(offset);
  }

  value(writer: Writer): void {
    this.writers.push(writer);
    this.lines.push(this.line);
    this.texts.push('');
  }

  /** Refuses a value that is there already. The first reason holds. */
  refuse(at: number, code: 'TW190' | 'TW191', where: string, fix: string): void {
    if (this.refused.has(at)) return;
    this.refused.add(at);
    this.writers[at] = (name) => {
      throw new Error(`${code} the value ${name} stands ${where} (line ${this.lines[at]}); ${fix}`);
    };
  }

  private readonly refused = new Set<number>();

  frame(): ProgramFrame {
    return { texts: this.texts, writers: this.writers };
  }
}
