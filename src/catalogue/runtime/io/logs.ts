import { writeFileSync } from 'node:fs';
import { failedLog, printSarifInPieces, readSarif, type SarifLog } from '../../../findings';
import { variable } from './environment';
import { readText, reasonOf, resolveInside, writeInside } from './files';
import { pathInRun } from './run-directory';

/** Reads findings files, given by their paths in the workspace. One that cannot be read becomes a run that did not finish: the others are not lost. */
export function readLogs(paths: readonly string[]): readonly SarifLog[] {
  const workspace = variable('WORKSPACE');
  return paths.map((path) => readLog(workspace, path));
}

/** The same as one log, in which a tool may have several runs. */
export function readAsOne(paths: readonly string[]): SarifLog {
  return { version: '2.1.0', runs: readLogs(paths).flatMap(({ runs }) => runs) };
}

/** Writes the findings file that `FINDINGS` names, in the directory of the run; gives its path, which becomes the step's result. */
export function writeLog(log: SarifLog): string {
  const path = pathInRun(variable('FINDINGS'));
  writeInside(variable('WORKSPACE'), path, printSarifInPieces(log));
  writeFileSync(variable('RESULT'), path);
  return path;
}

function readLog(workspace: string, path: string): SarifLog {
  const { text, problem } = readFindings(workspace, path);
  if (problem !== undefined) return failedLog({ tool: path || 'findings file', description: `cannot read the findings file: ${problem}` });
  const outcome = readSarif(text, { file: 'the findings file' });
  if (outcome.problem !== undefined) return failedLog({ tool: path, description: outcome.problem });
  return outcome.log.runs.length > 0 ? outcome.log : failedLog({ tool: path, description: 'the findings file has no runs' });
}

function readFindings(workspace: string, path: string): ReturnType<typeof readText> {
  try {
    return readText(resolveInside(workspace, path));
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}
