import { failedLog, type SarifLog } from '../../../findings';
import { optionalVariable, runStep, variable } from './environment';
import { findingsPath, nameOf, readMerged, writingLog } from './logs';
import { readTextInside } from './read-text';

/** Thrown by an enricher that cannot do its work; the findings are passed on unchanged, with a run that did not finish. */
export class NotEnriched extends Error {}

/** Runs the step of an enricher: reads the findings files of the arguments, changes them, and writes one file. */
export function enrichStep(name: string, enrich: (log: SarifLog) => SarifLog): void {
  runStep(async () => {
    await writingLog(nameOf(findingsPath()), `the findings after ${name}`, () => {
      const log = readMerged(process.argv.slice(2));
      try {
        return enrich(log);
      } catch (error) {
        if (!(error instanceof NotEnriched)) throw error;
        console.log(`${name} did not finish: ${error.message}`);
        return { ...log, runs: [...log.runs, ...failedLog({ tool: name, description: error.message }).runs] };
      }
    });
  });
}

/** The text of a file of the sources; undefined when it is missing. @throws NotEnriched when it cannot be read */
export function readSource(path: string): string | undefined {
  const root = optionalVariable('SOURCE_PATH');
  if (root === undefined) throw new NotEnriched('the param source-path is empty, so the sources are not known');
  const { text, problem } = readTextInside(variable('WORKSPACE'), `${root}/${path}`);
  if (problem === undefined || problem.startsWith('ENOENT')) return text;
  throw new NotEnriched(`cannot read ${path}: ${problem}`);
}

/** The JSON value of an environment variable; undefined when it is unset. */
export function jsonVariable<T>(name: string): T | undefined {
  const text = optionalVariable(name);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** Parses JSON of a file. @throws NotEnriched when it is none */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new NotEnriched(`${file}: it is not JSON`);
  }
}
