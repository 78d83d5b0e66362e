/** A string literal that is being read. */
export interface Literal {
  readonly prefix: string;
  readonly quote: string;
  readonly isFormatted: boolean;
  /** The f-string with the expression that contains this literal. */
  readonly outer: Literal | undefined;
  /** The values in its text. */
  readonly values: number[];
}

/** A quote that does not end any enclosing f-string; before Python 3.12 an expression cannot use the quote of its string. */
export function freeQuote(text: Literal | undefined): string | undefined {
  const taken = new Set<string>();
  for (let one = text; one !== undefined; one = one.outer) taken.add(one.quote);
  return ['"', "'"].find((quote) => !taken.has(quote));
}

export function isTripled(text: Literal | undefined, quote: string): boolean {
  for (let one = text; one !== undefined; one = one.outer) if (one.quote === quote) return true;
  return false;
}

export const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
export const NUMBER = /\.?\d[\w.]*/y;
export const PREFIX = /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/i;
export const TWO_SIGNS: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '<=',
  '>=',
  ':=',
  '->',
  '**',
  '//',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '|=',
  '&=',
]);
