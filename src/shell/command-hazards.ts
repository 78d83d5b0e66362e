import { checkBuiltin, codeHazard, INPUTS, variableHazard } from './builtins';
import type { Call } from './call';
import { checkInner, checkInterpreter } from './interpreters';
import { checkContained, checkDatabase, checkParallel, executedByParallel } from './other-commands';
import {
  creators,
  inputRunners,
  joiners,
  MAKE_WITH_VALUE,
  plainPrograms,
  runners,
  runOptions,
  SSH_WITH_VALUE,
  shellOptions,
} from './program-options';
import { type Interpreter, tryFindInterpreter, wrappers } from './programs';
import { FIRST } from './scopes';
import type { Hazard, Word } from './syntax';
import { checkCodeOptions } from './tools/code-options';
import { checkGit } from './tools/git';
import { checkInnerArguments } from './tools/inner-arguments';
import { checkOptionPlaces } from './tools/option-places';
import { checkPackages } from './tools/packages';
import { checkSettings } from './tools/settings';
import { isCompilerOf } from './tools/variables';
import { beginsWithValue, hasValue, inputOf, leadOf, listOf, nameOf, programIn, refuse, staticText, valuesOf } from './words';
import { listedWord, replaced, xargsWords } from './xargs-words';

const COMMAND: Hazard = {
  kind: 'evaluated',
  where: 'the name of a command',
  fix: 'write a literal command; choose between several with case',
};

/** Checks a command and the commands that it runs. */
export function checkWords(given: readonly Word[], call: Call): void {
  if (call.depth > MAX_COMMANDS) return;
  const words = withConstants(given, call);
  for (let at = 0; at < words.length; ) {
    const word = words[at] as Word;
    checkName(word, call);
    const name = nameOf(word);
    const args = words.slice(at + 1);
    if (name === undefined) {
      if (isShellVariable(word)) checkInterpreter(SHELL, args, call);
      else checkInner(args, call);
      return;
    }
    if (staticText(word)?.includes('/')) call.execute(word);
    checkProgram(name, args, call);
    const inner = wrappers.has(name) ? commandBehind(name, args, call) : undefined;
    if (inner === undefined) return;
    if (name === 'xargs') {
      checkWords(xargsWords(args, inner, inputOf(call.command)), call.withoutInput());
      return;
    }
    at += 1 + inner;
  }
}

/** Commands that run commands are read to this depth. */
const MAX_COMMANDS = 20;

/** The words with the literal values of variables that the script assigns once, as in `run="bash -c"; $run "$x"`. */
function withConstants(words: readonly Word[], { around }: Call): readonly Word[] {
  return words.flatMap((word) => {
    const [first, second, ...more] = word.parts;
    const isQuoted = first?.kind === 'text' && first.text === '';
    const part = isQuoted ? second : first;
    const isWhole = part?.kind === 'parameter' && part.parts.length === 0 && more.length === 0 && (isQuoted || second === undefined);
    const text = isWhole && part.isIndirect !== true ? around.constantOf(part.name) : undefined;
    if (text === undefined) return [word];
    const texts = isQuoted ? [text] : text.split(/\s+/).filter((one) => one !== '');
    return texts.map((one): Word => ({ ...word, parts: [{ kind: 'text', text: one, isQuoted: true }] }));
  });
}

/** Checks the name of a command. Of a list such as `"$@"`, the first item is the name. */
function checkName(word: Word, call: Call): void {
  const list = listOf(word);
  if (list === undefined || hasValue(word)) refuse(valuesOf(word), COMMAND);
  else call.use(list === '@' || list === '*' ? FIRST : `${list}[0]`, COMMAND);
}

const SHELL = tryFindInterpreter('sh') as Interpreter;

/** Whether the word is `$SHELL` or another variable with the name of the shell. */
function isShellVariable({ parts }: Word): boolean {
  const names = parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
  return names.length === 1 && /^(?:SHELL|BASH|0)$/.test(names[0] ?? '');
}

