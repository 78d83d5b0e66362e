import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser, Schema, type YAMLParseError } from 'yaml';
import { type FieldPath, quoted } from '../diagnostics';
import type { FaultCode } from './faults';
import { type OddSign, OPEN_QUOTES, SignWatch } from './signs';
import { TabWatch } from './tabs';

/** A mistake at an offset of the text. */
export interface Fault {
  readonly code: FaultCode;
  readonly offset: number;
  /** @default - the whole document */
  readonly field?: FieldPath;
  readonly message: string;
  readonly fix?: string;
}

/** The documents of a text as trees, or what keeps it from being read. */
export interface Composed {
  readonly documents: readonly Document.Parsed[];
  readonly faults: readonly Fault[];
}

/** Deepest nesting of lists and mappings. Tekton's own objects stay below 20. */
export const MAX_DEPTH = 200;
// a Pipeline of 5,000 tasks has 200,000; the parser needs seconds for a million
const MAX_LEXEMES = 500_000;
// what follows the first mistakes is mostly their consequence
const MAX_FAULTS = 10;

// All scalars stay texts; what they mean is decided in scalar.ts. One schema for all documents: making one costs more than reading a small document.
const schema = new Schema({ schema: 'failsafe', merge: false, resolveKnownTags: false });

/** The sign before a text that was UTF-16: no text of Unicode may hold it. */
export const WIDE_TEXT = '\ufffe';

