import type { Call } from './call';
import { arithmeticHazard } from './reader/source';
import type { Assignment, Hazard, Word } from './syntax';
import { useOfVariable } from './tools/variables';
import { beginsWithValue, inputOf, leadOf, programIn, programsInInput, refuse, staticText, valuesOf } from './words';

/** Checks the arguments of one builtin. */
type ArgumentCheck = (args: readonly Word[], call: Call) => void;

const POSITIONAL = 'let the inner program read it: as an argument, sh -c \'… "$1" …\' _ ${value}, or from its environment';

/** The hazard of a value in text that is executed. */
export function codeHazard(where: string, fix = POSITIONAL): Hazard {
  return { kind: 'evaluated', where, fix, isProgram: true };
}

const VARIABLE: Hazard = {
  kind: 'evaluated',
  where: 'the name of a variable, whose subscript bash evaluates',
  fix: 'write a literal name; choose between several with case',
};

const FILE: Hazard = {
  kind: 'evaluated',
  where: 'the name of the file from which the shell reads commands',
  fix: 'choose between files with case',
};

/** The options of a builtin that have a value, and what the builtin does with it. */
interface Options {
  /** Letters of options with a value. */
  readonly withValue: string;
  /** Those among them whose value is evaluated. */
  readonly evaluated?: Readonly<Record<string, Hazard>>;
  /** The hazard of values in the operands. */
  readonly operands?: Hazard;
  /** The number of operands that are checked. @default - all */
  readonly checked?: number;
  /** The number of operands before those that are not checked. @default 0 */
  readonly skipped?: number;
}

const RUN = codeHazard('a command that the shell executes later');

const withOptions: Readonly<Record<string, Options>> = {
  eval: { withValue: '', operands: codeHazard('the text of eval', 'write the command without eval; ${value} is one word of it') },
  trap: {
    withValue: '',
    operands: codeHazard('the command of trap', 'assign it to a variable, and write trap \'command "$variable"\' in single quotes'),
    checked: 1,
  },
  let: { withValue: '', operands: arithmeticHazard('let') },
  read: { withValue: 'adinNptu', evaluated: { a: VARIABLE }, operands: VARIABLE },
  unset: { withValue: '', operands: VARIABLE },
  getopts: { withValue: '', operands: VARIABLE, skipped: 1, checked: 1 },
  mapfile: { withValue: 'dnOsucC', evaluated: { C: RUN }, operands: VARIABLE },
  wait: { withValue: 'p', evaluated: { p: VARIABLE } },
  alias: { withValue: '', operands: RUN },
  '.': { withValue: '', operands: FILE, checked: 1 },
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
  fix: 'write a literal operator',
};

const COMPARISONS: ReadonlySet<string | undefined> = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);
const NAMED: ReadonlySet<string | undefined> = new Set(['-v', '-R']);

const checks: Readonly<Record<string, ArgumentCheck>> = {
  printf: checkPrintf,
  test: checkTest,
  '[': (args) => checkTest(args.slice(0, -1)),
  declare: checkDeclaration,
  typeset: checkDeclaration,
  local: checkDeclaration,
  export: checkDeclaration,
  readonly: checkDeclaration,
};

const synonyms: Readonly<Record<string, string>> = { source: '.', readarray: 'mapfile' };

/** Checks the arguments of a builtin of the shell. */
export function checkBuiltin(name: string, args: readonly Word[], call: Call): void {
  const known = synonyms[name] ?? name;
  if (Object.hasOwn(checks, known)) checks[known]?.(args, call);
  const options = Object.hasOwn(withOptions, known) ? withOptions[known] : undefined;
  if (options !== undefined) checkOptions(args, options);
  if (known === 'eval') call.runHere(args.map(({ parts }) => programIn(parts)).join(' '));
  if (known === 'trap') call.runHere(programIn((args.find((word) => leadOf(word) !== '--') ?? NO_WORD).parts));
  if (known === '.') call.execute(args[0]);
  if (known === '.' && INPUTS.has(staticText(args[0]))) {
    refuse(inputOf(call.command), codeHazard('the input that the shell reads commands from'));
    for (const program of programsInInput(call.command)) call.runHere(program);
  }
}

