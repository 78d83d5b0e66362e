import { arithmeticHazard } from './source';
import type { Assignment, Command, Hazard, Word } from './syntax';
import { beginsWithValue, leadOf, refuse, staticText, valuesOf } from './words';

/** Judges the arguments of one builtin. */
type Judge = (args: readonly Word[], command: Command) => void;

const POSITIONAL = 'let the inner program read it: as an argument, sh -c \'… "$1" …\' _ ${value}, or from its environment';

/** The hazard of a value in text that is run. */
export function codeHazard(where: string, fix = POSITIONAL): Hazard {
  return { kind: 'evaluated', where, fix, isProgram: true };
}

const VARIABLE: Hazard = {
  kind: 'evaluated',
  where: 'the name of a variable, of which bash evaluates the subscript',
  fix: 'write the name itself; choose between several with case',
};

const FILE: Hazard = {
  kind: 'evaluated',
  where: 'the name of the file that the shell reads commands from',
  fix: 'choose between files with case',
};

/** Options of a builtin that have a value behind them, and what becomes of the value. */
interface Options {
  /** Letters of options with a value of their own. */
  readonly withValue: string;
  /** Those among them whose value is evaluated. */
  readonly evaluated?: Readonly<Record<string, Hazard>>;
  /** What is wrong with values in the operands. */
  readonly operands?: Hazard;
  /** How many operands are judged. @default - all */
  readonly judged?: number;
  /** How many operands are not, before those. @default 0 */
  readonly skipped?: number;
}

const RUN = codeHazard('a command that the shell runs later');

const withOptions: Readonly<Record<string, Options>> = {
  eval: { withValue: '', operands: codeHazard('the text of eval', 'write the command itself; ${value} is one word of it without eval') },
  trap: {
    withValue: '',
    operands: codeHazard('the command of trap', 'put it into a variable, and write trap \'command "$variable"\' in single quotes'),
    judged: 1,
  },
  let: { withValue: '', operands: arithmeticHazard('let') },
  read: { withValue: 'adinNptu', evaluated: { a: VARIABLE }, operands: VARIABLE },
  unset: { withValue: '', operands: VARIABLE },
  getopts: { withValue: '', operands: VARIABLE, skipped: 1, judged: 1 },
  mapfile: { withValue: 'dnOsucC', evaluated: { C: RUN }, operands: VARIABLE },
  wait: { withValue: 'p', evaluated: { p: VARIABLE } },
  alias: { withValue: '', operands: RUN },
  '.': { withValue: '', operands: FILE, judged: 1 },
  compgen: { withValue: 'oAGWFCXPS', evaluated: { W: RUN, F: RUN, C: RUN } },
  complete: { withValue: 'oAGWFCXPS', evaluated: { W: RUN, F: RUN, C: RUN } },
  hash: { withValue: 'p', evaluated: { p: FILE } },
  enable: { withValue: 'f', evaluated: { f: FILE } },
  bind: { withValue: 'mqurfx', evaluated: { x: RUN, f: FILE }, operands: RUN },
};

const FORMAT: Hazard = {
  kind: 'evaluated',
  where: "the format of printf, where it could be bash's option -v",
  fix: "write printf '%s' ${value}",
};

const OPERATOR: Hazard = {
  kind: 'evaluated',
  where: 'the operator of a test, where it could be -v',
  fix: 'write the operator itself',
};

const COMPARISONS: ReadonlySet<string | undefined> = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);
const NAMED: ReadonlySet<string | undefined> = new Set(['-v', '-R']);

const judges: Readonly<Record<string, Judge>> = {
  printf: judgePrintf,
  test: judgeTest,
  '[': (args) => judgeTest(args.slice(0, -1)),
  declare: judgeDeclaration,
  typeset: judgeDeclaration,
  local: judgeDeclaration,
  export: judgeDeclaration,
  readonly: judgeDeclaration,
};

const synonyms: Readonly<Record<string, string>> = { source: '.', readarray: 'mapfile' };

/** Judges the arguments of a command of the shell itself. */
export function judgeBuiltin(name: string, args: readonly Word[], command: Command): void {
  const known = synonyms[name] ?? name;
  if (Object.hasOwn(judges, known)) judges[known]?.(args, command);
  const options = Object.hasOwn(withOptions, known) ? withOptions[known] : undefined;
  if (options !== undefined) judgeOptions(args, options);
}

function judgeOptions(args: readonly Word[], { withValue, evaluated = {}, operands, judged, skipped = 0 }: Options): void {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as Word;
    const lead = leadOf(word);
    if (lead === '--') at++;
    if (!/^[-+]./.test(lead) || lead === '--') break;
    const letter = [...lead.slice(1)].find((one) => withValue.includes(one));
    const hazard = letter === undefined ? undefined : evaluated[letter];
    const isApart = letter !== undefined && lead.endsWith(letter) && staticText(word) !== undefined;
    if (isApart) at++;
    if (hazard !== undefined) refuse(valuesOf(isApart ? args[at] : word), hazard);
  }
  if (operands === undefined) return;
  const end = judged === undefined ? undefined : at + skipped + judged;
  for (const word of args.slice(at + skipped, end)) refuse(valuesOf(word), operands);
}

