import { TekwireError } from '../diagnostics';
import { shown, unknownKeys } from '../synth';

/** Options of a shell script, by the names that the shell uses. */
export interface ShellOptions {
  /** Whether the script stops when a command fails: `set -e`. @default true */
  readonly errexit?: boolean;
  /** Whether the script stops when it reads an unset variable: `set -u`. @default true */
  readonly nounset?: boolean;
  /** Whether a shell pipeline fails when one of its commands does: `set -o pipefail`; bash only. @default true */
  readonly pipefail?: boolean;
}

/** Throws for options that the shell does not have. */
export function checkOptions(language: 'sh' | 'bash', options: ShellOptions): void {
  const [unknown] = unknownKeys('ShellOptions', options);
  if (unknown !== undefined) failOption(language, unknown.message, 'TW299');
  if (language === 'sh' && 'pipefail' in options)
    failOption(language, 'unknown option "pipefail" (available: errexit, nounset); it is an option of the tag bash', 'TW299');
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && typeof value !== 'boolean')
      failOption(`${language} ${name}`, `expected true or false, found ${shown(value)}`);
}

function failOption(language: string, problem: string, code = 'TW288'): never {
  throw new TekwireError(`${language}: ${problem}`, { code, problem: `${language}: ${problem}` });
}
