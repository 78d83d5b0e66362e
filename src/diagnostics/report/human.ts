import { type LocatedDiagnostic, problemText } from '../checked-document';
import type { Report, Reported } from './report';

/**
 * One line per diagnostic, `file:line:column  severity code  field: message`, and below it how to fix it. The last line names the command
 * that explains a rule.
 */
export const human: Report = { summary: 'one line per diagnostic', print };

function print({ documents, lineOf, isColoured = false, isQuiet = false }: Reported): readonly string[] {
  const paint = isColoured ? coloured : plain;
  const lines = documents.flatMap(({ origin, diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const frame = lineOf === undefined ? [] : frameOf(lineOf(origin, diagnostic.line), diagnostic, paint);
      return [headline(origin, diagnostic, paint), ...frame, ...fixOf(diagnostic, paint)];
    }),
  );
  return isQuiet ? lines : [...lines, ...hintOf(documents)];
}

/** The command that explains the first diagnostic; empty when there is none. Only rules of tekwire have a page. */
function hintOf(documents: Reported['documents']): string[] {
  const code = documents.flatMap(({ diagnostics }) => diagnostics).find((one) => one.code.startsWith('TW'))?.code;
  return code === undefined ? [] : [`"tekwire explain ${code}" describes the rule and shows examples.`];
}

type Paint = (text: string, colour: keyof typeof codes) => string;

// ECMA-48 select graphic rendition
const codes = { bold: 1, dim: 2, error: 31, warning: 33, fix: 36 } as const;
const coloured: Paint = (text, colour) => `\u001b[${codes[colour]}m${text}\u001b[0m`;
const plain: Paint = (text) => text;

function headline(origin: string, diagnostic: LocatedDiagnostic, paint: Paint): string {
  const { line, column, severity, code } = diagnostic;
  const text = problemText({ ...diagnostic, fix: undefined });
  return `${paint(`${origin}:${line}:${column}`, 'bold')}  ${paint(severity, severity)} ${paint(code, 'bold')}  ${oneLine(text)}`;
}

// wide enough for a line of YAML; a minified file must not fill the terminal
const MAX_WIDTH = 120;

function frameOf(text: string, { line, column }: LocatedDiagnostic, paint: Paint): string[] {
  const from = Math.max(0, column - 1 - MAX_WIDTH / 2);
  const shown = visible(text.slice(from, from + MAX_WIDTH));
  const number = String(line).padStart(6);
  const caret = `${' '.repeat(column - 1 - from)}^`;
  return [`${paint(`${number} |`, 'dim')} ${shown}`, `${paint(`${' '.repeat(number.length)} |`, 'dim')} ${paint(caret, 'bold')}`];
}

function fixOf({ fix }: LocatedDiagnostic, paint: Paint): string[] {
  return fix === undefined ? [] : [`  ${paint('fix:', 'fix')} ${oneLine(fix)}`];
}

/** Replaces line ends, so that a message that quotes several lines stays one line. */
function oneLine(text: string): string {
  return visible(text.replaceAll('\n', '\\n'));
}

/** Replaces characters that would move the cursor or change colours. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
