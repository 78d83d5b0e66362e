import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser, Schema, type YAMLParseError } from 'yaml';
import { type FieldPath, quoted } from '../diagnostics';
import type { ReadErrorCode } from './read-errors';
import { OPEN_QUOTES, type RefusedSyntax, SyntaxWatch } from './refused-syntax';
import { TabWatch } from './tabs';

/** A syntax error at an offset of the file. */
export interface ReadError {
  readonly code: ReadErrorCode;
  readonly offset: number;
  /** @default - the whole document */
  readonly field?: FieldPath;
  readonly message: string;
  readonly fix?: string;
}

/** The syntax trees of a file's documents, or the reason why it cannot be read. */
export interface Composed {
  readonly documents: readonly Document.Parsed[];
  readonly readErrors: readonly ReadError[];
}

/** Maximum nesting of arrays and objects. Tekton's own objects stay below 20. */
export const MAX_DEPTH = 200;
// a Pipeline of 5,000 tasks has 200,000; the parser needs seconds for a million
const MAX_LEXEMES = 500_000;
// what follows the first errors is mostly their consequence
const MAX_ERRORS = 10;

// Scalars stay strings; their types are decided in scalar.ts. One schema for all documents: creating one costs more than reading a small
// document.
const schema = new Schema({ schema: 'failsafe', merge: false, resolveKnownTags: false });

/** The first character of a file that was UTF-16: a noncharacter, which no Unicode file contains. */
export const WIDE_TEXT = '\ufffe';

