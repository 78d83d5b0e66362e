import { checkCanary, type ReadOutcome, type SarifLog } from '../../../findings';
import { optionalVariable, variable } from './environment';
import { readExitCode } from './exit-code';
import { readText } from './read-text';

/** The log of a scan, marked as blind when the scanner did not find its canary. `read` reads a report of the scanner. */
export function seen(log: SarifLog, read: (text: string) => ReadOutcome): SarifLog {
  const finds = optionalVariable('CANARY_FINDS');
  if (finds === undefined) return log;
  const exitCode = readExitCode(variable('CANARY_EXIT_CODE_FILE'));
  const report = readText(variable('CANARY_REPORT'));
  const outcome = report.problem === undefined ? read(report.text) : { problem: `it left no report there: ${report.problem}` };
  return checkCanary(log, { finds: JSON.parse(finds) as readonly (readonly string[])[], exitCode, ...outcome });
}
