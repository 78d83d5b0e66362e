/** Bytes that a result may have: results of all steps of a pod share 4096, the container's termination message. */
export const maximumResultBytes = 2048;

/** Value of an environment variable that the step must have. @throws Error naming the variable when it is not set or empty */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** The same, or undefined where it is not set or empty. */
export function optionalVariable(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** Items of a list in an environment variable, separated by commas. @default - `otherwise`, when the variable is not set or empty */
export function listVariable(name: string, otherwise: string): readonly string[] {
  const items = (process.env[name] || otherwise).split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** Runs a step's work; an error ends the step with code 1 and one line that says why. */
export function runStep(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
