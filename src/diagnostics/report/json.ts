import { errorsOf, type LocatedDiagnostic, warningsOf } from '../checked-document';
import { fieldText } from '../field';
import type { Report, Reported } from './report';

/**
 * One line of JSON per document: `{file, index, apiVersion, kind, name, ok, errors, warnings}`, with `"skipped": true` where the
 * document is not an object of Tekton.
 */
export const json: Report = { summary: 'one line of JSON per document', print };

function print({ documents }: Reported): readonly string[] {
  return documents.map((document) => {
    const { origin, index, apiVersion, kind, name, isSkipped } = document;
    const errors = errorsOf(document).map(plain);
    const skipped = isSkipped ? { skipped: true } : {};
    const warnings = warningsOf(document).map(plain);
    return JSON.stringify({ file: origin, index, apiVersion, kind, name, ok: errors.length === 0, ...skipped, errors, warnings });
  });
}

function plain({ code, severity, field, line, column, message, fix }: LocatedDiagnostic): object {
  return { code, severity, path: fieldText(field), line, column, message, fix };
}
