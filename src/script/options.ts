import { refuse, unknownKeys } from '../synth';

/** Options of a script for a shell, by the shell's own names. */
export interface ShellOptions {
  /** Whether the script stops when a command fails: `set -e`. @default true */
  readonly errexit?: boolean;
  /** Whether the script stops where a variable is not set: `set -u`. @default true */
  readonly nounset?: boolean;
  /** Whether a pipeline fails when one of its commands does: `set -o pipefail`, of bash alone. @default true */
  readonly pipefail?: boolean;
}

/** Refuses options that the shell does not have. */
export function checkOptions(language: 'sh' | 'bash', options: ShellOptions): void {
  const [unknown] = unknownKeys('ShellOptions', options);
  if (unknown !== undefined) throw new Error(`${language}: ${unknown.message}`);
  if (language === 'sh' && 'pipefail' in options)
    throw new Error('sh: unknown option "pipefail" (it has: errexit, nounset); it is an option of the tag bash');
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && typeof value !== 'boolean') refuse({}, `${language} ${name}`, value, 'write true or false');
}
