import type { Param, ParamSpec } from '../../spec';
import { describeParam, readValue } from './params';
import type { Terminal } from './terminal';

/** Asks for the values of params until each is valid. Returns undefined when the input has ended. */
export async function askParams(
  missing: readonly ParamSpec[],
  { ask }: Terminal,
  err: (text: string) => void,
): Promise<readonly Param[] | undefined> {
  const params: Param[] = [];
  for (const spec of missing) {
    for (;;) {
      const answer = await ask(`${describeParam(spec)} = `);
      if (answer === undefined) return undefined;
      const read = readValue([answer], spec);
      if ('value' in read) {
        params.push({ name: spec.name, value: read.value });
        break;
      }
      err(`${spec.name}: ${read.problem}`);
    }
  }
  return params;
}
