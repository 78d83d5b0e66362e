import { quoted } from '../diagnostics';

/** One word of a CEL expression. */
export interface Token {
  readonly kind: 'string' | 'bytes' | 'int' | 'uint' | 'double' | 'word' | 'escaped' | 'sign' | 'end';
  readonly text: string;
}

/** A stretch of an expression: a token, what stands between tokens, or a mistake. */
export interface Piece {
  readonly kind: Exclude<Token['kind'], 'end'> | 'blank' | 'comment' | 'variable' | 'quote' | 'equals' | 'unknown';
  readonly text: string;
  /** Offset in the expression. */
  readonly at: number;
}

/** Why a text is no CEL; its message is the end of a sentence. */
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

/** The tokens of an expression. @throws CelMistake when a part of it is no token of CEL */
export function celTokens(text: string): readonly Token[] {
  // counted as Go does (parser/options.go expressionSizeCodePointLimit)
  if (text.length > MAX_LENGTH && [...text].length > MAX_LENGTH) throw new CelMistake(`it has more than ${MAX_LENGTH} characters`);
  return [...celPieces(text)].filter((piece): piece is Piece & Token => isToken(piece, text));
}

/** All of an expression in order, without a gap. Never throws; linear in the text. */
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
  if (kind === 'unknown') throw new CelMistake(`${quoted(text)} is no sign of it`);
  if (kind === 'variable') throw new CelMistake(`${quoted(text)} stands outside quotes; write '${text}'`);
  if (kind === 'quote') throw new CelMistake(openMistake(text, whole.slice(at)));
  if (kind === 'equals') throw new CelMistake('it compares by "==", not "="');
  return TOKEN_KINDS.has(kind);
}

const CLOSED = /^(["'])(?:\\[^\n\r]|(?!\1)[^\\\n\r])*\1/;
const ESCAPES = new RegExp(`${ESCAPE}|(?<odd>\\\\.)`, 'g');

/** Why nothing is a string that begins so: it has no end, or a backslash before a sign that needs none. */
function openMistake(quote: string, rest: string): string {
  const [closed = ''] = CLOSED.exec(rest) ?? [];
  for (const { groups } of closed.matchAll(ESCAPES))
    if (groups?.odd !== undefined) return `${groups.odd} is no escape of it; double the backslash, or put r before the quotes`;
  return `the text that begins with ${quote} has no end`;
}
