/** Compares strings by UTF-16 code units, independent of the locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Collapses runs of whitespace, so that indentation and line ends are ignored. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The first line of an untrusted text, safe to print: without control characters (a file name may contain terminal escapes) and cut to
 * `limit` characters.
 */
export function firstLine(text: string, limit: number): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? '';
  const clean = collapse(replaceControls(line, ' '));
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`;
}

/** Replaces what must not reach a terminal or a page: control characters, signs that reorder text, invisible signs. */
export function replaceControls(text: string, replacement: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g, replacement);
}

/** Number of UTF-8 bytes of the text. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