/** Parses one document as kubectl separates them. Never throws. */
export function compose(text: string): Composed {
  const odd = forbidden.exec(text);
  if (odd !== null)
    return { documents: [], readErrors: [{ code: 'TW090', offset: odd.index, message: forbiddenCharacter(odd[0], odd.index) }] };
  const mark = LATE_MARK.exec(text);
  if (mark !== null) {
    const message = 'a byte order mark in the middle of the file becomes part of the first key';
    return { documents: [], readErrors: [{ code: 'TW090', offset: mark[0].length - 1, message, fix: 'remove it' }] };
  }
  // errors are created with their stack, and a broken file can have a million of them
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return composeAll(text);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

// the one at the start of the file has been removed
const LATE_MARK = /^\s*\ufeff/;

// go.yaml.in/yaml/v2 readerc.go: the characters that a YAML file must not contain
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/u;

function forbiddenCharacter(character: string, offset: number): string {
  if (character === WIDE_TEXT && offset === 0) return 'the file is UTF-16, which kubectl cannot read; save it as UTF-8';
  if (/\p{Surrogate}/u.test(character)) return 'invalid UTF-8; is this a text file?';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${code} is not allowed in YAML; is this a text file?`;
}

function composeAll(text: string): Composed {
  const parser = new Parser();
  const composer = new Composer({ schema, uniqueKeys: false, prettyErrors: false, keepSourceTokens: false });
  const documents: Document.Parsed[] = [];
  const take = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) documents.push(...composer.next(token));
  };
  const readErrors: ReadError[] = [];
  const tabs = new TabWatch();
  const signs = new SyntaxWatch();
  const json = new JsonGuess(text);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const tab = tabs.see(lexeme, parser.stack);
    if (tab !== undefined && readErrors.length < MAX_ERRORS) readErrors.push(tabError(parser.offset + tab));
    const sign = signs.see(lexeme);
    if (sign !== undefined && readErrors.length === 0 && !(sign.isJson && json.isMeant()))
      readErrors.push(characterError(parser.offset, sign));
    take(parser.next(lexeme));
    lexemes += 1;
    const excess = excessOf(lexemes, parser.stack.length);
    if (excess !== undefined) return { documents: [], readErrors: [{ code: 'TW092', offset: parser.offset, message: excess }] };
  }
  take(parser.end());
  documents.push(...composer.end(false, text.length));
  const errors = [...documents.flatMap((document) => document.errors.slice(0, MAX_ERRORS)), ...composer.streamInfo().errors];
  // a wrong tab is the cause of the errors after it
  if (readErrors.length === 0) readErrors.push(...syntaxErrors(errors, text));
  if (readErrors.length === 0) readErrors.push(...lostContent(documents, text, signs.hasEnd));
  return { documents, readErrors };
}

// kubectl has split at all separators between line feeds; this one is between other line ends, such as lone carriage returns
const UNSEEN_SEPARATOR = /^---[ \t]*(?:#.*)?$/m;

/** Errors for content that is outside every document that kubectl reads. */
function lostContent([first, second]: readonly Document.Parsed[], text: string, hasEnd: boolean): ReadError[] {
  if (second !== undefined && (hasEnd || UNSEEN_SEPARATOR.test(text))) return [lostDocument(second.range[0], hasEnd)];
  const { explicit = false, version = '' } = first?.directives?.yaml ?? {};
  if (explicit && version !== '1.1')
    return [{ code: 'TW090', offset: 0, message: `kubectl reads YAML 1.1, not ${version}`, fix: 'remove the line' }];
  // kubectl has cut off the document that they belong to
  const stray = first === undefined ? /^(%|\.\.\.)/m.exec(text) : null;
  if (stray === null) return [];
  return [{ code: 'TW090', offset: stray.index, message: `${quoted(stray[0])} is outside a document`, fix: 'remove it' }];
}

/** kubectl splits at lines of "---" that end in a line feed, and reads the first document of each part. */
function lostDocument(offset: number, hasEnd: boolean): ReadError {
  return hasEnd
    ? { code: 'TW090', offset, message: 'kubectl ignores everything after "..."', fix: 'begin a document with "---"' }
    : {
        code: 'TW090',
        offset,
        message: 'kubectl ignores this document: its "---" is not between line feeds',
        fix: 'end lines with a line feed',
      };
}

function characterError(start: number, { at, message, fix }: RefusedSyntax): ReadError {
  return { code: 'TW090', offset: start + at, message, ...(fix === undefined ? {} : { fix }) };
}

/** Whether kubectl reads the document as JSON, which has other escapes; computed once. */
class JsonGuess {
  private known: boolean | undefined;

  constructor(private readonly text: string) {}

  isMeant(): boolean {
    this.known ??= this.text.trimStart().startsWith('{') && isJson(this.text);
    return this.known;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tabError(offset: number): ReadError {
  return { code: 'TW090', offset, message: 'unexpected tab; YAML is indented by spaces', fix: 'use spaces' };
}

function excessOf(lexemes: number, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return `arrays and objects are nested more than ${MAX_DEPTH} deep; use fewer levels`;
  if (lexemes > MAX_LEXEMES) return `the document has more than ${MAX_LEXEMES} tokens; split it`;
  return undefined;
}

/** The first error of each line, with the wording of our other messages. */
function syntaxErrors(errors: readonly YAMLParseError[], text: string): ReadError[] {
  const firsts: YAMLParseError[] = [];
  for (const error of errors) {
    const last = firsts.at(-1)?.pos[0];
    if (last === undefined || text.slice(last, error.pos[0]).includes('\n')) firsts.push(error);
    if (firsts.length === MAX_ERRORS) break;
  }
  return firsts.map(({ code, pos, message }) => ({
    code: 'TW090',
    offset: pos[0],
    ...(/^Missing closing ['"]quote/.test(message) ? OPEN_QUOTES : (plainWords[code] ?? { message: lowered(message) })),
  }));
}

// for these codes the parser's message describes its own state, not the mistake
const plainWords: { readonly [code in ErrorCode]?: { readonly message: string; readonly fix?: string } } = {
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'an unquoted string contains ": "',
    fix: 'put the whole string in quotes, or on lines of its own after "|"',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'a key without ":" on the same line' },
};

function lowered(message: string): string {
  const first = (message.split('\n')[0] ?? '').replace(/\.$/, '');
  // an abbreviation in capitals stays as it is
  return /^[A-Z][a-z]/.test(first) ? `${first.charAt(0).toLowerCase()}${first.slice(1)}` : first;
}