function judgePrintf(args: readonly Word[]): void {
  const [first, second] = args;
  if (first === undefined) return;
  const lead = leadOf(first);
  if (lead === '--') return;
  if (lead.startsWith('-v')) refuse(valuesOf(staticText(first) === '-v' ? second : first), VARIABLE);
  else if (beginsWithValue(first)) refuse(valuesOf(first), FORMAT);
}

function judgeTest(args: readonly Word[]): void {
  const [first] = args;
  if (first !== undefined && staticText(first) === '!' && args.length > 2) {
    judgeTest(args.slice(1));
    return;
  }
  args.forEach((word, at) => {
    if (NAMED.has(staticText(word)) && at + 1 < args.length) refuse(valuesOf(args[at + 1]), VARIABLE);
  });
  if (first !== undefined && args.length === 2 && beginsWithValue(first)) refuse(valuesOf(first), OPERATOR);
}

/** Judges the words of `[[ ]]`. */
export function judgeCondition(words: readonly Word[]): void {
  words.forEach((word, at) => {
    const text = staticText(word);
    if (COMPARISONS.has(text)) {
      const hazard = arithmeticHazard(`a comparison of numbers in [[ ]]`);
      refuse([...valuesOf(words[at - 1]), ...valuesOf(words[at + 1])], hazard);
    } else if (NAMED.has(text)) refuse(valuesOf(words[at + 1]), VARIABLE);
  });
}

function judgeDeclaration(args: readonly Word[], { assignments }: Command): void {
  const flags = args
    .map((word) => staticText(word) ?? '')
    .filter((text) => /^[-+]/.test(text))
    .join('');
  const isArray = /[aA]/.test(flags);
  const hazard = flags.includes('n') && !flags.includes('f') ? VARIABLE : undefined;
  for (const { isArray: isList, values } of assignments) {
    if (hazard !== undefined) refuse(values.flatMap(valuesOf), hazard);
    else if (isArray && !isList) refuse(values.flatMap(valuesOf), LIST);
  }
  for (const word of args) {
    const isNamed = /^[A-Za-z_]\w*\+?=/.test(leadOf(word));
    refuse(valuesOf(word), isNamed ? (hazard ?? (isArray ? LIST : undefined) ?? QUOTED) : VARIABLE);
  }
}

const LIST: Hazard = {
  kind: 'evaluated',
  where: 'the text of an array, which bash evaluates',
  fix: 'write name=(${value}) with the brackets outside of the value',
};

// in quotes it is the same word for bash as without, but not for the arrays of bash
const QUOTED: Hazard = {
  kind: 'evaluated',
  where: 'a quoted declaration, which bash may read as an array',
  fix: 'write name=${value}, with no quotes around all of it',
};

/** Variables that bash gives values to by calculating them. */
const CALCULATED: ReadonlySet<string> = new Set([
  ...['RANDOM', 'SRANDOM', 'SECONDS', 'LINENO', 'HISTCMD', 'BASHPID', 'OPTIND', 'EPOCHSECONDS'],
]);

/** Variables whose text a shell runs, or a program hands to one. */
const RUN_VARIABLES: ReadonlySet<string> = new Set([
  ...['PS0', 'PS1', 'PS2', 'PS4', 'PROMPT_COMMAND', 'BASH_ENV', 'ENV', 'GIT_SSH_COMMAND', 'GIT_EDITOR', 'GIT_SEQUENCE_EDITOR', 'GIT_PAGER'],
  ...['GIT_EXTERNAL_DIFF', 'GIT_PROXY_COMMAND', 'EDITOR', 'VISUAL', 'PAGER', 'MANPAGER', 'LESSOPEN', 'LESSCLOSE', 'PERL5OPT', 'PERL5DB'],
  ...['RUBYOPT', 'NODE_OPTIONS', 'PYTHONSTARTUP', 'LD_PRELOAD'],
]);

/** The hazard of a value that a variable of the name is given; undefined for ordinary ones. */
export function variableHazard(name: string, integers: ReadonlySet<string>): Hazard | undefined {
  if (CALCULATED.has(name) || integers.has(name)) return arithmeticHazard(`the value of ${name}, which bash calculates`);
  return RUN_VARIABLES.has(name) ? codeHazard(`the value of ${name}, which is run as a command`) : undefined;
}

/** Judges what variables are given. */
export function judgeAssignments(assignments: readonly Assignment[], integers: ReadonlySet<string>): void {
  for (const { name, values } of assignments) {
    const hazard = variableHazard(name, integers);
    if (hazard !== undefined) refuse(values.flatMap(valuesOf), hazard);
  }
}
