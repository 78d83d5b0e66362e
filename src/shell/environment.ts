import type { RunValue } from './arguments';
import type { CommandLine } from './command-line';
import { useOfVariable } from './tools/variables';

/**
 * Returns the run-time values in variables of a container that shells and other programs execute or load code from, as `BASH_ENV`.
 * @param names - the variables of the container that hold a value, with the value
 */
export function findExecutedEnvironment({ env = [] }: CommandLine, names: ReadonlyMap<string, string>): readonly RunValue[] {
  if (names.size === 0) return [];
  return env.flatMap(({ name = '' }, at): RunValue[] => {
    const body = useOfVariable(name) !== undefined ? names.get(name) : undefined;
    return body === undefined ? [] : [{ body, field: ['env', at], where: `the variable ${name}, from which programs take code`, fix: FIX }];
  });
}

const FIX = 'write a literal there; give the value to your program in a variable of another name';
