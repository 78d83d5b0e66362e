import { ruleError } from '../diagnostics';

/** Writes the variable of a name in its place. @throws TekwireError (with TW190 or TW191) where no value is allowed */
export type Writer = (name: string) => string;

/** A program with values in it: `texts[0]`, the first value, `texts[1]` and so on. */
export interface ProgramFrame {
  readonly texts: readonly string[];
  /** One per value. */
  readonly writers: readonly Writer[];
  /** Values whose writers throw. */
  readonly refusals: readonly Refusal[];
}

/** Why a value is not allowed in its place. */
export interface Refusal {
  /** Number of the value. */
  readonly value: number;
  readonly code: 'TW190' | 'TW191';
  readonly where: string;
  readonly line: number;
  readonly fix: string;
}

/** A program that is being written: texts and values between them. Values can still be refused later. */
export class Draft {
  private readonly texts: string[] = [''];
  private readonly writers: Writer[] = [];
  private readonly lines: number[] = [];
  private line = 1;

  /** The number of values so far. */
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

  /** Replaces the text since the last value. */
  rewrite(text: string): void {
    this.texts[this.texts.length - 1] = text;
  }

  /** Inserts a string at an earlier position: `offset` in the text after value number `at`. */
  insert(text: string, at: number, offset: number): void {
    const whole = this.texts[at] ?? '';
    this.texts[at] = whole.slice(0, offset) + text + whole.slice(offset);
  }

  value(writer: Writer): void {
    this.writers.push(writer);
    this.lines.push(this.line);
    this.texts.push('');
  }

  /** Refuses a value that has been written. The first reason is kept. */
  refuse(at: number, code: 'TW190' | 'TW191', where: string, fix: string): void {
    if (this.refused.has(at)) return;
    this.refused.set(at, { value: at, code, where, fix });
    this.writers[at] = (name) => {
      throw ruleError(code, '', `the value ${name} is ${where} (line ${this.lines[at]})`, fix);
    };
  }

  /** Changes how a value that has been written is written. */
  change(at: number, changed: (text: string) => string): void {
    const writer = this.writers[at];
    if (writer !== undefined && !this.refused.has(at)) this.writers[at] = (name) => changed(writer(name));
  }

  private readonly refused = new Map<number, Omit<Refusal, 'line'>>();

  frame(): ProgramFrame {
    return {
      texts: this.texts,
      writers: this.writers,
      refusals: [...this.refused.values()].map((one) => ({ ...one, line: this.lines[one.value] ?? 0 })),
    };
  }
}
