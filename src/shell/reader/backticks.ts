import { Source, type Value } from './source';

/** The text between backticks as the inner shell reads it: without the backslashes that only protect it from the outer one. */
export function betweenBackticks(source: Source, end: number, isInDouble: boolean): Source {
  const { text, values, notes, depth } = source;
  const escaped = isInDouble ? '$`\\"' : '$`\\';
  let inner = '';
  const origin: number[] = [];
  const inside = new Map<number, Value>();
  for (let at = source.at; at < end; ) {
    const value = values.get(at);
    if (value === undefined && text.charAt(at) === '\\' && at + 1 < end && escaped.includes(text.charAt(at + 1))) at++;
    if (value !== undefined) inside.set(inner.length, value);
    const length = value?.length ?? 1;
    inner += text.slice(at, at + length);
    for (let i = 0; i < length; i++) origin.push(source.offset(at + i));
    at += length;
  }
  return new Source(inner, inside, notes, depth + 1, origin);
}