/** Reads a text, which is one document as kubectl separates them, into trees. Never throws, however odd the text. */
export function compose(text: string): Composed {
  const odd = forbidden.exec(text);
  if (odd !== null) return { documents: [], faults: [{ code: 'TW090', offset: odd.index, message: oddText(odd[0], odd.index) }] };
  const mark = LATE_MARK.exec(text);
  if (mark !== null) {
    const message = 'a byte order mark stands in the middle of the text, and becomes part of the first key';
    return { documents: [], faults: [{ code: 'TW090', offset: mark[0].length - 1, message, fix: 'remove it' }] };
  }
  // mistakes are made with their stack, and an odd text has a million of them
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const composed = composeAll(text);
    return composed.faults.some(({ code }) => code === 'TW090') ? (templateOf(text) ?? composed) : composed;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const TEMPLATE =
  /\{\{-?\s*(?:\/\*|\$|\.(?:Values|Release|Chart|Capabilities|Files)\b|(?:if|else|end|range|with|define|include|template|tpl|toYaml|required)\b)/;

/** A file of a Helm chart is no YAML before Helm has rendered it; every other fault in it comes from that. */
function templateOf(text: string): Composed | undefined {
  const action = TEMPLATE.exec(text);
  if (action === null) return undefined;
  const message = 'this is a template of Helm, which becomes YAML only when it is rendered';
  const fix = 'check what Helm renders: helm template CHART | npx tekwire validate -';
  return { documents: [], faults: [{ code: 'TW090', offset: action.index, message, fix }] };
}

// that of the whole text has been taken off
const LATE_MARK = /^\s*\ufeff/;

// go.yaml.in/yaml/v2 readerc.go: the characters that a YAML text may hold
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/u;

function oddText(character: string, offset: number): string {
  if (character === WIDE_TEXT && offset === 0) return 'the text is UTF-16, which kubectl does not read; save it as UTF-8';
  if (/\p{Surrogate}/u.test(character)) return 'what stands here is not UTF-8; is this a text file?';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${code} cannot stand in YAML; is this a text file?`;
}

function composeAll(text: string): Composed {
  const parser = new Parser();
  const composer = new Composer({ schema, uniqueKeys: false, prettyErrors: false, keepSourceTokens: false });
  const documents: Document.Parsed[] = [];
  const take = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) documents.push(...composer.next(token));
  };
  const faults: Fault[] = [];
  const tabs = new TabWatch();
  const signs = new SignWatch();
  const json = new JsonGuess(text);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const tab = tabs.see(lexeme, parser.stack);
    if (tab !== undefined && faults.length < MAX_FAULTS) faults.push(tabFault(parser.offset + tab));
    const sign = signs.see(lexeme);
    if (sign !== undefined && faults.length === 0 && !(sign.isJson && json.isMeant())) faults.push(signFault(parser.offset, sign));
    take(parser.next(lexeme));
    lexemes += 1;
    const excess = excessOf(lexemes, parser.stack.length);
    if (excess !== undefined) return { documents: [], faults: [{ code: 'TW092', offset: parser.offset, message: excess }] };
  }
  take(parser.end());
  documents.push(...composer.end(false, text.length));
  const errors = [...documents.flatMap((document) => document.errors.slice(0, MAX_FAULTS)), ...composer.streamInfo().errors];
  // a wrong tab is the cause of what comes after it
  if (faults.length === 0) faults.push(...faultsOf(errors, text));
  if (faults.length === 0) faults.push(...strayFaults(documents, text, signs.hasEnd));
  return { documents, faults };
}

// kubectl has cut at all separators between line feeds; this one stood between other line ends, as lone carriage returns
const UNSEEN_SEPARATOR = /^---[ \t]*(?:#.*)?$/m;

/** What belongs to no document that kubectl reads. */
function strayFaults([first, second]: readonly Document.Parsed[], text: string, hasEnd: boolean): Fault[] {
  if (second !== undefined && (hasEnd || UNSEEN_SEPARATOR.test(text))) return [lostDocument(second.range[0], hasEnd)];
  const { explicit = false, version = '' } = first?.directives?.yaml ?? {};
  if (explicit && version !== '1.1')
    return [{ code: 'TW090', offset: 0, message: `kubectl reads YAML 1.1, not ${version}`, fix: 'leave the line out' }];
  // kubectl has cut off the document that they are for
  const stray = first === undefined ? /^(%|\.\.\.)/m.exec(text) : null;
  if (stray === null) return [];
  return [{ code: 'TW090', offset: stray.index, message: `${quoted(stray[0])} belongs to no document`, fix: 'leave it out' }];
}

/** kubectl cuts at lines of "---" that end in a line feed, and reads the first document of each part. */
function lostDocument(offset: number, hasEnd: boolean): Fault {
  return hasEnd
    ? { code: 'TW090', offset, message: 'nobody reads what follows "..."', fix: 'begin a document with "---"' }
    : {
        code: 'TW090',
        offset,
        message: 'kubectl does not read this document: its "---" does not stand between line feeds',
        fix: 'end lines with a line feed',
      };
}

function signFault(start: number, { at, message, fix }: OddSign): Fault {
  return { code: 'TW090', offset: start + at, message, ...(fix === undefined ? {} : { fix }) };
}

/** Whether kubectl reads the text as JSON, whose escapes are others; found out once. */
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

function tabFault(offset: number): Fault {
  return { code: 'TW090', offset, message: 'a tab stands where YAML wants spaces', fix: 'use spaces' };
}

function excessOf(lexemes: number, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return `lists and mappings are nested more than ${MAX_DEPTH} deep; use fewer levels`;
  if (lexemes > MAX_LEXEMES) return `the document has more than ${MAX_LEXEMES} words and signs; split it`;
  return undefined;
}

/** The first of each line, in the words of the other messages. */
function faultsOf(errors: readonly YAMLParseError[], text: string): Fault[] {
  const firsts: YAMLParseError[] = [];
  for (const error of errors) {
    const last = firsts.at(-1)?.pos[0];
    if (last === undefined || text.slice(last, error.pos[0]).includes('\n')) firsts.push(error);
    if (firsts.length === MAX_FAULTS) break;
  }
  return firsts.map(({ code, pos, message }) => ({
    code: 'TW090',
    offset: pos[0],
    ...(/^Missing closing ['"]quote/.test(message) ? OPEN_QUOTES : (plainWords[code] ?? { message: lowered(message) })),
  }));
}

// what the parser says of these tells its own state, not the mistake
const plainWords: { readonly [code in ErrorCode]?: { readonly message: string; readonly fix?: string } } = {
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a ": " stands in a text without quotes',
    fix: 'put the whole text in quotes, or on lines of its own behind "|"',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'a key ends with its line, and no ":" follows it' },
};

function lowered(message: string): string {
  const first = (message.split('\n')[0] ?? '').replace(/\.$/, '');
  // a word in capitals stays as it is
  return /^[A-Z][a-z]/.test(first) ? `${first.charAt(0).toLowerCase()}${first.slice(1)}` : first;
}
