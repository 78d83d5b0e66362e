import { valuePart } from './quotes';
import { nameHazard, type Source, Unreadable } from './source';
import type { Hazard, Part } from './syntax';

/** What quotes an expansion stands in. */
export type Surrounding = 'bare' | 'double' | 'heredoc';

/** Reads what the words inside an expansion are made of. */
export interface PieceReader {
  /** One piece of a word outside of quotes. */
  piece(): Part[];
  /** One piece inside double quotes, or of a here-document. */
  quotedPiece(surrounding: 'double' | 'heredoc'): Part[];
  /** A text in double quotes. */
  double(): Part[];
  /** An arithmetic expression between brackets; undefined, and nothing read, when they end otherwise, as in `$((a); b)`. */
  tryArithmetic(open: string, close: string, where: string, array?: string): Part | undefined;
}

const NAME = /[A-Za-z_]\w*|[0-9]+|[@*#?$!-]/y;
const PATTERN_OPERATOR = /##?|%%?|\/[/#%]?|\^\^?|,,?|~~?/y;
const DEFAULT_OPERATOR = /:?[-=+?]/y;

/** Reads `${…}` with its operators. */
export class ParameterReader {
  constructor(
    private readonly source: Source,
    private readonly pieces: PieceReader,
  ) {}

  read(surrounding: Surrounding): Part {
    const { source } = this;
    source.at += 2;
    const sign = source.match(/[!#](?=[A-Za-z_0-9@*])/y)?.[0] ?? '';
    source.at += sign.length;
    const name = source.match(NAME)?.[0] ?? '';
    source.at += name.length;
    source.notes.parameters.add(name);
    const used = sign === '#' ? {} : { use: source.use(name) };
    const parts: Part[] = [];
    const place = source.tryValue('double', false, nameHazard('the name of a variable'));
    if (place !== undefined) parts.push(valuePart(place));
    else if (name === '') throw new Unreadable('a "${" has no name behind it');
    if (source.char === '[') parts.push(this.subscript(name));
    if (source.char !== '}') parts.push(...this.operator(surrounding));
    this.upToBrace(parts, () => this.pieces.quotedPiece('double'));
    source.at += 1;
    return { kind: 'parameter', name, ...used, parts };
  }

  private subscript(array: string): Part {
    const subscript = this.pieces.tryArithmetic('[', ']', 'a subscript', array);
    if (subscript === undefined) throw new Unreadable('a "]" is missing');
    return subscript;
  }

  private operator(surrounding: Surrounding): Part[] {
    const { source } = this;
    const fallback = source.match(DEFAULT_OPERATOR)?.[0];
    if (fallback !== undefined) {
      source.at += fallback.length;
      return this.operand(surrounding);
    }
    const pattern = source.match(PATTERN_OPERATOR)?.[0];
    if (pattern !== undefined) {
      source.at += pattern.length;
      // its quotes are its own, whatever quotes stand around
      return this.inHeredoc(surrounding, () => this.operand('bare'));
    }
    if (source.char !== ':') return [];
    const range = this.pieces.tryArithmetic(':', '}', 'an offset or length');
    if (range === undefined) throw new Unreadable('a "}" is missing');
    source.at -= 1;
    return [range];
  }

  /** The word behind the operator of an expansion, up to its `}`. */
  private operand(surrounding: Surrounding): Part[] {
    const { source, pieces } = this;
    return this.upToBrace([], () => {
      if (surrounding === 'bare') return pieces.piece();
      return source.char === '"' ? this.inHeredoc(surrounding, () => pieces.double()) : pieces.quotedPiece(surrounding);
    });
  }

  private upToBrace(parts: Part[], piece: () => Part[]): Part[] {
    while (this.source.char !== '}') {
      if (this.source.isOver) throw new Unreadable('a "}" is missing');
      parts.push(...piece());
    }
    return parts;
  }

  private inHeredoc(surrounding: Surrounding, read: () => Part[]): Part[] {
    const { places } = this.source.notes;
    const count = places.length;
    const parts = read();
    if (surrounding === 'heredoc') for (const place of places.slice(count)) place.hazard ??= HEREDOC_OPERAND;
    return parts;
  }
}

const HEREDOC_OPERAND: Hazard = {
  kind: 'unusable',
  where: 'quotes or a pattern of ${…} in a here-document, which shells read in different ways',
  fix: 'put the result into a variable first, and that into the here-document',
};
