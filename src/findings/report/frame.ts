import { replaceControls } from '../log/text';

/** A few lines of a source file around a finding, for a terminal. */
export interface Frame {
  readonly lines: readonly { readonly number: number; readonly text: string; readonly isMarked: boolean }[];
}

/** Lines before and after the finding that a frame shows. */
const around = 1;
/** Lines of a finding that a frame shows. */
const longest = 4;
const width = 160;

/** The frame around the lines of a finding; undefined when the text does not have the first of them. */
export function frameOf(lines: readonly string[], first: number, last = first): Frame | undefined {
  if (first < 1 || first > lines.length) return undefined;
  const end = Math.min(Math.max(last, first), first + longest - 1);
  const from = Math.max(1, first - around);
  const shown = lines.slice(from - 1, Math.min(lines.length, end + around));
  return {
    lines: shown.map((text, at) => ({ number: from + at, text: printable(text), isMarked: from + at >= first && from + at <= end })),
  };
}

/** The lines of a tool's snippet, all of them marked. */
export function frameOfSnippet(snippet: string, first: number): Frame {
  const lines = snippet.split(/\r\n|\r|\n/, longest);
  return { lines: lines.map((text, at) => ({ number: first + at, text: printable(text), isMarked: true })) };
}

/** A line of a foreign file, safe for a terminal: tabs as two spaces, without control characters and signs that reorder text. */
function printable(line: string): string {
  const clean = replaceControls(line.slice(0, 4 * width).replace(/\t/g, '  '), '\u00b7');
  return clean.length <= width ? clean : `${clean.slice(0, width - 1)}\u2026`;
}
