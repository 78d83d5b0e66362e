import type { SarifLog, SarifRun } from './sarif';

/** The `$schema` URL that scanners write into their logs. */
const sarifSchema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Prints a SARIF log, one result per line, with a final line end. */
export function printSarif(log: SarifLog): string {
  return [...printSarifInPieces(log)].join('');
}

/** Yields the same text in pieces of at most one result, so that a large log is never in memory as one string. */
export function* printSarifInPieces(log: SarifLog): Generator<string> {
  const { $schema = sarifSchema, version, runs, ...rest } = log;
  yield `{"$schema":${JSON.stringify($schema)},"version":${JSON.stringify(version)},"runs":[`;
  for (const [index, run] of runs.entries()) {
    yield index === 0 ? '\n' : ',\n';
    yield* printRun(run);
  }
  yield `]${printMembers(rest)}}\n`;
}

function* printRun({ tool, results, ...rest }: SarifRun): Generator<string> {
  yield `{"tool":${JSON.stringify(tool)}${printMembers(rest)},"results":[`;
  for (const [index, result] of results.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(result)}`;
  yield ']}';
}

/** The remaining members, each with its leading comma. */
function printMembers(members: object): string {
  const text = JSON.stringify(members).slice(1, -1);
  return text === '' ? '' : `,${text}`;
}