const NO_WORD: Word = { from: 0, to: 0, parts: [] };

/** File names that stand for the standard input. */
export const INPUTS: ReadonlySet<string | undefined> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function checkOptions(args: readonly Word[], { withValue, evaluated = {}, operands, checked, skipped = 0 }: Options): void {
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
  const end = checked === undefined ? undefined : at + skipped + checked;
  for (const word of args.slice(at + skipped, end)) refuse(valuesOf(word), operands);
}

function checkPrintf(args: readonly Word[]): void {
  const [first, second] = args;
  if (first === undefined) return;
  const lead = leadOf(first);
  if (lead === '--') return;
  if (lead.startsWith('-v')) refuse(valuesOf(staticText(first) === '-v' ? second : first), VARIABLE);
  else if (lead === '') refuse(valuesOf(first), FORMAT);
}

function checkTest(args: readonly Word[]): void {
  const [first] = args;
  if (first !== undefined && staticText(first) === '!' && args.length > 2) {
    checkTest(args.slice(1));
    return;
  }
  args.forEach((word, at) => {
    if (NAMED.has(staticText(word)) && at + 1 < args.length) refuse(valuesOf(args[at + 1]), VARIABLE);
  });
  if (first !== undefined && args.length === 2 && beginsWithValue(first)) refuse(valuesOf(first), OPERATOR);
}

/** Checks the words of `[[ ]]`. */
export function checkCondition(words: readonly Word[]): void {
  words.forEach((word, at) => {
    const text = staticText(word);
    if (COMPARISONS.has(text)) {
      const hazard = arithmeticHazard(`a comparison of numbers in [[ ]]`);
      refuse([...valuesOf(words[at - 1]), ...valuesOf(words[at + 1])], hazard);
    } else if (NAMED.has(text)) refuse(valuesOf(words[at + 1]), VARIABLE);
  });
}

function checkDeclaration(args: readonly Word[], { command: { assignments } }: Call): void {
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
  where: 'the string that is assigned to an array, which bash evaluates',
  fix: 'write name=(${value}) with the brackets outside the value',
};

// for bash a quoted word is the same as an unquoted one, except in arrays
const QUOTED: Hazard = {
  kind: 'evaluated',
  where: 'a quoted declaration, which bash may read as an array',
  fix: 'write name=${value}, without quotes around the whole word',
};

/** Variables whose values bash calculates. */
const CALCULATED: ReadonlySet<string> = new Set([
  ...['RANDOM', 'SRANDOM', 'SECONDS', 'LINENO', 'HISTCMD', 'BASHPID', 'OPTIND', 'EPOCHSECONDS'],
]);

/** The hazard of a value that is assigned to a variable of this name; undefined for ordinary variables. */
export function variableHazard(name: string, integers: ReadonlySet<string>): Hazard | undefined {
  if (CALCULATED.has(name) || integers.has(name)) return arithmeticHazard(`the value of ${name}, which bash evaluates as arithmetic`);
  const use = useOfVariable(name);
  if (use === 'loaded') return codeHazard(`the value of ${name}, from which programs take code`, 'write literal folders');
  return use === 'executed' ? codeHazard(`the value of ${name}, which is executed as a command`, CHOOSE) : undefined;
}

const CHOOSE = 'write a literal; choose between several with case';

/** Checks the values that are assigned to variables. */
export function checkAssignments(assignments: readonly Assignment[], integers: ReadonlySet<string>): void {
  for (const { name, values } of assignments) {
    const hazard = variableHazard(name, integers);
    if (hazard !== undefined) refuse(values.flatMap(valuesOf), hazard);
  }
}
