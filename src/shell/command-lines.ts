import { Call, type Surroundings } from './call';
import { checkWords } from './command-hazards';
import type { Binding, KnownWords } from './known-words';
import type { Command, Word } from './syntax';
import { listOf, staticText } from './words';

/** Checks commands with the words that their expansions may stand for, and the functions that they call with their arguments. */
export class CommandLines {
  private left = MAX_COMMANDS;
  /** Calls with literal arguments only, which are checked once. */
  private readonly literal = new Set<string>();

  constructor(
    private readonly known: KnownWords,
    private readonly functions: ReadonlyMap<string, readonly Command[]>,
    private readonly around: Surroundings,
  ) {}

  check(command: Command, binding?: Binding, depth = 0): void {
    if (command.kind !== 'simple' || this.left-- <= 0) return;
    const lines = this.known.lines(command.words, binding);
    this.left -= lines.length;
    for (const line of lines) checkWords(line, new Call(command, this.around));
    if (lines.length === 0 && binding === undefined) this.checkWithoutArguments(command);
    const called = lines.length > 0 ? lines : binding === undefined ? [command.words] : [];
    if (depth < MAX_CALLS) for (const line of called) this.enter(line, depth);
  }

  /** The positional parameters of the script itself may be none: then `"$@" "$x"` runs the value. */
  private checkWithoutArguments(command: Command): void {
    const { words } = command;
    const others = words.filter((word) => !/^[@*]$/.test(listOf(word) ?? ''));
    if (others.length === words.length || others.length === 0 || !this.known.isOutsideFunctions(command)) return;
    checkWords(others, new Call(command, this.around));
  }

  private isKnown(line: readonly Word[]): boolean {
    const text = literalOf(line);
    if (text === undefined) return false;
    const isKnown = this.literal.has(text);
    this.literal.add(text);
    return isKnown;
  }

  /** Checks the commands of the function that a line calls. */
  private enter(line: readonly Word[], depth: number): void {
    const name = staticText(line[0]) ?? '';
    if (!this.functions.has(name) || this.isKnown(line)) return;
    for (const command of this.functions.get(name) ?? []) this.check(command, { scope: `${name}()`, args: line }, depth + 1);
  }
}

/** The texts of the words when all of them are literal. */
function literalOf(line: readonly Word[]): string | undefined {
  const texts = line.map(staticText);
  return texts.includes(undefined) ? undefined : JSON.stringify(texts);
}

/** Bounds the work for scripts with many calls of long functions. */
const MAX_COMMANDS = 1000;
/** The depth to which functions that call functions are followed. */
const MAX_CALLS = 5;
