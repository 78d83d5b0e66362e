import type { CST } from 'yaml';

/**
 * Finds the tabs that Kubernetes' reader refuses and other readers accept: at the start of a line, even of an empty line or a comment,
 * and after the `-` of an array item (go.yaml.in/yaml/v2 scannerc.go yaml_parser_scan_to_next_token and scan_plain_scalar). Takes the
 * lexemes of a file one after the other.
 */
export class TabWatch {
  private column = 0;
  private isScalarNext = false;
  /** Whether only a new token may follow: at the start of a line, or after an indicator. */
  private isAtStart = true;
  private isAfterPlain = false;

  /** The offset of a wrong tab in the lexeme; undefined when there is none. */
  see(lexeme: string, stack: readonly CST.Token[]): number | undefined {
    if (this.isScalarNext) {
      this.isScalarNext = false;
      // the last line end belongs to the block scalar, so it does not continue
      return this.pass(lexeme, { isAtStart: lexeme.endsWith('\n'), isAfterPlain: !lexeme.endsWith('\n') });
    }
    if (lexeme === SCALAR || lexeme === DOCUMENT) {
      this.isScalarNext = lexeme === SCALAR;
      return undefined;
    }
    if (isBlank(lexeme)) return this.seeBlank(lexeme, stack);
    if (lexeme.endsWith('\n')) return this.pass(lexeme, { isAtStart: true, isAfterPlain: this.isAfterPlain });
    return this.pass(lexeme, { isAtStart: lexeme === '-' || lexeme === '?', isAfterPlain: false });
  }

  private seeBlank(lexeme: string, stack: readonly CST.Token[]): number | undefined {
    const at = this.isAtStart ? lexeme.indexOf('\t') : -1;
    const isWrong = at >= 0 && !isInFlow(stack) && !(this.isAfterPlain && this.column + at > indentOf(stack));
    this.column += lexeme.length;
    return isWrong ? at : undefined;
  }

  private pass(lexeme: string, next: { readonly isAtStart: boolean; readonly isAfterPlain: boolean }): undefined {
    this.isAtStart = next.isAtStart;
    this.isAfterPlain = next.isAfterPlain;
    const end = lexeme.lastIndexOf('\n');
    this.column = end < 0 ? this.column + lexeme.length : lexeme.length - end - 1;
  }
}

// the lexer's marks before a plain scalar and at the start of a document
const SCALAR = '\u001f';
const DOCUMENT = '\u0002';

function isBlank(lexeme: string): boolean {
  const first = lexeme.charCodeAt(0);
  return first === 32 || first === 9;
}

function isInFlow(stack: readonly CST.Token[]): boolean {
  return stack.some(({ type }) => type === 'flow-collection');
}

/** The column of the block that a line would continue. */
function indentOf(stack: readonly CST.Token[]): number {
  for (let at = stack.length - 1; at >= 0; at--) {
    const token = stack[at];
    if (token?.type === 'block-map' || token?.type === 'block-seq') return token.indent;
  }
  return -1;
}
