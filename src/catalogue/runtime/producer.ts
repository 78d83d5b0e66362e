import { existsSync, realpathSync } from 'node:fs';
import {
  addOwnReport,
  completeLog,
  convertReport,
  failedLog,
  firstLine,
  isConverterName,
  isOwnReportFormat,
  isSarifLevel,
  listFailures,
  listFindings,
  markFailed,
  printSarif,
  type ReadOutcome,
  readSarif,
  type SarifLog,
} from '../../findings';
import { seen } from './io/canary';
import { withDatabaseTime } from './io/database-time';
import { listVariable, runStep, variable } from './io/environment';
import { readExitCode } from './io/exit-code';
import { findingsPath, writingLog } from './io/logs';
import { readText, readTextInside } from './io/read-text';
import { differenceBetween, lookAt, readSources } from './io/sources';

/** Larger files are not hashed: they are not written by hand, and hashing them would take seconds. */
const maximumSourceBytes = 4 * 1024 * 1024;

// Runs after a scanner's step and writes its SARIF with paths relative to the sources, marked when the scanner did not finish.
runStep(async () => {
  const tool = variable('TOOL');
  const exitCode = readExitCode(variable('EXIT_CODE_FILE'));
  const read = (text: string) => readReport(text, tool);
  const log = await writingLog(tool, 'its findings', () =>
    complete(withDatabaseTime(ofTheSources(seen(readScan(tool, exitCode), read), { tool, exitCode }))),
  );
  const failures = listFailures(log).map(({ state, description }) => `${state}: ${firstLine(description, 240)}`);
  console.log(`${tool}: ${listFindings(log).length} findings in ${findingsPath()}${failures.map((line) => `, ${line}`).join('')}`);
});

function complete(log: SarifLog): SarifLog {
  const level = listVariable('DEFAULT_LEVEL', '').find(isSarifLevel);
  return completeLog(log, { read: readSource, roots: sourceRoots() }, level);
}

/** The log, marked as not finished when the sources differed from the clone before or after the scan. */
function ofTheSources(log: SarifLog, ending: { readonly tool: string; readonly exitCode: number | undefined }): SarifLog {
  const file = process.env.BEFORE;
  if (file === undefined) return log;
  const difference = differenceBetween(readSources(file), lookAt(variable('WORKSPACE'), variable('SOURCE_PATH')));
  return difference === undefined ? log : markFailed(log, { ...ending, description: difference });
}

/** The scanner's report, marked as not finished when its exit code or its content says so. */
function readScan(tool: string, exitCode: number | undefined): SarifLog {
  const failure = (description: string) => ({ tool, exitCode, description });
  if (listVariable('NOTHING_EXIT_CODES', '').includes(String(exitCode))) return emptyLog(tool, exitCode as number);
  const report = readText(variable('REPORT'));
  // a tool that fails often leaves no report, or an empty one: its exit code says more
  const unreadable = (problem: string) =>
    failedLog(failure(exitCode === undefined || isOk(exitCode) ? problem : `${tool} ${describeEnd(exitCode)}; ${problem}`));
  if (report.problem !== undefined) return unreadable(`${tool} left no report: ${report.problem}`);
  const { log: sarif, problem } = readReport(report.text, tool);
  if (problem !== undefined) return unreadable(problem);
  const log = withOwnReport(sarif);
  if (log.runs.length === 0) return failedLog(failure(`the report of ${tool} has no runs`));
  if (exitCode === undefined) return markFailed(log, failure(`the exit code of ${tool} is not known; it may have been killed`));
  return isGood(exitCode, log) ? log : markFailed(log, failure(`${tool} ${describeEnd(exitCode)}`));
}

/** The report as SARIF, converted when the tool writes its own format. */
function readReport(text: string, tool: string): ReadOutcome {
  const options = { file: `the report of ${tool}`, sourceRoots: sourceRoots() };
  const converter = listVariable('CONVERTER', '').find(isConverterName);
  if (converter === undefined) return readSarif(text, options);
  const { log, problem } = convertReport(converter, text, options.file);
  return log === undefined ? { problem } : readSarif(printSarif(log), options);
}

/** A scan that found nothing to scan: it succeeded, and says why there are no findings. */
function emptyLog(tool: string, exitCode: number): SarifLog {
  const note = { level: 'note' as const, message: { text: `nothing to scan: ${meaningOf(exitCode) ?? `exit code ${exitCode}`}` } };
  console.log(`${tool}: ${note.message.text}`);
  const invocations = [{ executionSuccessful: true, exitCode, toolExecutionNotifications: [note] }];
  return { version: '2.1.0', runs: [{ tool: { driver: { name: tool } }, invocations, results: [] }] };
}

function meaningOf(exitCode: number): string | undefined {
  return (JSON.parse(process.env.EXIT_CODES ?? '{}') as Readonly<Record<string, string>>)[exitCode];
}

/** Tekton writes -1 for a process that a signal ended (entrypointer.go, exec.ExitError.ExitCode). */
function describeEnd(exitCode: number): string {
  if (exitCode < 0) return 'was killed by a signal; it may have run out of memory';
  const meaning = meaningOf(exitCode);
  return `ended with exit code ${exitCode}${meaning === undefined ? '' : `: ${meaning}`}`;
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
  return isOk(exitCode) || (found && listVariable('FINDINGS_EXIT_CODES', '').includes(String(exitCode)));
}

function isOk(exitCode: number): boolean {
  return listVariable('OK_EXIT_CODES', '0').includes(String(exitCode));
}

function sourceRoots(): readonly string[] {
  const root = variable('SOURCE_ROOT');
  return existsSync(root) ? [root, realpathSync(root)] : [root];
}
