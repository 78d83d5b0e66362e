import { existsSync, realpathSync } from 'node:fs';
import {
  addFingerprints,
  addIdentities,
  addMissingLevels,
  addOwnReport,
  addStoreFields,
  failedLog,
  firstLine,
  isOwnReportFormat,
  isSarifLevel,
  listFailures,
  listFindings,
  markFailed,
  readSarif,
  type SarifLog,
} from '../../findings';
import { listVariable, runStep, variable } from './io/environment';
import { findingsPath, writingLog } from './io/logs';
import { readText, readTextInside } from './io/read-text';
import { faultBetween, lookAt, readSources } from './io/sources';

/** Larger files are not hashed: nobody writes them by hand, and hashing them would take seconds. */
const maximumSourceBytes = 4 * 1024 * 1024;

// Runs after a scanner's step and writes its SARIF with paths relative to the sources, marked when the scanner did not finish.
runStep(() => {
  const tool = variable('TOOL');
  const exitCode = readExitCode(variable('EXIT_CODE_FILE'));
  const log = writingLog(tool, 'its findings', () => complete(ofTheSources(judge(tool, exitCode), { tool, exitCode })));
  const failures = listFailures(log).map(({ state, description }) => `${state}: ${firstLine(description, 240)}`);
  console.log(`${tool}: ${listFindings(log).length} findings in ${findingsPath()}${failures.map((line) => `, ${line}`).join('')}`);
});

function complete(log: SarifLog): SarifLog {
  const level = listVariable('DEFAULT_LEVEL', 'warning').find(isSarifLevel) ?? 'warning';
  const named = addIdentities(addFingerprints(addMissingLevels(log, level)), { read: readSource, roots: sourceRoots() });
  return addStoreFields(named);
}

/** The log, marked as not finished when the sources differed from the clone before or after the scan. */
function ofTheSources(log: SarifLog, ending: { readonly tool: string; readonly exitCode: number | undefined }): SarifLog {
  const file = process.env.BEFORE;
  if (file === undefined) return log;
  const fault = faultBetween(readSources(file), lookAt(variable('WORKSPACE'), variable('SOURCE_PATH')));
  return fault === undefined ? log : markFailed(log, { ...ending, description: fault });
}

/** The scanner's report, marked as not finished when its exit code or its content says so. */
function judge(tool: string, exitCode: number | undefined): SarifLog {
  const failure = (description: string) => ({ tool, exitCode, description });
  const report = readText(variable('REPORT'));
  if (report.problem !== undefined) return failedLog(failure(`${tool} left no report: ${report.problem}`));
  const { log: sarif, problem } = readSarif(report.text, { file: `the report of ${tool}`, sourceRoots: sourceRoots() });
  if (problem !== undefined) return failedLog(failure(problem));
  const log = withOwnReport(sarif);
  if (log.runs.length === 0) return failedLog(failure(`the report of ${tool} has no runs`));
  if (exitCode === undefined) return markFailed(log, failure(`the exit code of ${tool} is not known; it may have been killed`));
  return isGood(exitCode, log) ? log : markFailed(log, failure(`${tool} ${describeEnd(exitCode)}`));
}

/** Tekton writes -1 for a process that a signal ended (entrypointer.go, exec.ExitError.ExitCode). */
function describeEnd(exitCode: number): string {
  return exitCode < 0 ? 'was killed by a signal; it may have run out of memory' : `ended with exit code ${exitCode}`;
}

/** Adds information from the tool's own report format, if the component has one. */
function withOwnReport(log: SarifLog): SarifLog {
  const format = listVariable('OWN_REPORT_FORMAT', '').find(isOwnReportFormat);
  return format ? addOwnReport(log, format, readText(variable('OWN_REPORT')).text ?? '') : log;
}

/** The text of a source file, for the identities of findings. */
function readSource(path: string): string | undefined {
  return readTextInside(variable('SOURCE_ROOT'), path, maximumSourceBytes).text;
}

/** Whether the exit code is that of a finished scan. Some scanners use one code for findings and errors; it counts only with findings. */
function isGood(exitCode: number, log: SarifLog): boolean {
  const found = log.runs.some(({ results }) => results.length > 0);
  const good = [...listVariable('OK_EXIT_CODES', '0'), ...(found ? listVariable('FINDINGS_EXIT_CODES', '') : [])];
  return good.includes(String(exitCode));
}

function sourceRoots(): readonly string[] {
  const root = variable('SOURCE_ROOT');
  return existsSync(root) ? [root, realpathSync(root)] : [root];
}

/** Reads the exit code with retries: Tekton starts the next step a moment before it writes the exit code of the last one (entrypointer.go, WritePostFile). */
function readExitCode(path: string): number | undefined {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 20 && !readText(path).text; attempt++) Atomics.wait(pause, 0, 0, 100);
  const text = readText(path).text?.trim() ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}
