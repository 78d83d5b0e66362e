import { completeLog, failedLog, readSarif, type SarifLog } from '../../findings';
import { expandFiles, FileError, nameOf, readFile } from './files';
import { inferRoot, type Sources } from './sources';

/** The logs of the files, and why others could not be read. */
export interface LogsRead {
  /** A file that cannot be read is the log of a tool that did not finish. */
  readonly logs: readonly SarifLog[];
  readonly failures: readonly string[];
}

/** Reads findings files as the steps of a pipeline do, with identities from the sources. `onRead` is called after each file. */
export function readLogs(paths: readonly string[], sources: Sources, roots: readonly string[], onRead: (line: string) => void): LogsRead {
  const failures: string[] = [];
  const files = attempt(() => expandFiles(paths), failures) ?? [];
  const logs = files.map((file) => {
    const text = attempt(() => readFile(file), failures);
    const outcome = text === undefined ? { problem: failures.at(-1) ?? '' } : readOne(text, nameOf(file), sources, roots);
    if (outcome.log) {
      onRead(`${nameOf(file)}: ${outcome.log.runs.reduce((sum, { results }) => sum + results.length, 0)} results`);
      return outcome.log;
    }
    if (text !== undefined) failures.push(outcome.problem);
    return failedLog({ tool: nameOf(file), description: withoutName(outcome.problem, nameOf(file)) });
  });
  return { logs, failures };
}

/** The tool of the failed log has the name of the file, which the reason need not repeat. */
function withoutName(problem: string, name: string): string {
  return problem.startsWith(`${name}: `) ? problem.slice(name.length + 2) : problem;
}

type Outcome = { readonly log: SarifLog; readonly problem?: undefined } | { readonly log?: undefined; readonly problem: string };

function readOne(text: string, file: string, sources: Sources, given: readonly string[]): Outcome {
  const roots = [...sources.roots, ...given];
  const first = readSarif(text, { file, sourceRoots: roots });
  if (first.log === undefined) return first;
  const inferred = given.length === 0 ? inferRoot(first.log, sources) : undefined;
  const log = inferred === undefined ? first.log : (readSarif(text, { file, sourceRoots: [...roots, inferred] }).log ?? first.log);
  if (log.runs.length === 0) return { problem: `${file}: the findings file has no runs` };
  return { log: completeLog(log, { read: sources.read, roots: inferred === undefined ? roots : [...roots, inferred] }) };
}

/** Reads the baseline; undefined when it cannot be read. Its findings keep the identities that they have. */
export function readBaseline(file: string, sources: Sources, roots: readonly string[], failures: string[]): SarifLog | undefined {
  const text = attempt(() => readFile(file), failures);
  if (text === undefined) return undefined;
  const { log, problem } = readSarif(text, { file: nameOf(file), sourceRoots: [...sources.roots, ...roots] });
  if (problem !== undefined) failures.push(problem);
  return log;
}

/** Runs the work; a FileError is added to the failures. */
export function attempt<T>(work: () => T, failures: string[]): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    failures.push(error.message);
    return undefined;
  }
}
