/** How a hole stands in a program: as an expression, in the text of a literal, or as the key of an object. */
export const HOLE = { code: 'code', text: 'text', key: 'key' } as const;

/** A part of a random program: text, or a place for a value. */
export type Piece = readonly (string | { readonly hole: keyof typeof HOLE })[];

/** What stands for a value in the program that the rendered one is compared with. */
export const MARK = 'QQQ';

/** The program with `\0` for each value, and with a mark for it; `marked` is an expression that is the mark. */
export function sourcesOf(piece: Piece, value: string): { readonly source: string; readonly marked: string } {
  const put = (holes: Readonly<Record<keyof typeof HOLE, string>>) =>
    piece.map((part) => (typeof part === 'string' ? part : holes[part.hole])).join('');
  return { source: put({ code: value, text: value, key: value }), marked: put({ code: 'MARK', text: MARK, key: '[MARK]' }) };
}
