import type { Hazard, Part } from '../syntax';
import { valuePart } from './quotes';
import { nameHazard, type Source, Unreadable } from './source';

/** The quotes around an expansion. */
export type Surrounding = 'bare' | 'double' | 'heredoc';

/** Reads the parts of the words inside an expansion. */
export interface PieceReader {
  /** One part of a word outside quotes. */
  piece(): Part[];
  /** One part inside double quotes, or of a here-document. */
  quotedPiece(surrounding: 'double' | 'heredoc'): Part[];
  /** A string in double quotes. */
  double(): Part[];
  /** An arithmetic expression between brackets; undefined, with nothing read, when they end differently, as in `$((a); b)`. */
  tryArithmetic(open: string, close: string, where: string, array?: string): Part | undefined;
}

/** An operator that leaves only digits. */
const DIGITS_LEFT = /\/\/\[[!^](?:0-9|\[:digit:\])-?\]\/?\}/y;
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
    const sign = source.match(/[!#](?=[A-Za-z_0-9@*])|!(?=#\})/y)?.[0] ?? '';
    source.at += sign.length;
    const name = source.match(NAME)?.[0] ?? '';
    source.at += name.length;
    source.notes.parameters.add(name);
    const used =
      sign === '#' || source.match(DIGITS_LEFT) !== undefined ? {} : { use: source.use(sign === '!' && name === '#' ? '@' : name) };
    const indirect = this.hazardOf(sign);
    if (used.use !== undefined && name !== '#') used.use.hazard ??= indirect;
    const target = indirect === INDIRECT && name !== '#' && { target: source.use(name, true) };
    const parts: Part[] = [];
    const location = source.tryValue('double', false, nameHazard('the name of a variable'));
    if (location !== undefined) parts.push(valuePart(location));
    else if (name === '') throw new Unreadable('a "${" has no name after it');
    if (source.char === '[') parts.push(this.subscript(name));
    const assigns = source.match(/:?=/y) !== undefined;
    const isDefault = source.match(/:?[-=+]/y) !== undefined;
    if (source.char !== '}') parts.push(...this.operator(surrounding));
    this.upToBrace(parts, () => this.pieces.quotedPiece('double'));
    source.at += 1;
    return {
      kind: 'parameter',
      name,
      ...used,
      ...target,
      parts,
      ...(assigns && { assigns }),
      ...(isDefault && { isDefault }),
      ...(indirect && { isIndirect: true }),
    };
  }

  /** Why the variable itself would be evaluated: its name is the value, or it is expanded once more. */
  private hazardOf(sign: string): Hazard | undefined {
    const { source } = this;
    if (source.match(/(?:\[[^\]]*\])?@P\}/y) !== undefined) return PROMPT;
    return sign === '!' && source.match(/(?:\[[@*]\]|[@*])\}/y) === undefined ? INDIRECT : undefined;
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
      // its quotes are independent of the quotes around it
      return this.inHeredoc(surrounding, () => this.operand('bare'));
    }
    if (source.char !== ':') return [];
    const range = this.pieces.tryArithmetic(':', '}', 'an offset or length');
    if (range === undefined) throw new Unreadable('a "}" is missing');
    source.at -= 1;
    return [range];
  }

  /** The word after the operator of an expansion, up to its `}`. */
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
    const { locations } = this.source.notes;
    const count = locations.length;
    const parts = read();
    if (surrounding === 'heredoc') for (const location of locations.slice(count)) location.hazard ??= HEREDOC_OPERAND;
    return parts;
  }
}

const PROMPT: Hazard = {
  kind: 'evaluated',
  where: '${…@P}, which expands the value like a prompt',
  fix: 'write the variable without @P',
};

const INDIRECT: Hazard = {
  kind: 'evaluated',
  where: '${!…}, where it is the name of a variable, whose subscript bash evaluates',
  fix: 'write a literal name; choose between several with case',
};

const HEREDOC_OPERAND: Hazard = {
  kind: 'unusable',
  where: 'quotes or a pattern of ${…} in a here-document, which shells interpret differently',
  fix: 'assign the result to a variable first, and use that in the here-document',
};
