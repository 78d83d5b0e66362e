import { quoted } from '../../diagnostics';

/** One word of a CEL expression. */
export interface Token {
  readonly kind: 'string' | 'bytes' | 'int' | 'uint' | 'double' | 'word' | 'escaped' | 'sign' | 'end';
  readonly text: string;
}

/** Why a text is no CEL; its message is the end of a sentence. */
export class CelMistake extends Error {}

const ESCAPE = String.raw`\\(?:[abfnrtv\\?"'\x60]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;
const PLAIN = `"""(?:${ESCAPE}|[^\\\\])*?"""|'''(?:${ESCAPE}|[^\\\\])*?'''|"(?:${ESCAPE}|[^"\\\\\\n\\r])*"|'(?:${ESCAPE}|[^'\\\\\\n\\r])*'`;
const RAW = `[rR](?:"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"[^"\\n\\r]*"|'[^'\\n\\r]*')`;
// CEL.g4 of cel-go; the last three are no tokens of it, but slips with a message of their own
const TOKEN = new RegExp(
  [
    String.raw`(?<blank>\s+|//[^\n]*)`,
    `(?<bytes>[bB](?:${RAW}|${PLAIN}))`,
    `(?<string>${RAW}|${PLAIN})`,
    String.raw`(?<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)`,
    String.raw`(?<uint>(?:0x[0-9a-fA-F]+|\d+)[uU])`,
    String.raw`(?<int>0x[0-9a-fA-F]+|\d+)`,
    '(?<word>[_a-zA-Z][_a-zA-Z0-9]*)',
    '(?<escaped>`[-\\w./ ]+`)',
    String.raw`(?<sign>&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}])`,
    String.raw`(?<variable>\$\([^()\s]*\))`,
    `(?<quote>["'])`,
    '(?<equals>=)',
  ].join('|'),
  'y',
);
const KINDS = ['string', 'bytes', 'int', 'uint', 'double', 'word', 'escaped', 'sign'] as const;

const MAX_LENGTH = 100_000;

/** The words of an expression. @throws CelMistake when it has others than CEL */
export function celTokens(text: string): readonly Token[] {
  // counted as Go does (parser/options.go expressionSizeCodePointLimit)
  if (text.length > MAX_LENGTH && [...text].length > MAX_LENGTH) throw new CelMistake(`it has more than ${MAX_LENGTH} characters`);
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw new CelMistake(`${quoted(text[at])} is no sign of it`);
    refuseSlips(groups);
    const kind = KINDS.find((one) => groups[one] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: groups[kind] ?? '' });
  }
  return tokens;
}

function refuseSlips({ variable, quote, equals }: Readonly<Record<string, string | undefined>>): void {
  if (variable !== undefined) throw new CelMistake(`${quoted(variable)} stands outside quotes; write '${variable}'`);
  if (quote !== undefined) throw new CelMistake(`the text that begins with ${quote} has no end`);
  if (equals !== undefined) throw new CelMistake('it compares by "==", not "="');
}
