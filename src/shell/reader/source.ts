import type { Command, FunctionBody, Hazard, Mark, Part, Quoting, Span, ValueLocation } from '../syntax';

/** A value in a script, represented by `length` characters. */
export interface Value {
  readonly index: number;
  readonly length: number;
  /** What identifies the value. */
  readonly id?: string;
}

/** Values by their offset in the script. */
export type Values = ReadonlyMap<number, Value>;

/** Thrown and caught inside the reader when a script cannot be parsed. */
export class Unreadable extends Error {}

/** The results of reading a script; shared by all nested readers. */
export class Notes {
  readonly locations: ValueLocation[] = [];
  readonly uses: ValueLocation[] = [];
  readonly marks: Mark[] = [];
  readonly commands: Command[] = [];
  readonly parameters = new Set<string>();
  readonly functions: FunctionBody[] = [];
  readonly loops: Span[] = [];
  readonly blocks: Span[] = [];
  readonly calculated: { readonly parts: readonly Part[]; readonly where: string }[] = [];
  private steps: number;

  constructor(length: number) {
    this.steps = 6 * length + 10_000;
  }

  /** Limits look-ahead, so that reading stays linear. */
  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw new Unreadable('it is nested too deep');
  }
}

/** Maximum nesting of substitutions. */
export const MAX_DEPTH = 100;

interface State {
  readonly at: number;
  readonly locations: number;
  readonly uses: number;
  readonly marks: number;
  readonly commands: number;
}

/** A text with values in it, and the reading position. */
export class Source {
  at = 0;
  /** Where reading stops; moved while a here-document is read. */
  end: number;
  /** Set while the text is an arithmetic expression. */
  arithmetic: { readonly where: string; readonly array?: string } | undefined;

  /** @param origin - offsets in the whole script, for a text that was extracted from it */
  constructor(
    readonly text: string,
    readonly values: Values,
    readonly notes: Notes,
    readonly depth = 0,
    private readonly origin?: readonly number[],
  ) {
    this.end = text.length;
    if (depth > MAX_DEPTH) throw new Unreadable('it is nested too deep');
  }

  get isOver(): boolean {
    return this.at >= this.end;
  }

  /** The character at the reading position; empty at the end and at a value. */
  get char(): string {
    return this.isOver || this.values.has(this.at) ? '' : this.text.charAt(this.at);
  }

  get next(): string {
    return this.at + 1 >= this.end || this.values.has(this.at + 1) ? '' : this.text.charAt(this.at + 1);
  }

  startsWith(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  /** The match of a sticky pattern at the reading position; patterns never match a value. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    return match === null || this.at + match[0].length > this.end ? undefined : match;
  }

  /** Reads the value at the reading position, if there is one. */
  tryValue(quoting: Quoting, isEscaped = false, hazard?: Hazard): ValueLocation | undefined {
    const value = this.isOver ? undefined : this.values.get(this.at);
    if (value === undefined) return undefined;
    const { arithmetic } = this;
    const location: ValueLocation = {
      index: value.index,
      at: this.offset(this.at),
      quoting: arithmetic === undefined || quoting === 'comment' ? quoting : 'arithmetic',
      isEscaped,
      ...(arithmetic?.array === undefined ? {} : { array: arithmetic.array }),
      ...(value.id === undefined ? {} : { value: value.id }),
    };
    const found = hazard ?? (arithmetic && arithmeticHazard(arithmetic.where)) ?? (isEscaped && this.depth > 0 ? ESCAPED : undefined);
    if (found !== undefined && quoting !== 'comment') location.hazard = found;
    this.notes.locations.push(location);
    this.at += value.length;
    return location;
  }

  /** Records the use of a variable of the script at the reading position. */
  use(variable: string, isIndirect = false): ValueLocation {
    this.notes.parameters.add(variable);
    const location: ValueLocation = {
      index: -1,
      at: this.offset(this.at),
      quoting: 'bare',
      isEscaped: false,
      variable,
      ...(isIndirect && { isIndirect }),
      ...(this.arithmetic?.array === undefined ? {} : { array: this.arithmetic.array }),
    };
    if (this.arithmetic !== undefined) location.hazard = arithmeticHazard(this.arithmetic.where);
    this.notes.uses.push(location);
    return location;
  }

  /** Records a range of the text, which need not have been read yet. */
  mark(kind: Mark['kind'], from: number, to: number): void {
    if (to > from) this.notes.marks.push({ kind, from: this.offset(from), to: this.offset(to - 1) + 1 });
  }

  offset(at: number): number {
    return this.origin?.[at] ?? at;
  }

  save(): State {
    const { locations, uses, marks, commands } = this.notes;
    return { at: this.at, locations: locations.length, uses: uses.length, marks: marks.length, commands: commands.length };
  }

  /** Restores an earlier reading position, and forgets everything that was recorded since. */
  restore(state: State): void {
    this.notes.spend(this.at - state.at);
    this.at = state.at;
    this.notes.locations.length = state.locations;
    this.notes.uses.length = state.uses;
    this.notes.marks.length = state.marks;
    this.notes.commands.length = state.commands;
  }
}

/** The hazard of a value in arithmetic. */
export function arithmeticHazard(where: string): Hazard {
  return {
    kind: 'evaluated',
    where,
    fix: 'write integer(value), which checks it',
    isArithmetic: true,
  };
}

/** The hazard of a value that is part of a name. */
export function nameHazard(where: string): Hazard {
  return { kind: 'unusable', where, fix: 'write a literal name; choose between several with case' };
}

const ESCAPED: Hazard = {
  kind: 'unusable',
  where: 'the place after a backslash between backticks',
  fix: 'write $(…) instead of the backticks',
};
