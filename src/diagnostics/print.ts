import type { Diagnostic, FieldPath } from './diagnostic';

/** The order of all lists of diagnostics: origin, document, field, code, message. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.origin, b.origin) ||
    a.index - b.index ||
    compareField(a.field, b.field) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message) ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0)
  );
}

/**
 * Prints a diagnostic in one line: code, path, message, fix.
 * `TW203 golang-project/scan/deduplicate params.producer-result-paths[0]: unknown result "isues" of task "gosec" …`
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, origin, where, message, fix } = diagnostic;
  const place = where === '' ? origin : where.startsWith('/') ? `${origin}${where}` : `${origin} ${where}`;
  return `${place === '' ? code : `${code} ${place}`}: ${message}${fix === undefined ? '' : `; ${fix}`}`;
}

/** Compares part by part, array items by their index. A field comes before the fields inside it. */
function compareField(a: FieldPath, b: FieldPath): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (left === right) continue;
    return typeof left === 'number' && typeof right === 'number' ? left - right : compareText(String(left), String(right));
  }
  return a.length - b.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
