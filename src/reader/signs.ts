import { quoted } from '../diagnostics';

/** What Kubernetes' reader refuses, at an offset in the lexeme. */
export interface OddSign {
  readonly at: number;
  readonly message: string;
  readonly fix?: string;
  /** Whether JSON knows it: kubectl reads a document that is JSON as such. */
  readonly isJson?: boolean;
}

/**
 * Finds what YAML 1.2 knows and Kubernetes' reader, which is one for YAML 1.1, does not (go.yaml.in/yaml/v2 scannerc.go): names of
 * anchors with other signs than letters and digits, escapes of JSON, an end of a document before its beginning, and a tab before
 * the first sign of a block of text. Takes the lexemes of a text one after the other.
 */
export class SignWatch {
  private isScalarNext = false;
  private hasBegun = false;
  /** Whether a `...` was there. */
  hasEnd = false;
  /** The sign that a block of text comes, `|` or `>` and more. */
  private header = '';
  /** How many brackets are open. */
  private depth = 0;
  private isLineStart = true;
  /** Whether a `?` has begun a key, whose `:` may stand in another line. */
  private hasLongKeys = false;

  /** Undefined when there is nothing odd in the lexeme. */
  see(lexeme: string): OddSign | undefined {
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
      return { at: 0, message: 'a ":" stands in another line than its key' };
    return (first === '&' || first === '*') && !NAME.test(lexeme) ? oddName(lexeme) : undefined;
  }

  private end(): OddSign | undefined {
    this.hasEnd = true;
    return this.hasBegun ? undefined : { at: 0, message: '"..." ends a document that has not begun', fix: 'leave it out' };
  }

  private count(lexeme: string): void {
    if (lexeme === '[' || lexeme === '{') this.depth += 1;
    if (lexeme === ']' || lexeme === '}') this.depth -= 1;
    this.hasLongKeys ||= lexeme === '?';
  }

  private seeScalar(lexeme: string): OddSign | undefined {
    this.isScalarNext = false;
    this.hasBegun = true;
    this.isLineStart = lexeme.endsWith('\n');
    const { header } = this;
    this.header = '';
    if (this.depth > 0 && (lexeme.startsWith(':') || lexeme.startsWith('?')))
      return { at: 0, message: `a text in brackets begins with "${lexeme.charAt(0)}"`, fix: 'put it in quotes' };
    // with an indentation that is written down a tab may follow it
    return header === '' || /\d/.test(header) || !EARLY_TAB.test(lexeme) ? undefined : tryFindTab(lexeme);
  }
}

const BLANK: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);

// the lexer's signs that a scalar follows, and that a document begins
const SCALAR = '\u001f';
const DOCUMENT = '\u0002';

/** What is said of quotes that do not end where they may. */
export const OPEN_QUOTES = {
  message: 'the quotes do not end, or go on in a line that is not indented',
  fix: 'end them, or indent the line',
};

const ENDING = /^'(?:[^']|'')*'$/;
const NAME = /^[&*][0-9A-Za-z_-]+$/;

function oddName(lexeme: string): OddSign {
  return { at: 0, message: `${quoted(lexeme)} has a name of other signs than letters of ASCII, digits, "_" and "-"`, fix: 'rename it' };
}

const MAYBE = /\\(?:\/|u[dD][89a-fA-F])/;
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|[\s\S])/gi;

function tryFindEscape(lexeme: string): OddSign | undefined {
  if (!MAYBE.test(lexeme)) return undefined;
  for (const { index, 0: escaped, 1: surrogate } of lexeme.matchAll(ESCAPE)) {
    if (escaped === '\\/') return { at: index, message: '"\\/" is no escape of YAML 1.1', fix: 'write "/"', isJson: true };
    if (surrogate !== undefined) {
      const fix = 'write the character itself, or "\\U" and eight digits';
      return { at: index, message: `"${escaped}" is half a character`, fix, isJson: true };
    }
  }
  return undefined;
}

// a tab that only spaces stand before
const EARLY_TAB = /^ *\t/m;

/** The first tab where the indentation of a block of text is still being looked for, or where a line has less of it. */
function tryFindTab(block: string): OddSign | undefined {
  let indent = 0;
  let isKnown = false;
  for (const { index, 1: spaces = '', 2: next = '' } of block.matchAll(/^( *)([^\n]?)/gm)) {
    if (next === '\t' && (!isKnown || spaces.length < indent))
      return { at: index + spaces.length, message: 'a tab stands where YAML looks for the indentation of a text', fix: HINT };
    if (!isKnown) indent = Math.max(indent, spaces.length);
    isKnown ||= next !== '' && next !== '\r';
  }
  return undefined;
}

const HINT = 'use spaces, or tell the indentation behind the sign, as in "|2"';
