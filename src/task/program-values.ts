import { ruleError } from '../diagnostics';
import { findExecutedValues } from '../program';
import type { CommandLine, RunValue } from '../shell';

/**
 * Refuses run-time values in the program text of a container's command line, as in `sh -c "echo $(params.x)"`, and those in its
 * environment or arguments that its script, or such a program, evaluates.
 * @param isMeant - whether to refuse a value. Default: all are refused
 * @throws Error (with TW191)
 */
export function refuseValuesInPrograms(
  container: CommandLine,
  template?: CommandLine,
  isMeant: (found: RunValue) => boolean = () => true,
): void {
  const found = findExecutedValues(container, template).find(isMeant);
  if (found === undefined) return;
  const { body, field, where, fix, variable } = found;
  const at = `${field[0]}${field[1] === undefined ? '' : `[${field[1]}]`}`;
  if (variable === undefined)
    throw ruleError('TW191', '', `the value "$(${body})" is in ${where} (${at}), where it becomes part of the program`, fix);
  const { line, isArithmetic } = variable;
  const name = variable.name.startsWith('$') ? variable.name : `$${variable.name}`;
  const position = field[0] === 'script' ? `line ${line} of the script` : at;
  throw ruleError(
    'TW191',
    '',
    `${name}, which holds the value "$(${body})", is in ${where} (${position}), where it could run commands`,
    isArithmetic ? checked(name, body, field[0] === 'script') : fix,
  );
}

function checked(name: string, body: string, isScript: boolean): string {
  const check = `check it first: case "${name}" in '' | *[!0-9]*) exit 1 ;; esac`;
  return isScript ? `write \${integer(${body})} there in place of ${name}, or ${check}` : check;
}
