import type { SarifDriver, SarifLog, SarifResult } from '../../src/findings';

/** A result of a rule at a line of a file; `more` adds fields or replaces them. */
export function resultAt(ruleId: string, path: string, line: number, more: Partial<SarifResult> & { snippet?: string } = {}): SarifResult {
  const { snippet, ...rest } = more;
  const region = { startLine: line, startColumn: 1, ...(snippet !== undefined && { snippet: { text: snippet } }) };
  return {
    ruleId,
    message: { text: `${ruleId} matched` },
    locations: [{ physicalLocation: { artifactLocation: { uri: path }, region } }],
    ...rest,
  };
}

/** A log of one run of a tool. */
export function logOf(tool: string, results: readonly SarifResult[], driver: Partial<SarifDriver> = {}): SarifLog {
  return { version: '2.1.0', runs: [{ tool: { driver: { name: tool, ...driver } }, results }] };
}

/** All results of a log. */
export function resultsOf(log: SarifLog): readonly SarifResult[] {
  return log.runs.flatMap(({ results }) => results);
}

/** Lines that the results of a log start at. */
export function linesOf(log: SarifLog): readonly (number | undefined)[] {
  return resultsOf(log).map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine);
}

/** Fingerprints of the results of a log. */
export function fingerprintsOf(log: SarifLog): readonly (string | undefined)[] {
  return resultsOf(log).map(({ partialFingerprints }) => partialFingerprints?.['tekwire/v1']);
}
