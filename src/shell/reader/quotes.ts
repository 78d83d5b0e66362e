import type { Part, ValueLocation } from '../syntax';
import { type Source, Unreadable } from './source';

/** A value as part of a word. */
export function valuePart(location: ValueLocation): Part {
  return { kind: 'value', location };
}

const PATTERNS = {
  single: /[^']+/y,
  // limited repetitions, because a pattern with two alternatives uses memory for each
  ansi: /(?:[^'\\]|\\[\s\S]){1,1000}/y,
} as const;

/** Reads a string from its `'` to the next one. @param isKnown - whether every possible shell reads it in the same way */
export function readLiteral(source: Source, quoting: 'single' | 'ansi', isKnown: boolean): Part[] {
  source.at += 1;
  const parts: Part[] = [{ kind: 'text', text: '', isQuoted: true }];
  const from = source.at;
  while (source.char !== "'") {
    if (source.isOver) throw new Unreadable("a quote ' is not closed");
    const location = source.tryValue(quoting, quoting === 'ansi' && isOddlyEscaped(source.text, source.at));
    if (location !== undefined) parts.push(valuePart(location));
    else parts.push(readText(source, quoting, isKnown));
  }
  source.mark('quoted', from, source.at);
  source.at += 1;
  return parts;
}

function readText(source: Source, quoting: 'single' | 'ansi', isKnown: boolean): Part {
  const found = source.match(PATTERNS[quoting])?.[0] ?? source.char;
  if (!isKnown && found.includes("\\'")) throw new Unreadable("not every sh supports $'…' with a \\' in it");
  const text = found.slice(0, lengthUpToValue(source, found.length));
  source.at += text.length;
  return { kind: 'text', text, isQuoted: true };
}

function lengthUpToValue(source: Source, length: number): number {
  for (let i = 0; i < length; i++) if (source.values.has(source.at + i)) return Math.max(i, 1);
  return length;
}

/** Whether there is an odd number of backslashes before the offset. */
function isOddlyEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charAt(at - count - 1) === '\\') count++;
  return count % 2 === 1;
}
