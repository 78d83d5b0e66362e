import { isRuntimeValue, parseVariable, scan } from '../refs';
import type { CommandLine } from './command-line';
import { type EvaluatedVariable, evaluatedInCommand, findEvaluatedVariables, namesOfValues } from './evaluated-variables';
import { findHazards, type ProgramReader } from './hazards';
import { type Part, STDIN, type ValueLocation, type Word } from './syntax';

/** A variable in a word of a program's command line. */
interface Variable {
  readonly body: string;
  /** Offset of its `$`. */
  readonly at: number;
}

/** A run-time value that becomes part of a program's text. */
export interface RunValue {
  /** The text inside its `$( )`. */
  readonly body: string;
  /** The field of the container: `command` or `args` with the index of the item, `env` with that of the variable, or the program that evaluates a variable. */
  readonly field: readonly ['command' | 'args' | 'env', number] | readonly ['command' | 'args' | 'script'];
  /** The variable or argument that holds the value, when the value is not part of the program text. */
  readonly variable?: EvaluatedVariable;
  /** Its location, such as `the program text of "sh -c"`. */
  readonly where: string;
  readonly fix: string;
}

/**
 * Returns the run-time values that a container's command line or script evaluates: those in program text, as in
 * `sh -c "echo $(params.x)"`, and those in a variable or argument of a program that evaluates it.
 * @param names - the variables that hold a value, with the value
 * @param template - the Task's stepTemplate; its command and args apply to steps without their own, and are reported with the template
 */
export function findRunValues(
  container: CommandLine,
  template: CommandLine = {},
  readProgram?: ProgramReader,
  names: ReadonlyMap<string, string> = namesOfValues([...(template.env ?? []), ...(container.env ?? [])]),
): readonly RunValue[] {
  const { script, command = script === undefined ? (template.command ?? []) : [], args = template.args ?? [] } = container;
  const words = [...command, ...args];
  if (names.size === 0 && !words.some((word) => word.includes('$('))) return [];
  if (script !== undefined)
    return findEvaluatedVariables(container, template, names, readProgram).map((variable) => ({
      ...variable,
      field: ['script'],
      variable,
    }));
  // without a command the image's own program runs, which may pass its arguments to a shell
  const line = command.length > 0 ? words : ['entrypoint', ...words];
  const { found, demands } = findRun(line, (word) => valuesIn(word, names), readProgram);
  const own = (['command', 'args'] as const).find((list) => container[list] !== undefined);
  return [
    ...found.flatMap(({ index, ...one }): RunValue[] => {
      const at = index - line.length + words.length;
      const field = at < command.length ? (['command', at] as const) : (['args', at - command.length] as const);
      // the args of the template are a program only with the step's own command
      const isOwn = container[field[0]] !== undefined || (field[0] === 'args' && container.command !== undefined);
      return isOwn ? [{ ...one, field }] : [];
    }),
    ...(own === undefined ? [] : evaluatedInCommand(demands, names).map((variable): RunValue => ({ ...variable, field: [own], variable }))),
  ];
}

function valuesIn(word: string, names: ReadonlyMap<string, string>): readonly Variable[] {
  return scan(word).filter(({ body }) => names.has(body) || isRuntimeValue(body));
}

interface Found {
  readonly index: number;
  readonly body: string;
  readonly where: string;
  readonly fix: string;
}

function findRun(words: readonly string[], variablesIn: (word: string) => readonly Variable[], readProgram?: ProgramReader) {
  const locations: ValueLocation[] = [];
  const variables = words.flatMap((word, index) => variablesIn(word).map((variable) => ({ ...variable, index })));
  const read = words.map((word) => wordOf(word, variablesIn(word), locations));
  const stdin: ValueLocation = { index: -1, at: 0, quoting: 'bare', isEscaped: false, variable: STDIN };
  const demands = findHazards(
    {
      commands: [{ kind: 'simple', assignments: [], words: read, redirects: [], feeds: [], stdin }],
      locations,
      uses: [],
      marks: [],
      parameters: new Set(),
      functions: [],
      loops: [],
      calculated: [],
    },
    readProgram,
  );
  const found = locations.flatMap(({ index, hazard }): Found[] => {
    const variable = variables[index];
    const isCommand = hazard?.kind === 'evaluated' && variable?.index === 0 && parseVariable(variable.body).kind === 'param';
    return (hazard?.isProgram || isCommand) && hazard && variable
      ? [{ index: variable.index, body: variable.body, where: hazard.where, fix: hazard.fix }]
      : [];
  });
  return { found, demands };
}

/** The word with a location for each of its variables; no shell reads it. */
function wordOf(word: string, variables: readonly Variable[], locations: ValueLocation[]): Word {
  const parts: Part[] = [];
  let end = 0;
  for (const { at, body } of variables) {
    const location: ValueLocation = { index: locations.length, at, quoting: 'bare', isEscaped: false };
    locations.push(location);
    if (at > end) parts.push({ kind: 'text', text: word.slice(end, at), isQuoted: true });
    parts.push({ kind: 'value', location });
    end = at + body.length + 3;
  }
  parts.push({ kind: 'text', text: word.slice(end), isQuoted: true });
  return { from: 0, to: 0, parts };
}
