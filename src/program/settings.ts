import { findRunValues } from '../shell';
import type { Hazard } from './hazard';

/** Finds values in environment variables that a shell program, which the program has as a string, evaluates. */
export class Settings {
  private readonly found: { readonly name: string; readonly value: number }[] = [];
  private readonly literals: string[] = [];

  /** Records a value, or the use of a variable, that becomes the value of an environment variable. */
  set(name: string | undefined, value: number): void {
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) this.found.push({ name, value });
  }

  literal(text: string): void {
    if (text.includes('$')) this.literals.push(text.replace(/\\(["'\\])/g, '$1'));
  }

  hazards(): readonly Hazard[] {
    return this.found.flatMap(({ name, value }) =>
      this.literals.some((text) => evaluates(text, name))
        ? [{ value, where: `in the variable ${name} of a program for a shell`, purpose: 'shell' as const }]
        : [],
    );
  }
}

/** Whether the shell program evaluates the variable. */
function evaluates(text: string, name: string): boolean {
  if (!new RegExp(`\\$\\{?!?${name}\\b`).test(text)) return false;
  return findRunValues({ command: ['sh', '-c', text], env: [{ name, value: '$(params.v)' }] }).length > 0;
}
