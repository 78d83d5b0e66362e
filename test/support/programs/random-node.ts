import { fc } from '../random';
import { HOLE, type Piece } from './piece';

const text = (value: string): fc.Arbitrary<Piece> => fc.constant([value]);

/** Pieces put together; holes are where values stand. */
const all = (...parts: readonly (string | fc.Arbitrary<Piece>)[]): fc.Arbitrary<Piece> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? text(part) : part))).map((pieces) => pieces.flat());

const inCode = fc.constant<Piece>([{ hole: HOLE.code }]);
const inText = fc.constant<Piece>([{ hole: HOLE.text }]);

/** A random expression of JavaScript that is a string, with values in it. */
function expression(depth: number): fc.Arbitrary<Piece> {
  const leaves = [inCode, string("'"), string('"')];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = () => expression(depth - 1);
  return fc.oneof(
    ...leaves,
    template(depth - 1),
    all('(', inner(), ')'),
    all(inner(), ' + ', inner()),
    all('[', inner(), '][0]'),
    all('({ k: ', inner(), ' }).k'),
    all('((x) => x)(', inner(), ')'),
    all('(() => { return ', inner(), '; })()'),
    all('(1 > 0 ? ', inner(), ' : ', inner(), ')'),
    all('String(', inner(), ')'),
    all('Object.keys({ ', string("'"), ': 1 })[0] + ', inner()),
    all('Object.keys({ a: 1, ', fc.constant<Piece>([{ hole: HOLE.key }]), ": 2 }).slice(1).join('')"),
    all('(/[/\'"`]\\/\\(/.test(1) ? 1 : ', inner(), ')'),
    all('(8 / 2 / 1 > 9 ? "" : ', inner(), ')'),
    all(inner(), " /* it's ` */ + ", inner()),
    all('(void 0 ?? ', inner(), ')'),
    all(string("'"), '.concat(', inner(), ')'),
    all('typeof ', string('"'), ' + ', inner()),
  );
}

function string(quote: string): fc.Arbitrary<Piece> {
  const other = quote === '"' ? "'" : '"';
  const some = fc
    .constantFrom(
      'a',
      ' ',
      '  b',
      '`',
      '${',
      '${x}',
      '$',
      '{',
      '}',
      '//',
      '/*',
      other,
      `\\${quote}`,
      '\\n',
      '\\\\',
      '\\x41',
      '\\u{41}',
      '\\0',
      '\\\n',
      '\\`',
      '\\$',
      '<!--',
    )
    .map((value): Piece => [value]);
  return all(
    quote,
    fc.array(fc.oneof({ arbitrary: some, weight: 3 }, { arbitrary: inText, weight: 2 }), { maxLength: 5 }).map((pieces) => pieces.flat()),
    quote,
  );
}

function template(depth: number): fc.Arbitrary<Piece> {
  const some = fc.constantFrom('a', ' ', "it's", '"', '\n', '\\`', '\\${', '$', '{', '}', '//', '\\\\').map((value): Piece => [value]);
  const field = all('${', expression(depth), '}');
  const part = fc.oneof(some, inText, field);
  // a $ before a field would be one of its signs
  return all(
    '`',
    fc.array(part, { maxLength: 5 }).map((pieces) => pieces.flat().flatMap((piece) => (piece === '$' ? ['$ '] : [piece]))),
    '`',
  );
}

const statement = (made: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
  fc.oneof(
    all('out(', made, ');\n'),
    all('const x = ', made, '\nout(x)\n').map((piece) => ['{\n', ...piece, '}\n']),
    all("if (1 > 0) /it's/.test(1); out(", made, ') // it\'s "', inText, '\n'),
    all('{ out(\n  ', made, ",\n) }\n/'/.test(1);\n"),
    all('for (const x of [', made, ']) { out(x); } /* ', inText, ' */\n'),
    all('switch (1) { case 1: out(', made, ') }\n'),
    all('out(((x) => { if (x) return x; return x })(', made, '))\n'),
  );

/** A random program of JavaScript whose values come out by `out`. */
export const randomNode: fc.Arbitrary<Piece> = fc
  .array(statement(expression(3)), { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.flat());
