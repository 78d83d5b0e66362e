import { isRuntimeValue, scan } from '../refs';
import type { CommandLine } from './command-line';
import type { Demand } from './followed';
import { findHazards, type ProgramReader } from './hazards';
import { dialectOf } from './masked';
import { readShell } from './reader/script-reader';
import type { Value } from './reader/source';
import { positionOf } from './scopes';
import { variablesIn } from './tekton-variables';

/** A variable or argument that contains a run-time value and that a program evaluates, as in `echo $((N))` with N in `env`. */
export interface EvaluatedVariable {
  /** The text inside the `$( )` of the value. */
  readonly body: string;
  /** The name of the variable, or `$1`. */
  readonly name: string;
  /** Its location in the program, such as `an arithmetic expansion`. */
  readonly where: string;
  readonly fix: string;
  /** Whether the shell evaluates it as arithmetic, where an integer is harmless. */
  readonly isArithmetic: boolean;
  /** Line of the script. */
  readonly line: number;
}

/** Returns the variables and arguments with a run-time value that the container's shell script evaluates. */
export function findEvaluatedVariables(
  container: CommandLine,
  template: CommandLine,
  names: ReadonlyMap<string, string>,
  readProgram?: ProgramReader,
): readonly EvaluatedVariable[] {
  const { script, args = template.args ?? [] } = container;
  if (script === undefined) return [];
  if (names.size === 0 && !args.some((arg) => arg.includes('$('))) return [];
  return demandsOf(script, readProgram).flatMap((demand) => {
    const found = variableOf(demand, names, args);
    return found === undefined ? [] : [{ ...found, ...reasonOf(demand), line: script.slice(0, demand.at).split('\n').length }];
  });
}

/** Returns the variables with a run-time value that the programs of a command line evaluate. */
export function evaluatedInCommand(demands: readonly Demand[], names: ReadonlyMap<string, string>): readonly EvaluatedVariable[] {
  return demands.flatMap((demand) => {
    const body = names.get(demand.variable);
    return body === undefined ? [] : [{ body, name: demand.variable, ...reasonOf(demand), line: 1 }];
  });
}

function reasonOf({ hazard: { where, fix } }: Demand) {
  return { where, fix, isArithmetic: fix.includes('integer(') };
}

function variableOf({ variable }: Demand, names: ReadonlyMap<string, string>, args: readonly string[]) {
  const position = positionOf(variable);
  if (position === undefined) {
    const body = names.get(variable);
    return body === undefined ? undefined : { body, name: variable };
  }
  for (const [at, arg] of args.entries()) {
    const [value] = valuesIn(arg);
    if (value === undefined) continue;
    const isList = value.endsWith('[*]');
    if (at + 1 === position.from || (isList && at < position.from) || (position.isRest && at + 1 > position.from))
      return { body: value, name: `$${at + 1}` };
  }
  return undefined;
}

/** The run-time values in a string: the text inside each `$( )`. */
function valuesIn(text: string): readonly string[] {
  return scan(text).flatMap(({ body }) => (isRuntimeValue(body) ? [body] : []));
}

/** The variables of a container that hold a run-time value, with the value; the kubelet expands variables in later ones. */
export function namesOfValues(env: NonNullable<CommandLine['env']>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, value = '' } of env) {
    if (name === undefined) continue;
    const [body] = scan(value).flatMap((one) => (isRuntimeValue(one.body) ? one.body : (names.get(one.body) ?? [])));
    if (body === undefined) names.delete(name);
    else names.set(name, body);
  }
  return names;
}

/** Programs that create many Tasks give them the same script. */
const known = new Map<string, readonly Demand[]>();
const MAX_KNOWN = 100;

function demandsOf(script: string, readProgram?: ProgramReader): readonly Demand[] {
  const found = known.get(script);
  if (found !== undefined) return found;
  const demands = dialectOf(script) === undefined ? [] : demandsOfShell(script, readProgram);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(script, demands);
  return demands;
}

function demandsOfShell(script: string, readProgram?: ProgramReader): readonly Demand[] {
  const values = new Map<number, Value>();
  for (const { body, at } of variablesIn(script)) values.set(at, { index: values.size, length: body.length + 3 });
  return findHazards(readShell(script, values), readProgram);
}
