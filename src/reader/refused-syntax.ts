import { quoted } from '../diagnostics';

/** A syntax that Kubernetes' reader refuses, at an offset in the lexeme. */
export interface RefusedSyntax {
  readonly at: number;
  readonly message: string;
  readonly fix?: string;
  /** Whether it is allowed in JSON, as which kubectl reads some documents. */
  readonly isJson?: boolean;
}

/**
 * Finds syntax of YAML 1.2 that Kubernetes' reader, which reads YAML 1.1, refuses (go.yaml.in/yaml/v2 scannerc.go): anchor names with
 * characters other than letters and digits, escapes of JSON, an end of a document before its beginning, and a tab before the first
 * character of a block scalar. Takes the lexemes of a file one after the other.
 */
export class SyntaxWatch {
  private isScalarNext = false;
  private hasBegun = false;
  /** Whether a `...` has been seen. */
  hasEnd = false;
  /** The header of a block scalar: `|` or `>` with its modifiers. */
  private header = '';
  /** The number of open brackets. */
  private depth = 0;
  private isLineStart = true;
  /** Whether a `?` has begun a key, whose `:` may be on another line. */
  private hasLongKeys = false;

  /** Returns the refused syntax in a lexeme; undefined when there is none. */
  see(lexeme: string): RefusedSyntax | undefined {
    if (this.isScalarNext) return this.seeScalar(lexeme);
    if (lexeme === SCALAR) {
      this.isScalarNext = true;
      return undefined;
    }
    const first = lexeme.charAt(0);
    const isLineStart = this.isLineStart;
    if (BLANK.has(first)) {
      this.isLineStart = isLineStart || lexeme.endsWith('\n');
      return undefined;
    }
    this.isLineStart = false;
    if (lexeme === DOCUMENT || first === '#' || first === '\ufeff') return undefined;
    if (lexeme === '...') return this.end();
    this.hasBegun = true;
    this.header = first === '|' || first === '>' ? lexeme : '';
    if (first === '"') return tryFindEscape(lexeme);
    if (first === "'") return ENDING.test(lexeme) ? undefined : { at: 0, ...OPEN_QUOTES };
    this.count(lexeme);
    if (lexeme === ':' && isLineStart && this.depth === 0 && !this.hasLongKeys)
      return { at: 0, message: 'a ":" is not on the same line as its key' };
    return (first === '&' || first === '*') && !NAME.test(lexeme) ? refusedName(lexeme) : undefined;
  }

  private end(): RefusedSyntax | undefined {
    this.hasEnd = true;
    return this.hasBegun ? undefined : { at: 0, message: '"..." ends a document that has not begun', fix: 'remove it' };
  }

  private count(lexeme: string): void {
    if (lexeme === '[' || lexeme === '{') this.depth += 1;
    if (lexeme === ']' || lexeme === '}') this.depth -= 1;
    this.hasLongKeys ||= lexeme === '?';
  }

  private seeScalar(lexeme: string): RefusedSyntax | undefined {
    this.isScalarNext = false;
    this.hasBegun = true;
    this.isLineStart = lexeme.endsWith('\n');
    const { header } = this;
    this.header = '';
    if (this.depth > 0 && (lexeme.startsWith(':') || lexeme.startsWith('?')))
      return { at: 0, message: `an unquoted string in brackets begins with "${lexeme.charAt(0)}"`, fix: 'put it in quotes' };
    // after an explicit indentation a tab may follow
    return header === '' || /\d/.test(header) || !EARLY_TAB.test(lexeme) ? undefined : tryFindTab(lexeme);
  }
}

const BLANK: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);

// the lexer's marks before a plain scalar and at the start of a document
const SCALAR = '\u001f';
const DOCUMENT = '\u0002';

/** The message for quotes that are not closed. */
export const OPEN_QUOTES = {
  message: 'the quotes are not closed, or continue on a line that is not indented',
  fix: 'close them, or indent the line',
};

const ENDING = /^'(?:[^']|'')*'$/;
const NAME = /^[&*][0-9A-Za-z_-]+$/;

function refusedName(lexeme: string): RefusedSyntax {
  return {
    at: 0,
    message: `the name of ${quoted(lexeme)} contains characters other than ASCII letters, digits, "_" and "-"`,
    fix: 'rename it',
  };
}

const MAYBE = /\\(?:\/|u[dD][89a-fA-F])/;
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|[\s\S])/gi;

function tryFindEscape(lexeme: string): RefusedSyntax | undefined {
  if (!MAYBE.test(lexeme)) return undefined;
  for (const { index, 0: escaped, 1: surrogate } of lexeme.matchAll(ESCAPE)) {
    if (escaped === '\\/') return { at: index, message: '"\\/" is not an escape of YAML 1.1', fix: 'write "/"', isJson: true };
    if (surrogate !== undefined) {
      const fix = 'write the character itself, or "\\U" and eight digits';
      return { at: index, message: `"${escaped}" is half a character`, fix, isJson: true };
    }
  }
  return undefined;
}

// a tab with only spaces before it
const EARLY_TAB = /^ *\t/m;

/** The first tab where the indentation of a block scalar is still being detected, or on a line with less indentation. */
function tryFindTab(block: string): RefusedSyntax | undefined {
  let indent = 0;
  let isKnown = false;
  for (const { index, 1: spaces = '', 2: next = '' } of block.matchAll(/^( *)([^\n]?)/gm)) {
    if (next === '\t' && (!isKnown || spaces.length < indent))
      return { at: index + spaces.length, message: 'a tab in the indentation of a block of text', fix: HINT };
    if (!isKnown) indent = Math.max(indent, spaces.length);
    isKnown ||= next !== '' && next !== '\r';
  }
  return undefined;
}

const HINT = 'use spaces, or write the indentation after the "|" or ">", as in "|2"';