/** The number of arguments of a wrapper before the command that it runs. */
function commandBehind(name: string, args: readonly Word[], call: Call): number | undefined {
  const { withValue, operands = 0, takesAssignments = false, subcommand = [] } = wrappers.get(name) ?? {};
  if (subcommand.some((word, index) => staticText(args[index]) !== word)) return undefined;
  let at = subcommand.length;
  for (let left = operands; at < args.length; at++) {
    const word = args[at] as Word;
    const lead = leadOf(word);
    if (lead === '--') {
      at += 1 + left;
      break;
    }
    if (/^-./.test(lead)) {
      if (withValue?.test(lead) && staticText(word) !== undefined) at++;
    } else if (takesAssignments && /^[A-Za-z_]\w*=/.test(lead)) {
      const variable = lead.slice(0, lead.indexOf('='));
      const hazard = variableHazard(variable, NO_INTEGERS);
      if (hazard !== undefined) refuse(valuesOf(word), hazard);
      call.give(variable, valuesOf(word));
    } else if (left-- <= 0) break;
  }
  return at < args.length ? at : undefined;
}

const NO_INTEGERS: ReadonlySet<string> = new Set();

function checkProgram(name: string, args: readonly Word[], call: Call): void {
  checkBuiltin(name, args, call);
  const interpreter = tryFindInterpreter(name);
  if (interpreter !== undefined) checkInterpreter(interpreter, args, call);
  else if (name === 'ssh' || name === 'autossh' || name === 'rsh') checkSsh(args, call);
  else if (name === 'make' || name === 'gmake') checkMake(args, call);
  else if (joiners.has(name))
    for (const word of name === 'parallel' ? executedByParallel(args) : args)
      refuse(valuesOf(word), codeHazard(`an argument of ${name}, which passes it to a shell`));
  else if (name === 'find') checkFind(args, call);
  else if (!plainPrograms.has(name) && !wrappers.has(name)) checkInner(args, call);
  if (inputRunners.has(name)) {
    const hazard = codeHazard(`the input of ${name}, which can contain commands`, NOT_AS_TEXT);
    refuse(inputOf(call.command), hazard);
    for (const { operator, target } of call.command.redirects) if (operator === '<') refuse(valuesOf(target), hazard);
  }
  checkRunner(name, args, call);
  if (name === 'env') checkSplit(args, call);
  checkTool(name, args);
  const options = runOptions.get(name);
  if (options !== undefined) checkRunOptions(name, options, args, call);
  if (name === 'git') checkGit(args, (words) => checkWords(words, call));
  for (const { name: variable, values } of call.command.assignments)
    if (isCompilerOf(name, variable)) refuse(values.flatMap(valuesOf), COMPILER);
  if (name === 'parallel') checkParallel(args, call);
  if (name === 'sqlite3') checkDatabase(args);
  const contained = checkContained(name, args);
  if (contained !== undefined) checkName(contained, call);
}

/** Checks a tool by name, also as a module of Python: `python3 -m pip install`. */
function checkTool(name: string, args: readonly Word[]): void {
  const module = /^python[\d.]*$/.test(name) && staticText(args[0]) === '-m' ? staticText(args[1]) : undefined;
  const [tool, rest] = module === undefined ? [name, args] : [module, args.slice(2)];
  checkCodeOptions(tool, rest);
  checkPackages(tool, rest);
  checkOptionPlaces(tool, rest);
  checkSettings(tool, rest);
  checkInnerArguments(tool, rest);
}

const COMPILER = codeHazard('the name of the compiler, which the build executes', 'write a literal; choose between several with case');

const NOT_AS_TEXT = 'pass the value as an argument, a variable or a file that the program reads as data';

/** Checks the program or package that a runner such as `npx` executes. */
function checkRunner(name: string, args: readonly Word[], call: Call): void {
  const creates = creators.get(name);
  if (!runners.has(name) && creates === undefined) return;
  const operands = args.filter((word) => !/^-./.test(leadOf(word)));
  const subcommand = creates?.test(staticText(operands[0]) ?? '') === true ? creates : runners.get(name);
  if (subcommand !== undefined && !subcommand.test(staticText(operands[0]) ?? '')) return;
  const program = operands[subcommand === undefined ? 0 : 1];
  if (program !== undefined) checkName(program, call);
}

/** Checks the arguments of make, which expands `$(shell …)` in targets and variables. */
function checkMake(args: readonly Word[], call: Call): void {
  const { command } = call;
  for (const file of ['GNUmakefile', 'makefile', 'Makefile'])
    call.execute({ from: 0, to: 0, parts: [{ kind: 'text', text: file, isQuoted: true }] });
  const others = args.filter((_, at) => !MAKE_WITH_VALUE.test(staticText(args[at - 1]) ?? ''));
  const given = command.assignments.flatMap(({ values }) => values.flatMap(valuesOf));
  refuse([...others.filter((word) => !/^-[CfIjloOW]./.test(leadOf(word))).flatMap(valuesOf), ...given], MAKE);
  args.forEach((word, at) => {
    const isFile = /^(?:-[a-zA-Z]*f|--file|--makefile)$/.test(staticText(args[at - 1]) ?? '');
    if (isFile) call.execute(word);
    if (isFile) refuse(INPUTS.has(staticText(word)) ? inputOf(command) : valuesOf(word), MAKE);
  });
}

