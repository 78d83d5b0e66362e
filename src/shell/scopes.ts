import { type Command, type FunctionBody, type ShellScript, STDIN, type ValueLocation } from './syntax';
import { constantsIn, staticText } from './words';

/**
 * Resolves variables to unique keys. Each function has its own positional parameters and input: `f()#1`, `f()<`. Those of the script are
 * `#1` and `<`; `#2+` stands for all from the second on.
 */
export class Scopes {
  private readonly bounds: { readonly at: number; readonly inner: FunctionBody | undefined }[] = [{ at: -1, inner: undefined }];
  private readonly shifts: readonly Shift[];
  private readonly constants: ReadonlyMap<string, string>;

  constructor({ functions, loops, commands }: Pick<ShellScript, 'functions' | 'loops' | 'commands'>) {
    this.constants = constantsIn(commands);
    const open: FunctionBody[] = [];
    const close = (upTo: number) => {
      for (let last = open.at(-1); last !== undefined && last.to < upTo; last = open.at(-1)) {
        open.pop();
        this.bounds.push({ at: last.to, inner: open.at(-1) });
      }
    };
    for (const body of [...functions].sort((one, other) => one.from - other.from)) {
      close(body.from);
      open.push(body);
      this.bounds.push({ at: body.from, inner: body });
    }
    close(Number.POSITIVE_INFINITY);
    this.shifts = commands
      .filter(({ words }) => staticText(words[0]) === 'shift')
      .slice(0, MAX_SHIFTS)
      .map((command) => this.shiftOf(command, loops));
  }

  /** The innermost function around the offset. */
  functionAt(at: number): FunctionBody | undefined {
    let low = 0;
    for (let high = this.bounds.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle]?.at ?? 0) <= at) low = middle;
      else high = middle;
    }
    return this.bounds[low]?.inner;
  }

  /** The keys of the variable at a location. */
  keysOf({ variable = '', at }: Pick<ValueLocation, 'variable' | 'at'>): readonly string[] {
    if (variable.startsWith('>')) return [this.fileKey(variable)];
    if (variable === STDIN) return [this.prefixAt(at) + STDIN];
    if (variable === FIRST) return [`${this.prefixAt(at)}#${1 + this.shiftedBefore(at)}`];
    const isList = variable === '@' || variable === '*';
    const [, digits = '', rest] = /^#?(\d+)(\+?)$/.exec(isList ? '1+' : variable) ?? [];
    if (digits === '') return [variable];
    const prefix = this.prefixAt(at);
    const first = Number(digits);
    if (first === 0) return [`${prefix}#0`];
    if (rest === '+' || this.isShiftedInLoop(at)) return [`${prefix}#${first}+`];
    return Array.from({ length: this.shiftedBefore(at) + 1 }, (_, more) => `${prefix}#${first + more}`);
  }

  /** The key of a file, in whose name the variables with one literal value are replaced. */
  fileKey(file: string): string {
    const path = file.slice(1).replace(/\$(\w+)/g, (whole, name: string) => (name === 'PWD' ? '.' : (this.constants.get(name) ?? whole)));
    return `>${path.replace(/^(?:\.\/+)+/, '')}`;
  }

  /** The prefix of the keys of positional parameters at the offset. */
  prefixAt(at: number): string {
    const inner = this.functionAt(at);
    return inner === undefined ? '' : `${inner.name ?? ' '}()`;
  }

  private shiftOf({ words }: Command, loops: ShellScript['loops']): Shift {
    const at = words[0]?.from ?? 0;
    const count = Number(staticText(words[1]) ?? 1);
    const loop = loops.find(({ from, to }) => from <= at && at < to);
    return { at, inner: this.functionAt(at), count: Math.min(count || 1, MAX_SHIFTS), loop: loop?.from };
  }

  /** How often the positional parameters may have been shifted at an offset. */
  shiftsAt(at: number): { readonly before: number; readonly isInLoop: boolean } {
    return { before: this.shiftedBefore(at), isInLoop: this.isShiftedInLoop(at) };
  }

  private shiftedBefore(at: number): number {
    const inner = this.functionAt(at);
    const before = this.shifts.filter((shift) => shift.inner === inner && shift.at < at);
    return Math.min(
      before.reduce((sum, { count }) => sum + count, 0),
      MAX_SHIFTS,
    );
  }

  private isShiftedInLoop(at: number): boolean {
    const inner = this.functionAt(at);
    return this.shifts.some((shift) => shift.inner === inner && shift.loop !== undefined && shift.loop < at);
  }
}

/** A `shift`. */
interface Shift {
  readonly at: number;
  readonly inner: FunctionBody | undefined;
  readonly count: number;
  /** Offset of the loop around it. */
  readonly loop: number | undefined;
}

const MAX_SHIFTS = 50;

/** The name of the first positional parameter after all `shift`s: the command that `"$@"` runs. */
export const FIRST = '@0';

/** The positional parameters that a key stands for; undefined for other variables. */
export function positionOf(key: string): { readonly scope: string; readonly from: number; readonly isRest: boolean } | undefined {
  const [, scope = '', digits, rest] = /^(.*)#(\d+)(\+?)$/s.exec(key) ?? [];
  return digits === undefined ? undefined : { scope, from: Number(digits), isRest: rest === '+' };
}

/** The arguments that may be the value of a positional parameter; the first of `args` is parameter 0. */
export function* wordsAt<W>(key: string, args: readonly (readonly [word: W, isList: boolean])[]): Generator<W> {
  const position = positionOf(key);
  if (position === undefined) return;
  for (const [at, [word, isList]] of args.entries())
    if (at === position.from || (isList && at <= position.from) || (position.isRest && at > position.from)) yield word;
}
