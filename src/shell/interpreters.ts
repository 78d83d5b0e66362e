import { codeHazard } from './builtins';
import { type Interpreter, tryFindInterpreter } from './programs';
import type { Command, Hazard, Word } from './syntax';
import { beginsWithValue, hasValue, inputOf, leadOf, nameOf, refuse, staticText, valuesOf } from './words';

/** Finds shells and other interpreters among the arguments of a program that may run them, as of `kubectl exec`. */
export function judgeInner(args: readonly Word[], command: Command): void {
  args.forEach((word, at) => {
    const interpreter = tryFindInterpreter(nameOf(word) ?? '');
    if (interpreter?.flag === undefined) return;
    const found = read(interpreter, args.slice(at + 1));
    refuse(found.programs.flatMap(valuesOf), programHazard(interpreter));
    if (found.readsInput && interpreter.readsInput) refuse(inputOf(command), inputHazard(interpreter));
  });
}

/** Judges the arguments and the input of an interpreter. */
export function judgeInterpreter(interpreter: Interpreter, args: readonly Word[], command: Command): void {
  const { programs, script, isBehindDashes, readsInput } = read(interpreter, args);
  refuse(programs.flatMap(valuesOf), programHazard(interpreter));
  if (script !== undefined && interpreter.isShell) refuse(valuesOf(script), SCRIPT);
  else if (script !== undefined && !isBehindDashes && beginsWithValue(script)) refuse(valuesOf(script), optionHazard(interpreter));
  if (readsInput && interpreter.readsInput) refuse(inputOf(command), inputHazard(interpreter));
}

/** What an interpreter runs. */
interface Runs {
  readonly programs: readonly Word[];
  /** The file that it reads its program from. */
  readonly script: Word | undefined;
  readonly isBehindDashes: boolean;
  readonly readsInput: boolean;
}

/** What the options of an interpreter say. */
class Options {
  readonly programs: Word[] = [];
  /** Whether an option gives the program, or says where it stands. */
  hasProgram = false;
  /** Whether the first operand is program text, as of `sh -c`. */
  isAwaited = false;
  /** Whether a variable of the script may hold further options. */
  isUnsure = false;
  readsInput = false;
  isBehindDashes = false;
  /** How many arguments are options. */
  count = 0;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly args: readonly Word[],
  ) {
    while (this.count < args.length && !this.isBehindDashes && this.tryOption(args[this.count] as Word)) this.count++;
  }

  private tryOption(word: Word): boolean {
    const { attached, isShell = false } = this.interpreter;
    const lead = leadOf(word);
    const text = staticText(word);
    this.isBehindDashes = text === '--';
    if (text !== undefined) {
      if (isOption(lead, isShell)) this.takeOption(text);
      return isOption(lead, isShell);
    }
    if (lead === '' && !hasValue(word)) this.isUnsure = true;
    else if (!isOption(lead, isShell) && lead !== '-') return false;
    else if (lead === '-' || attached?.test(lead) || this.isCluster(lead)) this.programs.push(word);
    return true;
  }

  /** Whether further letters could be the option that holds program text. */
  private isCluster(lead: string): boolean {
    const { withValue, takesOperand = false } = this.interpreter;
    return !takesOperand && /^-[a-zA-Z]+$/.test(lead) && withValue?.test(lead) !== true;
  }

  private takeOption(text: string): void {
    const { flag, withValue, instead, isShell } = this.interpreter;
    this.readsInput ||= isShell === true && /^-[a-zA-Z]*s[a-zA-Z]*$/.test(text);
    if (flag?.test(text)) {
      this.hasProgram = true;
      if (isShell) this.isAwaited = true;
      else this.programs.push(...this.args.slice(++this.count, this.count + 1));
    } else {
      this.hasProgram ||= instead?.test(text) === true;
      if (withValue?.test(text)) this.count++;
    }
  }
}

function read(interpreter: Interpreter, args: readonly Word[]): Runs {
  const options = new Options(interpreter, args);
  const { programs, hasProgram, isAwaited, isUnsure, isBehindDashes } = options;
  const operand = args[options.count];
  const isProgram = isAwaited || (interpreter.takesOperand === true && !hasProgram && !isUnsure);
  if (isProgram && operand !== undefined) programs.push(operand);
  const readsInput = !hasProgram && (options.readsInput || (operand === undefined && !isUnsure) || staticText(operand) === '-');
  const script = hasProgram || isProgram || isUnsure || readsInput ? undefined : operand;
  return { programs, script, isBehindDashes, readsInput };
}

function isOption(lead: string, isShell: boolean): boolean {
  return /^-./.test(lead) || (isShell && /^\+./.test(lead));
}

function programHazard({ title, fix }: Interpreter): Hazard {
  return codeHazard(`the program text of "${title}"`, fix);
}

function inputHazard({ title }: Interpreter): Hazard {
  return codeHazard(
    `the input of ${title.split(' ')[0]}, which runs it`,
    "quote the delimiter, <<'EOF', and read the value from an argument or the environment there",
  );
}

function optionHazard({ title }: Interpreter): Hazard {
  return { kind: 'evaluated', where: `the place of an option of ${title.split(' ')[0]}`, fix: 'write -- before it' };
}

const SCRIPT: Hazard = {
  kind: 'evaluated',
  where: 'the name of the script that a shell runs',
  fix: 'write the name itself; choose between several with case',
};