const MAKE = codeHazard(
  'an argument of make, which executes $(shell …) in it',
  'choose between targets with case; let the recipe read a value from a file',
);

/** Checks the command in the option `-S` of env. */
function checkSplit(args: readonly Word[], call: Call): void {
  const at = args.findIndex((word) => /^(?:-S|--split-string)/.test(leadOf(word)));
  const option = staticText(args[at]);
  if (option === undefined) return;
  const isApart = option === '-S' || option === '--split-string';
  const text = isApart ? staticText(args[at + 1]) : option.replace(/^(?:-S|--split-string=?)/, '');
  const words = (text ?? '').split(/\s+/).filter((one) => one !== '');
  const rest = args.slice(at + (isApart ? 2 : 1));
  checkWords(
    [...words.map((one): Word => ({ from: 0, to: 0, parts: [{ kind: 'text', text: one, isQuoted: true }] })), ...rest],
    call.withoutInput(),
  );
}

function checkSsh(args: readonly Word[], call: Call): void {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as Word;
    const lead = leadOf(word);
    if (lead === '--') {
      at++;
      break;
    }
    if (!/^-./.test(lead)) {
      if (beginsWithValue(word) || lead === '-') refuse(valuesOf(word), SSH_HOST);
      break;
    }
    const option = SSH_WITH_VALUE.test(lead) && staticText(word) !== undefined ? args[++at] : word;
    if (option !== undefined && /^(?:-o)?(?:\w*Command|$)/i.test(leadOf(option)) && lead.includes('o'))
      refuse(valuesOf(option), SSH_OPTION);
  }
  const remote = args.slice(at + 1);
  for (const word of remote) refuse(valuesOf(word), SSH);
  if (remote.length === 0) refuse(inputOf(call.command), SSH);
  else call.runShell(remote.map(({ parts }) => programIn(parts)).join(' '), 'ssh');
}

const SSH = codeHazard(
  'the command of ssh, which the remote shell parses again',
  "send it as input: printf '%s\\n' ${value} | ssh host 'read -r value; command \"$value\"'",
);
const SSH_HOST: Hazard = {
  kind: 'evaluated',
  where: 'a place where it could be an option of ssh',
  fix: 'write -- before it, or user@ directly before it',
};
const SSH_OPTION = codeHazard('an option of ssh that is executed as a command', 'write a literal option');

/** Options of find whose value becomes part of the names that it finds. */
const NAMES = /^-i?(?:name|path|regex|wholename)$/;

function checkFind(args: readonly Word[], call: Call): void {
  const first = args.findIndex((word) => /^[-(!]/.test(leadOf(word)));
  const found = args.filter((_, at) => at < first || NAMES.test(staticText(args[at - 1]) ?? '')).flatMap(valuesOf);
  for (let at = 0; at < args.length; at++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(staticText(args[at]) ?? '')) continue;
    const behind = args.slice(at + 1);
    const end = behind.findIndex((one) => staticText(one) === ';' || staticText(one) === '+');
    const words = end < 0 ? behind : behind.slice(0, end);
    checkWords(replaced(words, '{}', found), call.withoutInput());
    // what the command itself runs is read with it
    at += words.length;
  }
}

function checkRunOptions(name: string, options: RegExp, args: readonly Word[], call: Call): void {
  const hazard = codeHazard(`an option of ${name} that is executed as a command`);
  args.forEach((word, at) => {
    const lead = leadOf(word);
    if (!options.test(lead)) return;
    refuse(valuesOf(word), hazard);
    const isApart = staticText(word) !== undefined && !lead.includes('=');
    if (isApart) refuse(valuesOf(args[at + 1]), hazard);
    if (!shellOptions.has(name)) return;
    const program = isApart ? programIn(args[at + 1]?.parts ?? []) : programIn(word.parts).replace(/^[^=]*=/, '');
    // which of the other words are arguments of the shell depends on the program
    const others = args.filter((other) => other !== word && !(isApart && other === args[at + 1]));
    call.runShell(program, name, [listedWord(others.flatMap(valuesOf))]);
  });
}
