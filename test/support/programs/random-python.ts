import { fc } from '../random';
import { HOLE, type Piece } from './piece';

const text = (value: string): fc.Arbitrary<Piece> => fc.constant([value]);

/** Pieces put together; holes are where values stand. */
const all = (...parts: readonly (string | fc.Arbitrary<Piece>)[]): fc.Arbitrary<Piece> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? text(part) : part))).map((pieces) => pieces.flat());

const inCode = fc.constant<Piece>([{ hole: HOLE.code }]);
const inText = fc.constant<Piece>([{ hole: HOLE.text }]);

/** A random expression of Python 3.8 that is a string, with values in it; `quotes` are those that an f-string around leaves over. */
function expression(depth: number, quotes: readonly string[], isNested: boolean): fc.Arbitrary<Piece> {
  const leaves = [inCode, ...(quotes.length > 0 ? [literal(quotes, isNested)] : [])];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = () => expression(depth - 1, quotes, isNested);
  const some = quotes[0];
  const more: fc.Arbitrary<Piece>[] = [
    all('(', inner(), ')'),
    all(inner(), ' + ', inner()),
    all('[', inner(), ', 1][0]'),
    all('(lambda x: x)(', inner(), ')'),
    all('(', inner(), ' if 1 > 0 else ', inner(), ')'),
    all('str(', inner(), ')'),
    all('{1: ', inner(), '}[1]'),
    all('max([', inner(), '])'),
  ];
  if (some !== undefined)
    more.push(
      all(literal(quotes, isNested), ' ', literal(quotes, isNested)),
      all(`dict(k=`, inner(), `)[${some}k${some}]`),
      all(`${some}{}${some}.format(`, inner(), ')'),
      all(`${some}%s${some} % (`, inner(), ',)'),
      formatted(depth - 1, quotes, isNested),
      all(literal(quotes, isNested), '[0:]'),
    );
  return fc.oneof(...leaves, ...more);
}

function literal(quotes: readonly string[], isNested: boolean): fc.Arbitrary<Piece> {
  return fc.oneof(
    ...quotes.flatMap((quote) => [
      ...['', 'r', 'u', 'R'].map((prefix) => string(prefix, quote, isNested)),
      ...(isNested ? [] : ['', 'r'].map((prefix) => string(prefix, quote.repeat(3), false))),
    ]),
  );
}

function string(prefix: string, quote: string, isNested: boolean): fc.Arbitrary<Piece> {
  return all(prefix + quote, parts(quote, prefix, isNested), quote);
}

/** Texts that end no string in the quote; without backslashes and signs of comments in an f-string, as before Python 3.12. */
function parts(quote: string, prefix: string, isNested: boolean): fc.Arbitrary<Piece> {
  const other = quote.startsWith('"') ? "'" : '"';
  const plain = ['a', ' ', '  b', '%', '$', '()', '[', '.', ':', '@', '\u00fc'];
  const special = isNested
    ? []
    : ['#', '\\\\', other, `${other}${other}`, ...(/r/i.test(prefix) ? [] : ['\\n', '\\t', '\\x41', `\\${quote[0]}`])];
  const lines = quote.length === 3 ? ['\n', ' "x" ' + "'y' "] : [];
  const braces = /f/i.test(prefix) ? ['{{', '}}'] : isNested ? [] : ['{', '}', '{0}'];
  const some = fc.constantFrom(...plain, ...special, ...lines, ...braces).map((value): Piece => [value]);
  return fc
    .array(fc.oneof({ arbitrary: some, weight: 3 }, { arbitrary: inText, weight: 2 }), { maxLength: 5 })
    .map((pieces) => guarded(pieces.flat(), quote));
}

/** A triple quote may not end in a sign of its own. */
function guarded(pieces: Piece, quote: string): Piece {
  return quote.length === 3 ? [...pieces, '.'] : pieces;
}

function formatted(depth: number, quotes: readonly string[], isNested: boolean): fc.Arbitrary<Piece> {
  return fc.oneof(
    ...quotes.flatMap((quote) =>
      (isNested ? [quote] : [quote, quote.repeat(3)]).map((delimiter) => {
        const left = quotes.filter((one) => one !== quote);
        const field = fc.oneof(
          all('{ ', expression(depth > 0 ? depth - 1 : 0, left, true), '}'),
          all('{ ', expression(0, left, true), ' !s}'),
          all('{', expression(0, left, true), ':s}'),
          all('{1:0<', fc.constant<Piece>(['1']), '}'),
        );
        const part = fc.oneof(field, parts(delimiter, 'f', true));
        return all(
          `f${delimiter}`,
          fc.array(part, { maxLength: 3 }).map((pieces) => guarded(pieces.flat(), delimiter)),
          delimiter,
        );
      }),
    ),
  );
}

const statement = (made: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
  fc.oneof(
    all('out(', made, ')\n'),
    all('x = ', made, '\nout(x)\n'),
    all('if True:\n    out(', made, ') # it\'s "', inText, '\n'),
    all('def f():\n    return ', made, '\nout(f())\n'),
    all('out(\n  ', made, ',\n)\n'),
    all('for x in [', made, ']: out(x)\n'),
    all("'''it's ", inText, "'''\nout(", made, ')\n'),
    all('out([x for x in (', made, ',)][0]); out("', inText, '")\n'),
  );

/** A random program of Python whose values come out by `out`. */
export const randomPython: fc.Arbitrary<Piece> = fc
  .array(statement(expression(3, ['"', "'"], false)), { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.flat());
