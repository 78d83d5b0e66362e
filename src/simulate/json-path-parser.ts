import { TekwireError } from '../diagnostics';

/** One part of a JSONPath of Kubernetes. */
export type PathNode =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly isDerived: boolean; readonly step?: number }
  | { readonly kind: 'union'; readonly paths: readonly Path[] }
  | { readonly kind: 'filter'; readonly left: Path; readonly operator: string; readonly right: Path }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'identifier'; readonly name: string };

export type Path = readonly PathNode[];

/** An integer of a path, which never equals a number of JSON: those are doubles. */
export class PathInteger {
  constructor(readonly value: number) {}
}

/** Thrown for a path that cannot be read or has no value; its message is the end of a sentence. */
export class PathError extends TekwireError {}

const ENDS_NAME = new Set([' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}', '']);
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/s;

/** Parses what stands between the braces of a path. @throws PathError @see k8s.io/client-go/util/jsonpath/parser.go */
export function parsePath(text: string): Path {
  return new Parser(text).path();
}

class Parser {
  private at = 0;
  private readonly nodes: PathNode[] = [];

  constructor(private readonly text: string) {}

  path(): Path {
    while (this.at < this.text.length) this.step();
    return this.nodes;
  }

  private get next(): string {
    return this.text.charAt(this.at);
  }

  private step(): void {
    if (this.text.startsWith('[?(', this.at)) this.filter();
    else if (this.text.startsWith('..', this.at)) this.recursive();
    else if (this.next === '.') this.field();
    else if (this.next === '[') this.brackets();
    else if (this.next === '"' || this.next === "'") this.quoted();
    else if (/[ @$]/.test(this.next)) this.at++;
    else if (/[-+\d]/.test(this.next)) this.number();
    else if (/[_\p{L}]/u.test(this.next)) this.identifier();
    else throw new PathError(this.next === '\n' || this.next === '\r' ? 'it has a line break' : `unexpected character ${this.next}`);
  }

  /** The text up to a character that ends a name; a backslash takes that away from the next character. */
  private name(hasEscapes: boolean): string {
    const start = this.at;
    for (; !ENDS_NAME.has(this.next); this.at++) if (hasEscapes && this.next === '\\') this.at++;
    return this.text.slice(start, this.at);
  }

  private field(): void {
    this.at++;
    const name = this.name(true);
    this.nodes.push(name === '*' ? { kind: 'wildcard' } : { kind: 'field', name: name.replaceAll('\\', '') });
  }

  private recursive(): void {
    if (this.nodes.at(-1)?.kind === 'recursive') throw new PathError('it has ".." twice in a row');
    this.nodes.push({ kind: 'recursive' });
    this.at++;
    if (/[_\p{L}\p{Nd}]/u.test(this.text.charAt(this.at + 1))) this.field();
    else this.at++;
  }

  private identifier(): void {
    const name = this.name(false);
    this.nodes.push(name === 'true' || name === 'false' ? { kind: 'value', value: name === 'true' } : { kind: 'identifier', name });
  }

  private number(): void {
    const [text = ''] = /^[-+]?[.\p{Nd}]*/u.exec(this.text.slice(this.at)) ?? [];
    this.at += text.length;
    if (/^[-+]?\d+$/.test(text)) this.nodes.push({ kind: 'value', value: new PathInteger(Number(text)) });
    else if (/^[-+]?(?:\d+\.\d*|\.\d+)$/.test(text)) this.nodes.push({ kind: 'value', value: Number(text) });
    else throw new PathError(`${text} is not a number`);
  }

  private quoted(): void {
    const quote = this.next;
    let end = this.at + 1;
    while (end < this.text.length && !(this.text.charAt(end) === quote && this.text.charAt(end - 1) !== '\\')) {
      if (this.text.charAt(end) === '\n') throw new PathError('a string has no end');
      end++;
    }
    if (end >= this.text.length) throw new PathError('a string has no end');
    this.nodes.push({ kind: 'value', value: unquoted(this.text.slice(this.at + 1, end), quote) });
    this.at = end + 1;
  }

  private brackets(): void {
    const end = this.text.indexOf(']', this.at);
    const content = end < 0 ? '' : this.text.slice(this.at + 1, end);
    if (end < 0 || content.includes('\n')) throw new PathError('"[" has no "]"');
    this.at = end + 1;
    const items = content.split(',');
    if (items.length > 1) this.nodes.push({ kind: 'union', paths: items.map((item) => parsePath(`[${item.replace(/^ +| +$/g, '')}]`)) });
    else this.item(content === '*' ? ':' : content);
  }

  private item(content: string): void {
    const key = /^'([^']*)'$/.exec(content)?.[1];
    if (key !== undefined) this.nodes.push(...parsePath(`.${key}`));
    else this.nodes.push(slice(content));
  }

  private filter(): void {
    this.at += '[?('.length;
    const start = this.at;
    let quote = '';
    let isClosed = false;
    for (; ; this.at++) {
      const sign = this.next;
      if (sign === '' || sign === '\n') throw new PathError('"[?(" has no ")]"');
      if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
      else if (sign === quote && this.text.charAt(this.at - 1) !== '\\') isClosed = true;
      if (sign === ')' && (quote !== '') === isClosed) break;
    }
    const content = this.text.slice(start, this.at);
    if (this.text.charAt(this.at + 1) !== ']') throw new PathError('"[?(" has no ")]"');
    this.at += 2;
    const [, left, operator = 'exists', right] = COMPARISON.exec(content) ?? [];
    this.nodes.push({ kind: 'filter', left: parsePath(left ?? content), operator, right: right === undefined ? [] : parsePath(right) });
  }
}

/** An index, or the bounds of a part: `2`, `-1`, `1:3`, `::2`. */
function slice(content: string): PathNode {
  const found = SLICE.exec(content);
  if (found === null) throw new PathError(`${content} is not an index`);
  const [, first, second, third] = found;
  const [from, to, step] = [first, second?.slice(1), third?.slice(1)].map(integer);
  const isDerived = second === undefined;
  const end = isDerived ? (from ?? 0) + 1 : to;
  return {
    kind: 'slice',
    isDerived,
    ...(from !== undefined && { from }),
    ...(end !== undefined && { to: end }),
    ...(step !== undefined && { step }),
  };
}

function integer(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw new PathError(`${text} is not an index`);
  return Number(text);
}

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function unquoted(text: string, quote: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.?))/gs,
    (_, hex, short, long, octal, sign) => {
      const digits = hex ?? short ?? long;
      if (digits !== undefined) return String.fromCodePoint(Number.parseInt(digits, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const plain = sign === quote ? quote : SIMPLE[sign];
      if (plain === undefined) throw new PathError(`\\${sign} is not an escape`);
      return plain;
    },
  );
}
