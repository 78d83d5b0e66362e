import type { FieldPath, TextLocation } from '../../diagnostics';
import type { Document } from '../view/document';
import { Use } from '../view/use';
import type { View } from '../view/view';

/**
 * Where in a text of several lines a diagnostic is, when its rule does not say: at the variable that was checked, or in a script at the
 * first text that the message quotes. Undefined when the whole field is meant.
 */
export function locationInString(subject: View, field: FieldPath, rest: FieldPath, message: string): TextLocation | undefined {
  const text = textAt(subject.document, field);
  if (text === undefined || !text.includes('\n')) return undefined;
  if (subject instanceof Use && rest.length === 0) return locationAt(text, subject.at);
  if (field[field.length - 1] !== 'script' || text.length > MAX_SEARCHED) return undefined;
  for (const [, quoted = ''] of message.matchAll(/"([^"]+)"/g)) {
    const found = find(text, quoted);
    if (found !== undefined) return locationAt(text, found);
  }
  return undefined;
}

// longer than any script that Tekton runs
const MAX_SEARCHED = 100_000;

function textAt({ manifest }: Document, field: FieldPath): string | undefined {
  let value: unknown = manifest;
  for (const part of field)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>)[part] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The first line with the words of a quotation, which may leave out what is between them (`curl … | sh`), and is not a comment. */
function find(text: string, quoted: string): number | undefined {
  const [first = '', ...others] = quoted.split('…').map((part) => part.trim());
  if (first === '') return undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const at = line.indexOf(first);
    const isComment = /^\s*#/.test(line);
    if (at >= 0 && !isComment && others.every((part) => line.includes(part, at))) return start + at;
    start += line.length + 1;
  }
  return undefined;
}

/** The offsets of the lines of the text that was asked last: one script can have thousands of diagnostics. */
let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function startsOf(text: string): readonly number[] {
  if (last.text === text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
}

function locationAt(text: string, offset: number): TextLocation {
  const starts = startsOf(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
