import { problemText } from '../checked-document';
import type { Report, Reported } from './report';

/**
 * Workflow commands of GitHub Actions, which show each diagnostic at its line of a pull request. Files that could not be read have no line.
 */
export const github: Report = { summary: 'workflow commands of GitHub Actions', print };

function print({ documents, failures = [] }: Reported): readonly string[] {
  const unread = failures.map((failure) => `::error title=tekwire::${data(failure)}`);
  const problems = documents.flatMap(({ origin, diagnostics }) =>
    diagnostics.map((diagnostic) => {
      const { severity, code, line, column } = diagnostic;
      return `::${severity} file=${property(origin)},line=${line},col=${column},title=${property(code)}::${data(problemText(diagnostic))}`;
    }),
  );
  return [...problems, ...unread];
}

// actions/toolkit packages/core/src/command.ts escapeData and escapeProperty
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
