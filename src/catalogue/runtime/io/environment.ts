import { statSync } from 'node:fs';

/**
 * Maximum size of a result in bytes: the results of a pod share 4096 bytes, the container's termination message, and less where many steps
 * share a pod: `RESULT_BYTES` without the earlier results, of which the later ones get the same share.
 */
export function maximumResultBytes(): number {
  const all = optionalVariable('RESULT_BYTES');
  if (all === undefined) return 2048;
  const earlier = (optionalVariable('EARLIER_RESULTS') ?? '').split(' ').filter((path) => path !== '');
  const taken = earlier.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return Math.min(2048, Math.max(0, Math.floor((Number(all) - taken) / (1 + Number(optionalVariable('LATER_RESULTS') ?? 0)))));
}

/** The value of a required environment variable. @throws Error naming the variable when it is unset or empty */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** The value of an environment variable; undefined when it is unset or empty. */
export function optionalVariable(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** The comma-separated items of an environment variable. @default - `otherwise`, when the variable is unset or empty */
export function listVariable(name: string, otherwise: string): readonly string[] {
  const items = (process.env[name] || otherwise).split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** Runs the work of a step; an error ends the step with exit code 1 and a one-line message. */
export function runStep(work: () => void | Promise<void>): void {
  const fail = (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  };
  try {
    work()?.catch(fail);
  } catch (error) {
    fail(error);
  }
}
