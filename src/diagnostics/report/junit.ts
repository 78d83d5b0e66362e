import { errorsOf, type LocatedDiagnostic, problemText, type Verdict, warningsOf } from '../verdict';
import type { Report, Reported } from './report';

/**
 * A JUnit report as CI servers read it: a suite a file, a case a document. Warnings are a case's output, not its failure.
 * A file that could not be read is an error.
 */
export const junit: Report = { summary: 'one XML log for CI servers', print: (reported) => [logOf(reported)] };

function logOf({ verdicts, failures = [] }: Reported): string {
  const suites = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const suite = suites.get(verdict.origin);
    if (suite === undefined) suites.set(verdict.origin, [verdict]);
    else suite.push(verdict);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts(verdicts, failures)}>`,
    ...[...suites].flatMap(suiteOf),
    ...(failures.length === 0 ? [] : unread(failures)),
    '</testsuites>',
  ].join('\n');
}

function suiteOf([origin, verdicts]: readonly [string, readonly Verdict[]]): string[] {
  const skipped = verdicts.filter(({ isSkipped }) => isSkipped).length;
  const head = `  <testsuite name="${escaped(origin)}" ${counts(verdicts)} skipped="${skipped}">`;
  return [head, ...verdicts.flatMap(caseOf), '  </testsuite>'];
}

function unread(failures: readonly string[]): string[] {
  const cases = failures.map(
    (failure, at) =>
      `    <testcase name="file ${at + 1}" classname="unread files"><error type="unread" message="${escaped(failure)}"/></testcase>`,
  );
  return [`  <testsuite name="unread files" ${counts([], failures)} skipped="0">`, ...cases, '  </testsuite>'];
}

function counts(verdicts: readonly Verdict[], unread: readonly string[] = []): string {
  const failures = verdicts.filter((verdict) => errorsOf(verdict).length > 0).length;
  return `tests="${verdicts.length + unread.length}" failures="${failures}" errors="${unread.length}"`;
}

function caseOf(verdict: Verdict): string[] {
  const { origin, index, kind, name, isSkipped } = verdict;
  const title = [kind, name].filter((part) => part !== '').join(' ') || `document ${index + 1}`;
  const errors = errorsOf(verdict);
  const warnings = warningsOf(verdict);
  const parts = [
    ...(isSkipped ? ['<skipped/>'] : []),
    ...(errors.length > 0 ? [failureOf(errors)] : []),
    ...(warnings.length > 0 ? [`<system-out>${warnings.map(lineOf).join('\n')}</system-out>`] : []),
  ];
  const head = `    <testcase name="${escaped(title)}" classname="${escaped(origin)}"`;
  return parts.length === 0 ? [`${head}/>`] : [`${head}>`, ...parts.map((part) => `      ${part}`), '    </testcase>'];
}

/** One element however many errors there are: not every reader takes several in one case. */
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
  // XML 1.0 has no way to write other control characters, half surrogates and the last two of a plane
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
  return clean.replace(/[&<>"\n\t\r]/g, (part) => entities[part] ?? part);
}
