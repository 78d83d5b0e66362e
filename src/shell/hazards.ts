import { checkAssignments, checkCondition } from './builtins';
import { Call, type Surroundings } from './call';
import { checkWords } from './command-hazards';
import { CommandLines } from './command-lines';
import { type Demand, followVariables } from './followed';
import { KnownWords } from './known-words';
import { demandsOfOther } from './other-programs';
import { readShell } from './reader/script-reader';
import { arithmeticHazard } from './reader/source';
import { Scopes } from './scopes';
import type { Assignment, Command, ShellScript, ValueLocation, Word } from './syntax';
import { constantsIn, leadOf, refuse, staticText, valuesIn } from './words';

/**
 * Records for each location whether a value there would be evaluated.
 * @param readProgram - reads programs in other languages. Default: they are not followed
 * @returns the variables that would be evaluated if the caller of the script set them
 */
export function findHazards(script: ShellScript, readProgram: ProgramReader = () => NONE): readonly Demand[] {
  return new Programs(readProgram).hazardsOf(script, 0);
}

/** Returns what a program of Python or Node.js executes; the title is that of `Interpreter`. */
export type ProgramReader = (title: string, program: string) => readonly Demand[];

/** The depth to which programs in programs are read. */
const MAX_PROGRAMS = 8;

/** Checks a script and the scripts that it runs, each once. */
class Programs {
  private readonly demands = new Map<string, readonly Demand[]>();

  constructor(private readonly readProgram: ProgramReader) {}

  hazardsOf(script: ShellScript, depth: number): readonly Demand[] {
    const { commands, locations } = script;
    const { integers, maps } = declaredIn(commands);
    const functions = linkFunctions(script);
    const around = this.aroundOf(script, depth);
    const lines = new CommandLines(new KnownWords(script, new Scopes(script)), functions, around);
    for (const command of commands) {
      checkAssignments(command.assignments, integers);
      around.uses.push(...command.assignments.flatMap((assignment) => namesIn(assignment, integers)));
      if (command.kind === 'condition') checkCondition(command.words);
      else if (command.kind === 'simple') checkWords(command.words, new Call(command, around));
      lines.check(command);
    }
    for (const { parts, where } of script.calculated) refuse(valuesIn(parts), arithmeticHazard(where));
    for (const location of [...locations, ...script.uses])
      if (location.hazard?.where === 'a subscript' && maps.has(location.array ?? '')) delete location.hazard;
    return followVariables(script, around.uses);
  }

  private aroundOf(script: ShellScript, depth: number): Surroundings {
    const { commands } = script;
    const { exported } = declaredIn(commands);
    const constants = constantsIn(commands);
    const withOwn = withFunctions(script);
    const areExported = commands.some(exportsFunctions);
    const withExported = (program: string) => (areExported ? withOwn(program) : program);
    return {
      uses: [],
      constantOf: (name) => constants.get(name),
      demandsOf: (program, title) =>
        title === undefined
          ? this.demandsOf(withExported(program), depth + 1)
          : [...demandsOfOther(title, program), ...this.readProgram(title, program)],
      demandsHere: (program) => this.demandsOf(withOwn(program), depth + 1),
      checkWith: (program, args) => this.checkWith(withExported(program), args, depth + 1),
      isExported: (name) => exported === 'all' || exported.has(name),
    };
  }

  /** Checks what a program runs that are its arguments, as in `sh -c '"$@"' _ eval "$x"`. */
  private checkWith(program: string, args: readonly Word[], depth: number): void {
    if (depth > MAX_PROGRAMS || args.length === 0 || !program.includes('$')) return;
    const script = readShell(program);
    const lines = new CommandLines(new KnownWords(script, new Scopes(script)), linkFunctions(script), this.aroundOf(script, depth));
    for (const command of script.commands) lines.check(command, { scope: '', args });
  }

