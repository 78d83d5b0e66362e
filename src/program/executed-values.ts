import { isRuntimeValue, scan } from '../refs';
import { type CommandLine, findExecutedEnvironment, findRunValues, namesOfValues, type RunValue } from '../shell';
import { demandsOfProgram } from './demands';
import { findExecutedVariables } from './executed-variables';

/**
 * Returns the run-time values that a container's command line or script evaluates: those in program text, and those in a variable or
 * argument of a program for a shell, Python or Node.js that evaluates it, and those in variables from which programs take code.
 * @param template - the Task's stepTemplate
 */
export function findExecutedValues(container: CommandLine, template: CommandLine = {}): readonly RunValue[] {
  const own = namesOfValues(container.env ?? []);
  const names = template.env === undefined ? own : namesOfValues([...template.env, ...(container.env ?? [])]);
  return [
    ...findRunValues(container, template, demandsOfProgram, names),
    ...inOtherLanguages(container, template, names),
    ...findExecutedEnvironment(container, own),
  ];
}

function inOtherLanguages(container: CommandLine, template: CommandLine, names: ReadonlyMap<string, string>): readonly RunValue[] {
  const program = programOf(container, template);
  if (program === undefined) return [];
  const { text, args, field } = program;
  if (names.size === 0 && !args.some((arg) => arg.includes('$('))) return [];
  return findExecutedVariables(text, names, (at) => valueIn(args[at] ?? '')).map((variable) => ({ ...variable, field, variable }));
}

interface Program {
  readonly text: string;
  readonly args: readonly string[];
  readonly field: RunValue['field'];
}

/** The script, or the program after `python -c` and `node -e`. */
function programOf(container: CommandLine, template: CommandLine): Program | undefined {
  const { script, command = template.command ?? [], args = template.args ?? [] } = container;
  if (script !== undefined) return script.startsWith('#!') ? { text: script, args, field: ['script'] } : undefined;
  const words = [...command, ...args];
  const name = /(?:^|\/)(python[\d.]*|node)$/.exec(words[0] ?? '')?.[1];
  const at = words.findIndex((word) => /^(?:-\w*c|-e|-p|--eval|--print)$/.test(word));
  const text = words[at + 1];
  if (name === undefined || at < 1 || text === undefined) return undefined;
  // without a script, the first argument of node is process.argv[1]
  const rest = words.slice(at + 2);
  return {
    text: `#!${name}\n${text}`,
    args: name === 'node' ? rest.slice(1) : rest,
    field: [container.command === undefined ? 'args' : 'command'],
  };
}

function valueIn(text: string): string | undefined {
  return scan(text).find(({ body }) => isRuntimeValue(body))?.body;
}
