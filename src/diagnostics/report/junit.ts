import { type CheckedDocument, errorsOf, type LocatedDiagnostic, problemText, warningsOf } from '../checked-document';
import type { Report, Reported } from './report';

/**
 * A JUnit report as CI servers read it: one suite per file, one case per document. Warnings are the output of a case, not a failure.
 * A file that could not be read is an error.
 */
export const junit: Report = { summary: 'one XML log for CI servers', print: (reported) => [logOf(reported)] };

function logOf({ documents, failures = [] }: Reported): string {
  const suites = new Map<string, CheckedDocument[]>();
  for (const document of documents) {
    const suite = suites.get(document.origin);
    if (suite === undefined) suites.set(document.origin, [document]);
    else suite.push(document);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts(documents, failures)}>`,
    ...[...suites].flatMap(suiteOf),
    ...(failures.length === 0 ? [] : unread(failures)),
    '</testsuites>',
  ].join('\n');
}

function suiteOf([origin, documents]: readonly [string, readonly CheckedDocument[]]): string[] {
  const skipped = documents.filter(({ isSkipped }) => isSkipped).length;
  const head = `  <testsuite name="${escaped(origin)}" ${counts(documents)} skipped="${skipped}">`;
  return [head, ...documents.flatMap(caseOf), '  </testsuite>'];
}

function unread(failures: readonly string[]): string[] {
  const cases = failures.map(
    (failure, at) =>
      `    <testcase name="file ${at + 1}" classname="unread files"><error type="unread" message="${escaped(failure)}"/></testcase>`,
  );
  return [`  <testsuite name="unread files" ${counts([], failures)} skipped="0">`, ...cases, '  </testsuite>'];
}

function counts(documents: readonly CheckedDocument[], unread: readonly string[] = []): string {
  const failures = documents.filter((document) => errorsOf(document).length > 0).length;
  return `tests="${documents.length + unread.length}" failures="${failures}" errors="${unread.length}"`;
}

function caseOf(document: CheckedDocument): string[] {
  const { origin, index, kind, name, isSkipped } = document;
  const title = [kind, name].filter((part) => part !== '').join(' ') || `document ${index + 1}`;
  const errors = errorsOf(document);
  const warnings = warningsOf(document);
  const parts = [
    ...(isSkipped ? ['<skipped/>'] : []),
    ...(errors.length > 0 ? [failureOf(errors)] : []),
    ...(warnings.length > 0 ? [`<system-out>${warnings.map(lineOf).join('\n')}</system-out>`] : []),
  ];
  const head = `    <testcase name="${escaped(title)}" classname="${escaped(origin)}"`;
  return parts.length === 0 ? [`${head}/>`] : [`${head}>`, ...parts.map((part) => `      ${part}`), '    </testcase>'];
}

/** One element for all errors, because some readers accept only one per case. */
function failureOf(errors: readonly LocatedDiagnostic[]): string {
  const codes = [...new Set(errors.map(({ code }) => code))].join(' ');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const message = first === undefined ? '' : `${problemText(first)}${more}`;
  return `<failure type="${codes}" message="${escaped(message)}">${errors.map(lineOf).join('\n')}</failure>`;
}

function lineOf(diagnostic: LocatedDiagnostic): string {
  const { origin, line, column, code } = diagnostic;
  return escaped(`${origin}:${line}:${column} ${code} ${problemText(diagnostic)}`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  // XML 1.0 cannot represent other control characters, half surrogates and the last two code points of a plane
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
  return clean.replace(/[&<>"\n\t\r]/g, (part) => entities[part] ?? part);
}