  private demandsOf(program: string, depth: number): readonly Demand[] {
    if (depth > MAX_PROGRAMS || program.trim() === '') return NONE;
    const known = this.demands.get(program);
    if (known !== undefined) return known;
    this.demands.set(program, NONE);
    const found = this.hazardsOf(readShell(program), depth);
    this.demands.set(program, found);
    return found;
  }
}

const NONE: readonly never[] = [];

/** Whether the command passes functions to other shells. */
function exportsFunctions({ words }: Command): boolean {
  const [name = '', ...flags] = words.map((word) => staticText(word) ?? '');
  return (
    /^(?:export|declare|typeset)$/.test(name) &&
    flags.some((flag) => /^-\w*f/.test(flag)) &&
    (name === 'export' || flags.some((flag) => /^-\w*x/.test(flag)))
  );
}

/** Puts the functions of a script that a program names before the program. */
function withFunctions({ functions, text = '' }: ShellScript): (program: string) => string {
  return (program) => {
    const used = functions
      .slice(0, MAX_FUNCTIONS)
      .filter(({ name }) => name !== undefined && /^\w+$/.test(name) && new RegExp(`\\b${name}\\b`).test(program));
    const bodies = used.map(({ name, from, to }) => `${name}() ${text.slice(from, to + 1).replaceAll('\0', '0')}\n`);
    return bodies.length === 0 ? program : bodies.join('') + program;
  };
}

/** The variables that bash reads when a text with their names is assigned to an integer. */
function namesIn({ name, values: [word] }: Assignment, integers: ReadonlySet<string>): readonly ValueLocation[] {
  const text = integers.has(name) ? staticText(word) : undefined;
  return (text?.match(/(?<![\w#$])[A-Za-z_]\w*/g) ?? []).map((variable) => ({
    ...{ index: -1, at: word?.from ?? 0, quoting: 'bare', isEscaped: false, variable },
    hazard: arithmeticHazard(`the value of ${name}, which bash evaluates as arithmetic`),
  }));
}

/** Gives calls of the script's own functions the commands of these, which it returns by name. */
function linkFunctions({ commands, functions }: ShellScript): ReadonlyMap<string, readonly Command[]> {
  const bodies = new Map(
    functions.slice(0, MAX_FUNCTIONS).map(({ name = '', from, to }) => {
      const isInside = ({ words, assignments }: Command) => {
        const at = words[0]?.from ?? assignments[0]?.values[0]?.from ?? -1;
        return from < at && at < to;
      };
      return [name, commands.filter(isInside)] as const;
    }),
  );
  for (const command of commands) {
    const name = staticText(command.words[0]);
    const body = name === undefined ? undefined : bodies.get(name);
    if (body !== undefined) command.body = body;
  }
  return bodies;
}

/** Bounds the work for scripts with endless functions. */
const MAX_FUNCTIONS = 200;

/** The variables that the script declares as integers, and associative arrays. */
function declaredIn(commands: readonly Command[]): Declared {
  const integers = new Set<string>();
  const maps = new Set<string>();
  const exported = new Set<string>();
  let areAllExported = false;
  for (const { words, assignments } of commands) {
    const texts = words.map((word) => staticText(word) ?? leadOf(word).replace(/\+?=.*$/s, ''));
    areAllExported ||= texts[0] === 'set' && texts.some((text) => /^-\w*a|^allexport$/.test(text));
    if (!texts.some((text) => DECLARING.has(text))) continue;
    const flags = texts.filter((text) => text.startsWith('-')).join('');
    const names = [...texts.slice(1), ...assignments.map(({ name }) => name)];
    if (flags.includes('i')) for (const name of names) integers.add(name);
    if (flags.includes('A')) for (const name of names) maps.add(name);
    if (flags.includes('x') || texts.includes('export')) for (const name of names) exported.add(name.replace(/=.*$/s, ''));
  }
  return { integers, maps, exported: areAllExported ? 'all' : exported };
}

interface Declared {
  readonly integers: ReadonlySet<string>;
  readonly maps: ReadonlySet<string>;
  /** Variables that the script passes to the programs that it starts. */
  readonly exported: ReadonlySet<string> | 'all';
}

const DECLARING: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);
