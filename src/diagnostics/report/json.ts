import { fieldText } from '../field';
import { errorsOf, type LocatedDiagnostic, warningsOf } from '../verdict';
import type { Report, Reported } from './report';

/**
 * One line of JSON a document: `{file, index, apiVersion, kind, name, ok, errors, warnings}`, with `"skipped": true` where the
 * document is none of Tekton's.
 */
export const json: Report = { summary: 'a line a document', print };

function print({ verdicts }: Reported): readonly string[] {
  return verdicts.map((verdict) => {
    const { origin, index, apiVersion, kind, name, isSkipped } = verdict;
    const errors = errorsOf(verdict).map(plain);
    const skipped = isSkipped ? { skipped: true } : {};
    const warnings = warningsOf(verdict).map(plain);
    return JSON.stringify({ file: origin, index, apiVersion, kind, name, ok: errors.length === 0, ...skipped, errors, warnings });
  });
}

function plain({ code, severity, field, line, column, message, fix }: LocatedDiagnostic): object {
  return { code, severity, path: fieldText(field), line, column, message, fix };
}
