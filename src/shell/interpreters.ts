import { codeHazard, INPUTS } from './builtins';
import type { Call } from './call';
import { type Interpreter, tryFindInterpreter } from './programs';
import { type Hazard, OPTION, type Word } from './syntax';
import { fileIn } from './tools/code-options';
import { beginsWithValue, hasValue, inputOf, leadOf, nameOf, programIn, programsInInput, refuse, staticText, valuesOf } from './words';

/** Finds shells and other interpreters among the arguments of a program that may run them, such as `kubectl exec`. */
export function checkInner(args: readonly Word[], call: Call): void {
  args.forEach((word, at) => {
    const [, variable] = /^(?:-e|--env=)?([A-Za-z_]\w*)=/.exec(leadOf(word)) ?? [];
    if (variable !== undefined) call.give(variable, valuesOf(word));
    const interpreter = tryFindInterpreter(nameOf(word) ?? '');
    if (interpreter?.flag === undefined) return;
    const runs = read(interpreter, args.slice(at + 1));
    checkRuns(interpreter, runs, call);
  });
}

/** Checks the arguments and the input of an interpreter. */
export function checkInterpreter(interpreter: Interpreter, args: readonly Word[], call: Call): void {
  const runs = read(interpreter, args);
  const { script, files, isBehindDashes } = runs;
  if (interpreter.title === 'awk') giveVariables(args, call);
  checkRuns(interpreter, runs, call);
  call.execute(script);
  for (const file of files) {
    call.execute(file);
    refuse(valuesOf(file), SCRIPT);
  }
  if (script !== undefined && interpreter.runsOperand) refuse(interpreter.isShell ? valuesOf(script) : fileIn(script), SCRIPT);
  if (script !== undefined && !isBehindDashes && beginsWithValue(script)) refuse(valuesOf(script), optionHazard(interpreter));
}

function checkRuns(interpreter: Interpreter, { programs, files, readsInput, args }: Runs, call: Call): void {
  refuse(programs.flatMap(valuesOf), programHazard(interpreter));
  const readsProgram = readsInput && (interpreter.readsInput === true || files.length > 0);
  if (readsProgram) {
    refuse(inputOf(call.command), inputHazard(interpreter));
    for (const { operator, target } of call.command.redirects) if (operator === '<') refuse(valuesOf(target), SCRIPT);
  }
  const texts = programs.map(({ parts }) => programIn(parts));
  if (readsProgram) texts.push(...programsInInput(call.command));
  for (const text of texts)
    if (interpreter.isShell) call.runShell(text, `"${interpreter.title}"`, args);
    else call.runProgram(text, interpreter.title, readsProgram && interpreter.title !== 'node -e' ? args : [NO_WORD, ...args]);
}

/** Gives the variables that `-v name=value` of awk sets. */
function giveVariables(args: readonly Word[], call: Call): void {
  args.forEach((word, at) => {
    const isOption = /^(?:-v|--assign)$/.test(staticText(args[at - 1]) ?? '');
    const [, name] = /^(?:-v|--assign=)?([A-Za-z_]\w*)=/.exec(leadOf(word)) ?? [];
    if (name !== undefined && (isOption || leadOf(word).startsWith('-'))) call.give(`${name}${OPTION}`, valuesOf(word));
  });
}

/** What an interpreter executes. */
interface Runs {
  readonly programs: readonly Word[];
  /** Files that contain the program, in options. */
  readonly files: readonly Word[];
  /** The file with its program. */
  readonly script: Word | undefined;
  readonly isBehindDashes: boolean;
  readonly readsInput: boolean;
  /** The positional parameters of a shell, from parameter 0 on. */
  readonly args: readonly Word[];
}

/** The options of an interpreter, as they are read. */
class Options {
  readonly programs: Word[] = [];
  /** The files in options that contain the program. */
  readonly files: Word[] = [];
  /** Whether an option contains the program, or its location. */
  hasProgram = false;
  /** Whether the first operand is program text, as for `sh -c`. */
  isAwaited = false;
  /** Whether a variable of the script may hold further options. */
  isUnsure = false;
  readsInput = false;
  isBehindDashes = false;
  /** The number of arguments that are options. */
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
    if (lead === '' && !hasValue(word)) {
      // in quotes it is one word, and no option as a rule
      if (this.isAwaited || word.parts[0]?.kind === 'text') return false;
      this.isUnsure = true;
    } else if (!isOption(lead, isShell) && lead !== '-') return false;
    else if (lead === '-' || attached?.test(lead) || this.isCluster(lead)) this.programs.push(word);
    return true;
  }

  /** Whether further letters could be the option for program text. */
  private isCluster(lead: string): boolean {
    const { withValue, takesOperand = false } = this.interpreter;
    return !takesOperand && /^-[a-zA-Z]+$/.test(lead) && withValue?.test(lead) !== true;
  }

  private takeOption(text: string): void {
    const { flag, withValue, instead, loads, isShell } = this.interpreter;
    this.readsInput ||= isShell === true && /^-[a-zA-Z]*s[a-zA-Z]*$/.test(text);
    if (flag?.test(text)) {
      this.hasProgram = true;
      if (isShell) this.isAwaited = true;
      else this.programs.push(...this.args.slice(++this.count, this.count + 1));
    } else {
      const isFile = instead?.test(text) === true;
      this.hasProgram ||= isFile;
      const isCode = isFile || loads?.test(text) === true;
      if (withValue?.test(text)) this.files.push(...this.args.slice(++this.count, this.count + (isCode ? 1 : 0)));
    }
  }
}

function read(interpreter: Interpreter, given: readonly Word[]): Runs {
  const args = interpreter.subcommand?.test(staticText(given[0]) ?? '') === true ? given.slice(1) : given;
  const options = new Options(interpreter, args);
  const { programs, files, hasProgram, isAwaited, isUnsure, isBehindDashes } = options;
  const operand = args[options.count];
  const isProgram = isAwaited || (interpreter.takesOperand === true && !hasProgram && !isUnsure);
  if (isProgram && operand !== undefined) programs.push(operand);
  const readsInput =
    files.some((file) => INPUTS.has(staticText(file))) ||
    (!hasProgram && (options.readsInput || (operand === undefined && !isUnsure) || INPUTS.has(staticText(operand))));
  const script = hasProgram || isProgram || isUnsure || readsInput ? undefined : operand;
  // behind the program comes parameter 0; where the input is the program, the name of the shell is
  const operands = args.slice(options.count);
  const positional = isProgram ? operands.slice(1) : options.readsInput ? [NO_WORD, ...operands] : operands;
  return { programs, files, script, isBehindDashes, readsInput, args: positional };
}

const NO_WORD: Word = { from: 0, to: 0, parts: [] };

function isOption(lead: string, isShell: boolean): boolean {
  return /^-./.test(lead) || (isShell && /^\+./.test(lead));
}

function programHazard({ title, fix }: Interpreter): Hazard {
  return codeHazard(`the program text of "${title}"`, fix);
}

function inputHazard({ title }: Interpreter): Hazard {
  return codeHazard(
    `the input of ${title.split(' ')[0]}, which executes it`,
    "quote the delimiter, <<'EOF', and read the value from an argument or the environment there",
  );
}

function optionHazard({ title }: Interpreter): Hazard {
  return { kind: 'evaluated', where: `a place where it could be an option of ${title.split(' ')[0]}`, fix: 'write -- before it' };
}

const SCRIPT: Hazard = {
  kind: 'evaluated',
  where: 'the name of the script that is executed',
  fix: 'write a literal name; choose between several with case',
};
