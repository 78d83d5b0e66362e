import { codeHazard, judgeAssignments, judgeBuiltin, judgeCondition, variableHazard } from './builtins';
import { followVariables } from './followed';
import { judgeInner, judgeInterpreter } from './interpreters';
import { type Interpreter, joiners, plainPrograms, runOptions, SSH_WITH_VALUE, tryFindInterpreter, wrappers } from './programs';
import type { Command, Hazard, ShellScript, Word } from './syntax';
import { beginsWithValue, inputOf, leadOf, nameOf, refuse, staticText, valuesOf } from './words';

/** Notes at each place whether a value there would be evaluated. */
export function findHazards(script: ShellScript): void {
  const { commands, places, uses } = script;
  const { integers, maps } = declaredIn(commands);
  for (const command of commands) {
    judgeAssignments(command.assignments, integers);
    if (command.kind === 'condition') judgeCondition(command.words);
    else if (command.kind === 'simple') judgeWords(command.words, command);
  }
  for (const place of [...places, ...uses]) if (place.hazard?.where === 'a subscript' && maps.has(place.array ?? '')) delete place.hazard;
  followVariables(script);
}

/** The variables that the script declares as integers, and those with texts as subscripts. */
function declaredIn(commands: readonly Command[]): { readonly integers: ReadonlySet<string>; readonly maps: ReadonlySet<string> } {
  const integers = new Set<string>();
  const maps = new Set<string>();
  for (const { words, assignments } of commands) {
    const texts = words.map((word) => staticText(word) ?? leadOf(word).replace(/\+?=.*$/s, ''));
    if (!texts.some((text) => DECLARING.has(text))) continue;
    const flags = texts.filter((text) => text.startsWith('-')).join('');
    const names = [...texts.slice(1), ...assignments.map(({ name }) => name)];
    if (flags.includes('i')) for (const name of names) integers.add(name);
    if (flags.includes('A')) for (const name of names) maps.add(name);
  }
  return { integers, maps };
}

const DECLARING: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

const COMMAND: Hazard = {
  kind: 'evaluated',
  where: 'the name of a command',
  fix: 'write the command itself; choose between several with case',
};

/** Judges a command, and those that it runs. */
function judgeWords(words: readonly Word[], command: Command): void {
  for (let at = 0; at < words.length; ) {
    const word = words[at] as Word;
    refuse(valuesOf(word), COMMAND);
    const name = nameOf(word);
    const args = words.slice(at + 1);
    if (name === undefined) {
      if (isShellVariable(word)) judgeInterpreter(SHELL, args, command);
      else judgeInner(args, command);
      return;
    }
    judgeProgram(name, args, command);
    const inner = wrappers.has(name) ? commandBehind(name, args) : undefined;
    if (inner === undefined) return;
    at += 1 + inner;
  }
}

const SHELL = tryFindInterpreter('sh') as Interpreter;

/** Whether the word is `$SHELL` or another variable that names the shell. */
function isShellVariable({ parts }: Word): boolean {
  const names = parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
  return names.length === 1 && /^(?:SHELL|BASH|0)$/.test(names[0] ?? '');
}

/** How many arguments of a wrapper stand before the command that it runs. */
function commandBehind(name: string, args: readonly Word[]): number | undefined {
  const { withValue, operands = 0, takesAssignments = false } = wrappers.get(name) ?? {};
  let at = 0;
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
      const hazard = variableHazard(lead.slice(0, lead.indexOf('=')), NONE);
      if (hazard !== undefined) refuse(valuesOf(word), hazard);
    } else if (left-- <= 0) break;
  }
  return at < args.length ? at : undefined;
}

const NONE: ReadonlySet<string> = new Set();

function judgeProgram(name: string, args: readonly Word[], command: Command): void {
  judgeBuiltin(name, args, command);
  const interpreter = tryFindInterpreter(name);
  if (interpreter !== undefined) judgeInterpreter(interpreter, args, command);
  else if (name === 'ssh' || name === 'autossh' || name === 'rsh') judgeSsh(args, command);
  else if (joiners.has(name))
    for (const word of args) refuse(valuesOf(word), codeHazard(`an argument of ${name}, which hands it to a shell`));
  else if (name === 'find') judgeFind(args, command);
  else if (!plainPrograms.has(name) && !wrappers.has(name)) judgeInner(args, command);
  const options = runOptions.get(name);
  if (options !== undefined) judgeRunOptions(name, options, args);
  if (name === 'git') judgeGit(args, command);
}

function judgeSsh(args: readonly Word[], command: Command): void {
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
  if (remote.length === 0) refuse(inputOf(command), SSH);
  else judgeInner(remote, command);
}

const SSH = codeHazard(
  'the command of ssh, which the remote shell reads again',
  "send it as input: printf '%s\\n' ${value} | ssh host 'read -r value; command \"$value\"'",
);
const SSH_HOST: Hazard = { kind: 'evaluated', where: 'the place of an option of ssh', fix: 'write -- before it, or user@ in front of it' };
const SSH_OPTION = codeHazard('an option of ssh that is run as a command', 'write the option itself');

function judgeFind(args: readonly Word[], command: Command): void {
  args.forEach((word, at) => {
    if (/^-(?:exec|execdir|ok|okdir)$/.test(staticText(word) ?? '')) {
      const behind = args.slice(at + 1);
      const end = behind.findIndex((one) => staticText(one) === ';' || staticText(one) === '+');
      judgeWords(end < 0 ? behind : behind.slice(0, end), { ...command, feeds: [], redirects: [] });
    }
  });
}

function judgeRunOptions(name: string, options: RegExp, args: readonly Word[]): void {
  const hazard = codeHazard(`an option of ${name} that is run as a command`);
  args.forEach((word, at) => {
    const lead = leadOf(word);
    if (!options.test(lead)) return;
    refuse(valuesOf(word), hazard);
    if (staticText(word) !== undefined && !lead.includes('=')) refuse(valuesOf(args[at + 1]), hazard);
  });
}

const GIT_RUN =
  /^(?:!|(?:core\.(?:sshcommand|editor|pager|fsmonitor|hookspath)|alias\.|pager\.|credential\.|diff\.external|difftool\.|mergetool\.|filter\.|sequence\.editor))/i;

function judgeGit(args: readonly Word[], command: Command): void {
  const texts = args.map((word) => staticText(word));
  const at = texts.findIndex((text) => text === 'foreach' || text === 'run');
  if (at > 0 && texts[at - 1] === 'submodule')
    for (const word of args.slice(at + 1)) refuse(valuesOf(word), codeHazard('the command of git submodule foreach'));
  if (at > 0 && texts[at - 1] === 'bisect') judgeWords(args.slice(at + 1), command);
  args.forEach((word, i) => {
    const isSetting = texts[i - 1] === '-c' || texts.slice(0, i).includes('config');
    if (isSetting && GIT_RUN.test(leadOf(word)))
      refuse([...valuesOf(word), ...valuesOf(args[i + 1])], codeHazard('a setting of git that is run as a command'));
  });
}
