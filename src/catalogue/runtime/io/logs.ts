import { readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { failedLog, mergeLogs, printSarifInPieces, readSarif, type SarifLog, type StringPool, skippedLog } from '../../../findings';
import { optionalVariable, variable } from './environment';
import { reasonOf, resolveInside, writeInside } from './files';
import { piecesInside, Unreadable } from './read-text';
import { pathInRun } from './run-directory';
import { wasSkipped } from './skipped';

/**
 * Reads findings files by their paths in the workspace. A file that is missing or unreadable becomes a run that did not finish; the others
 * are still read. `FOLDER/?files=3` stands for the three files of a folder; `FILE/?when=…` names the conditions of the task that writes it.
 */
export function readLogs(paths: readonly string[], strings: StringPool = new Map()): readonly SarifLog[] {
  const workspace = variable('WORKSPACE');
  return paths.flatMap((path) => {
    const [file = '', conditions] = path.split('/?when=');
    if (conditions !== undefined) return [readConditional(workspace, file, conditions, strings)];
    const [folder = '', count] = path.split('/?files=');
    return count === undefined ? [readLog(workspace, path, strings)] : readFolder(workspace, folder, count, strings);
  });
}

/** Reads findings files into one log, in which a tool may have several runs. */
export function readAsOne(paths: readonly string[]): SarifLog {
  const logs = readLogs(paths);
  const properties = Object.assign({}, ...logs.map((log) => log.properties ?? {}));
  return { version: '2.1.0', runs: logs.flatMap(({ runs }) => runs), properties };
}

/** Reads findings files into one log, in which a tool has one run for each target. */
export function readMerged(paths: readonly string[], strings?: StringPool): SarifLog {
  return mergeLogs(readLogs(paths, strings));
}

/** Writes the findings file of the step, and its path to the step's result. */
function writeLog(log: SarifLog): void {
  const findings = findingsPath();
  writeInside(variable('WORKSPACE'), findings, printSarifInPieces(log));
  writeFileSync(variable('RESULT'), findings);
}

/**
 * Runs the work and writes its log with `writeLog`. Before that, and when writing fails, the file says that the tool did not finish, so
 * there is a reason even when the pod is killed or the disk is full. `what` names the findings in that reason.
 */
export async function writingLog(tool: string, what: string, work: () => SarifLog | Promise<SarifLog>): Promise<SarifLog> {
  leaveReason(tool, `its pod ended before ${what} were written: it ran out of memory or time, or was stopped or evicted`);
  const log = await work();
  try {
    writeLog(log);
  } catch (error) {
    leaveReason(tool, `${what} could not be written: ${reasonOf(error)}`);
    throw error;
  }
  return log;
}

/** The path of the step's findings file in the workspace: chosen by the pipeline, else one of the TaskRun. */
export function findingsPath(): string {
  return optionalVariable('ISSUES_PATH') ?? pathInRun(variable('FINDINGS'));
}

/** The name of a findings file without folder and extension, which is the name of the pipeline task that writes it. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.sarif$/, '');
}

function leaveReason(tool: string, description: string): void {
  try {
    writeInside(variable('WORKSPACE'), findingsPath(), printSarifInPieces(failedLog({ tool, description })));
  } catch {
    // readers report the missing file
  }
}

/** The findings of a task with conditions; when they did not hold, there is no file and nothing is missing. */
function readConditional(workspace: string, file: string, conditions: string, strings: StringPool): SarifLog {
  if (!wasSkipped(conditions)) return readLog(workspace, file, strings);
  const outcome = readPieces(workspace, file, strings);
  if (!(outcome instanceof Unreadable && outcome.message.startsWith('ENOENT'))) return readLog(workspace, file, strings);
  console.log(`${nameOf(file)}: not run, because its conditions did not hold`);
  return skippedLog(nameOf(file));
}

function readLog(workspace: string, path: string, strings: StringPool): SarifLog {
  const outcome = readPieces(workspace, path, strings);
  if (outcome instanceof Unreadable) {
    if (outcome.message.startsWith('ENOENT')) return leftNothing(nameOf(path), 'it left no findings file');
    return failedLog({ tool: path || 'findings file', description: `cannot read the findings file: ${outcome.message}` });
  }
  if (outcome.problem !== undefined) return failedLog({ tool: path, description: outcome.problem });
  return outcome.log.runs.length > 0 ? outcome.log : failedLog({ tool: path, description: 'the findings file has no runs' });
}

function readPieces(workspace: string, path: string, strings: StringPool): ReturnType<typeof readSarif> | Unreadable {
  try {
    return readSarif(piecesInside(workspace, path), { file: 'the findings file', strings });
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

/** The logs of the runs of a matrix, and a failure for missing ones. */
function readFolder(workspace: string, folder: string, count: string, strings: StringPool): readonly SarifLog[] {
  const names = listFindings(workspace, folder);
  const logs = names.map((name) => readLog(workspace, `${folder}/${name}`, strings));
  if (!/^\d+$/.test(count))
    return [...logs, failedLog({ tool: nameOf(folder), description: `the number of its matrix runs is not known: "${count}"` })];
  const missing = Number(count) - names.length;
  return missing <= 0 ? logs : [...logs, leftNothing(nameOf(folder), `${missing} of its ${count} runs left no findings file`)];
}

function listFindings(workspace: string, folder: string): readonly string[] {
  try {
    return readdirSync(resolveInside(workspace, folder))
      .filter((name) => name.endsWith('.sarif'))
      .sort();
  } catch {
    return [];
  }
}

/** The log of a tool that left no file; only its TaskRun has the reason. */
function leftNothing(tool: string, what: string): SarifLog {
  const run = optionalVariable('PIPELINE_RUN');
  const labels = `tekton.dev/pipelineTask=${tool}${run === undefined ? '' : `,tekton.dev/pipelineRun=${run}`}`;
  const why = 'its pod ran out of memory or time, was evicted or stopped, its image was not pulled, its disk was full, or it was skipped';
  return failedLog({ tool, description: `${what}: ${why}; see kubectl describe taskrun -l ${labels}` });
}
