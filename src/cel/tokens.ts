import { quoted } from '../diagnostics';

/** A token of a CEL expression. */
export interface Token {
  readonly kind: 'string' | 'bytes' | 'int' | 'uint' | 'double' | 'word' | 'escaped' | 'sign' | 'end';
  readonly text: string;
}

/** A part of an expression: a token, the space between tokens, or a mistake. */
export interface Piece {
  readonly kind: Exclude<Token['kind'], 'end'> | 'blank' | 'comment' | 'variable' | 'quote' | 'equals' | 'unknown';
  readonly text: string;
  /** Offset in the expression. */
  readonly at: number;
}

/** The reason why a string is not valid CEL; its message is the end of a sentence. */
export class CelMistake extends Error {}

const ESCAPE = String.raw`\\(?:[abfnrtv\\?"'\x60]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;
const PLAIN = `"""(?:${ESCAPE}|[^\\\\])*?"""|'''(?:${ESCAPE}|[^\\\\])*?'''|"(?:${ESCAPE}|[^"\\\\\\n\\r])*"|'(?:${ESCAPE}|[^'\\\\\\n\\r])*'`;
const RAW = `[rR](?:"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"[^"\\n\\r]*"|'[^'\\n\\r]*')`;
// CEL.g4 of cel-go; the last three are mistakes with a message of their own, not tokens
const PIECE = new RegExp(
  [
    String.raw`(?<blank>\s+)`,
    String.raw`(?<comment>//[^\n]*)`,
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
const TOKEN_KINDS: ReadonlySet<string> = new Set(['string', 'bytes', 'int', 'uint', 'double', 'word', 'escaped', 'sign']);

const MAX_LENGTH = 100_000;

/** Returns the tokens of an expression. @throws CelMistake when a part of it is not a token of CEL */
export function celTokens(text: string): readonly Token[] {
  // counted as Go does (parser/options.go expressionSizeCodePointLimit)
  if (text.length > MAX_LENGTH && [...text].length > MAX_LENGTH) throw new CelMistake(`it has more than ${MAX_LENGTH} characters`);
  return [...celPieces(text)].filter((piece): piece is Piece & Token => isToken(piece, text));
}

/** Splits an expression into its pieces, in order and without gaps. Never throws. Runs in linear time. */
export function* celPieces(text: string): Generator<Piece> {
  for (let at = 0; at < text.length; ) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(text)?.groups ?? { unknown: text.charAt(at) };
    const [kind, found] = Object.entries(groups).find(([, part]) => part !== undefined) as [Piece['kind'], string];
    yield { kind, text: found, at };
    at += found.length;
  }
}

function isToken(piece: Piece, whole: string): boolean {
  const { kind, text, at } = piece;
  if (kind === 'unknown') throw new CelMistake(`unexpected character ${quoted(text)}`);
  if (kind === 'variable') throw new CelMistake(`${quoted(text)} is outside quotes; write '${text}'`);
  if (kind === 'quote') throw new CelMistake(openMistake(text, whole.slice(at)));
  if (kind === 'equals') throw new CelMistake('CEL compares with "==", not "="');
  return TOKEN_KINDS.has(kind);
}

const CLOSED = /^(["'])(?:\\[^\n\r]|(?!\1)[^\\\n\r])*\1/;
const ESCAPES = new RegExp(`${ESCAPE}|(?<odd>\\\\.)`, 'g');

/** Why a quote does not begin a string: the string has no end, or an invalid escape. */
function openMistake(quote: string, rest: string): string {
  const [closed = ''] = CLOSED.exec(rest) ?? [];
  for (const { groups } of closed.matchAll(ESCAPES))
    if (groups?.odd !== undefined) return `invalid escape ${groups.odd}; double the backslash, or put r before the quotes`;
  return `the string that begins with ${quote} has no end`;
}
