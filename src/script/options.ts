import { suggestion } from '../diagnostics';
import { refuse } from '../synth';

/** Options of a script for a shell, by the shell's own names. */
export interface ShellOptions {
  /** Whether the script stops when a command fails: `set -e`. @default true */
  readonly errexit?: boolean;
  /** Whether the script stops where a variable is not set: `set -u`. @default true */
  readonly nounset?: boolean;
  /** Whether a pipeline fails when one of its commands does: `set -o pipefail`, of bash alone. @default true */
  readonly pipefail?: boolean;
}

const names = { sh: ['errexit', 'nounset'], bash: ['errexit', 'nounset', 'pipefail'] } as const;

/** Refuses options that the shell does not have. */
export function checkOptions(language: 'sh' | 'bash', options: object): void {
  const known: readonly string[] = names[language];
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) throw new Error(`${language}: unknown option "${name}"${suggestion(name, known)}`);
    if (value !== undefined && typeof value !== 'boolean') refuse({}, `${language} ${name}`, value, 'write true or false');
  }
}
