/** An open bracket of a program, and what is known of what stands in it. */
interface Bracket {
  readonly open: string;
  /** What is called, as `subprocess.run`; empty where the bracket is no call. */
  readonly callee: string;
  /** What the bracket stands behind, of a word as `if` or `while`. */
  readonly word: string;
  /** Texts of the elements so far that are one string literal; others are undefined. */
  readonly elements: (string | undefined)[];
  /** Values in it that nothing makes harmless, by number. */
  readonly values: number[];
  runsShell: boolean;
  /** Whether what is read is the body of a function, which runs later and is no argument. */
  isFunction: boolean;
}

/** What a language does with the arguments of its calls. */
export interface CallTable {
  /** Whether the call gives back what cannot do harm as a program (`code`) or on a command line (`shell`). */
  readonly isSafe: (callee: string, purpose: 'code' | 'shell') => boolean;
  /** What the call runs its arguments as. */
  readonly runs: (callee: string) => 'code' | 'shell' | undefined;
  /** Whether the call starts a shell when an option says so. */
  readonly mayRunShell: (callee: string) => boolean;
}

/** A value that becomes a program. */
export interface Hazard {
  readonly value: number;
  readonly where: string;
  readonly purpose: 'code' | 'shell';
}

/** The brackets that are open where a reader stands. */
export class Calls {
  private readonly stack: Bracket[] = [];

  constructor(private readonly table: CallTable) {}

  get depth(): number {
    return this.stack.length;
  }

  get top(): Bracket | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** @param isFunction - whether it is the body of a function */
  open(sign: string, callee: string, word = '', isFunction = false): void {
    this.stack.push({ open: sign, callee, word, elements: [undefined], values: [], runsShell: false, isFunction });
  }

  close(): Bracket | undefined {
    return this.stack.pop();
  }

  /** Takes note of a string literal that is an element, or a part of one. */
  literal(text: string): void {
    const { top } = this;
    if (top !== undefined) top.elements[top.elements.length - 1] = text;
  }

  comma(): void {
    const { top } = this;
    if (top === undefined) return;
    top.elements.push(undefined);
    if (top.open !== '{') top.isFunction = false;
  }

  /** A function begins whose body is an expression. */
  arrow(): void {
    const { top } = this;
    if (top !== undefined && top.open !== '{') top.isFunction = true;
  }

  /** Takes note that the call of the innermost bracket starts a shell; the values in it are hazards then. */
  runsShell(): readonly Hazard[] {
    // an option stands in the call, or in an object that is its argument
    const call = this.stack.slice(-2).find(({ callee }) => this.table.mayRunShell(callee));
    if (call === undefined) return [];
    call.runsShell = true;
    return call.values.map((value) => hazard(value, call.callee, 'shell'));
  }

  /** Takes note of a value; returns what runs it as a program. */
  value(value: number): Hazard | undefined {
    const purposes = new Set<'code' | 'shell'>(['code', 'shell']);
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const bracket = this.stack[at] as Bracket;
      const { callee, elements, isFunction } = bracket;
      if (isFunction) return undefined;
      const program = programOf(elements, this.stack[at - 1]?.elements ?? []);
      if (program !== undefined && purposes.has('shell')) return { value, where: `in the program of ${program}`, purpose: 'shell' };
      for (const purpose of [...purposes]) if (this.table.isSafe(callee, purpose)) purposes.delete(purpose);
      if (purposes.size === 0) return undefined;
      const run = this.table.runs(callee);
      if (run !== undefined && purposes.has(run)) return hazard(value, callee, run);
      if (!this.table.mayRunShell(callee) || !purposes.has('shell')) continue;
      if (bracket.runsShell) return hazard(value, callee, 'shell');
      bracket.values.push(value);
    }
    return undefined;
  }
}

function hazard(value: number, callee: string, purpose: 'code' | 'shell'): Hazard {
  return { value, where: `in ${callee.replace(/^\./, '')}()`, purpose };
}

const INTERPRETER = /(?:^|\/)(?:(?:ba|da|z|k|a|fi)?sh|busybox|python[0-9.]*|perl|ruby|node|php)$/;
const PROGRAM_OPTION = /^(?:-[a-zA-Z]*c|-e|-p|-r|--eval|--print|--command)$/;

/**
 * The interpreter whose program is the element that is being read, as in `["sh", "-c", …` and in `spawn("sh", ["-c", …`.
 * @param outer - the elements of the bracket around
 */
function programOf(elements: readonly (string | undefined)[], outer: readonly (string | undefined)[]): string | undefined {
  const option = elements[elements.length - 2];
  if (option === undefined || !PROGRAM_OPTION.test(option)) return undefined;
  return [...outer, ...elements.slice(0, -2)].find((element) => element !== undefined && INTERPRETER.test(element));
}
