/** The location of the first JSON syntax error: line and column from 1, and the character there. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  /** The offending character, quoted, or `end of file`. */
  readonly found: string;
}

/** Finds the first character that is not valid JSON, because JSON.parse of Node 20 does not always report a position. Returns undefined for valid JSON. */
export function tryFindJsonError(text: string): JsonError | undefined {
  const offset = findErrorOffset(text);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split('\n');
  const found = offset >= text.length ? 'end of file' : JSON.stringify(String.fromCodePoint(text.codePointAt(offset) ?? 0));
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, found };
}

const space = /[ \t\r\n]*/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Scans the text with a stack of open brackets instead of recursion, so nesting is not limited. */
function findErrorOffset(text: string): number | undefined {
  const open: string[] = [];
  let needs: 'value' | 'key' | 'next' = 'value';
  let mayClose = false;
  let at = skip(space, text, 0);
  while (needs !== 'next' || open.length > 0) {
    const character = text[at] ?? '';
    const start = at;
    const opens = needs === 'value' && (character === '{' || character === '[');
    const closes = (needs === 'next' || mayClose) && open.length > 0 && character === (open.at(-1) === '{' ? '}' : ']');
    if (opens) open.push(character);
    if (closes) open.pop();
    if (opens || closes || (needs === 'next' && character === ',')) at += 1;
    else if (needs === 'next') return at;
    if (at === start) {
      const end = needs === 'key' ? skipKey(text, at) : skipScalar(text, at);
      if (end.isError) return end.at;
      at = end.at;
      needs = needs === 'key' ? 'value' : 'next';
    } else if (closes) needs = 'next';
    else needs = open.at(-1) === '{' ? 'key' : 'value';
    mayClose = opens;
    at = skip(space, text, at);
  }
  return at === text.length ? undefined : at;
}

interface End {
  readonly at: number;
  readonly isError: boolean;
}

function skipKey(text: string, start: number): End {
  const end = skipString(text, start);
  if (end.isError) return end;
  const at = skip(space, text, end.at);
  return text[at] === ':' ? { at: at + 1, isError: false } : { at, isError: true };
}

function skipScalar(text: string, start: number): End {
  if (text[start] === '"') return skipString(text, start);
  const at = skip(scalar, text, start);
  return { at, isError: at === start };
}

function skipString(text: string, start: number): End {
  if (text[start] !== '"') return { at: start, isError: true };
  let at = skip(plainCharacters, text, start + 1);
  while (text[at] === '\\') {
    const after = skip(escapeSequence, text, at);
    if (after === at) return { at, isError: true };
    at = skip(plainCharacters, text, after);
  }
  return text[at] === '"' ? { at: at + 1, isError: false } : { at, isError: true };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
