import type { Hazard, Part, Redirect } from '../syntax';
import { type Source, Unreadable } from './source';
import type { WordReader } from './word-reader';

interface Announced {
  readonly delimiter: string;
  readonly isLiteral: boolean;
  readonly stripsTabs: boolean;
  readonly body: Part[];
}

const END = /[\s;&|<>()]/;

const VERBATIM: Hazard = {
  kind: 'unusable',
  where: 'a here-document with a quoted delimiter, in which the shell expands nothing',
  fix: "write <<EOF instead of <<'EOF', or pass it in args",
};
const DELIMITER: Hazard = { kind: 'unusable', where: 'the delimiter of a here-document', fix: 'write another delimiter' };

/** Reads here-documents: `<<` in a line announces them, and they begin after its end. */
export class Heredocs {
  private announced: Announced[] = [];

  constructor(
    private readonly source: Source,
    private readonly words: WordReader,
  ) {}

  /** Reads a substitution; here-documents that begin in it must end in it. */
  within<T>(read: () => T): T {
    const outer = this.announced;
    this.announced = [];
    const made = read();
    if (this.announced.length > 0) throw new Unreadable('a here-document begins in a substitution and does not end in it');
    this.announced = outer;
    return made;
  }

  /** Reads the delimiter after `<<` or `<<-`. */
  announce(operator: string): Redirect {
    const { source } = this;
    while (source.char === ' ' || source.char === '\t') source.at++;
    let delimiter = '';
    let isLiteral = false;
    for (let quote = ''; !source.isOver; ) {
      if (source.tryValue('verbatim', false, DELIMITER) !== undefined) continue;
      const { char } = source;
      if (quote === '' && END.test(char)) break;
      source.at++;
      if (char === quote) quote = '';
      else if (quote === '' && (char === "'" || char === '"')) quote = char;
      else if (char === '\\' && quote !== "'") {
        delimiter += source.text.charAt(source.at);
        source.at++;
      } else if (!(char === '$' && (source.char === "'" || source.char === '"') && quote === '')) delimiter += char;
      isLiteral ||= quote !== '' || char === '\\';
    }
    const body: Part[] = [];
    this.announced.push({ delimiter, isLiteral, stripsTabs: operator === '<<-', body });
    return { operator, body };
  }

  /** Reads the here-documents that the line before has announced. */
  readAll(): void {
    const { announced } = this;
    this.announced = [];
    for (const one of announced) this.read(one);
  }

  private read({ delimiter, isLiteral, stripsTabs, body }: Announced): void {
    const { source } = this;
    const from = source.at;
    const [end, next] = this.findEnd(delimiter, stripsTabs);
    source.mark('heredoc', from, next);
    const outer = source.end;
    source.end = end;
    while (!source.isOver) {
      if (!isLiteral) body.push(...this.words.quotedPiece('heredoc'));
      else if (source.tryValue('verbatim', false, VERBATIM) === undefined) body.push(this.literal(end));
    }
    source.end = outer;
    source.at = next;
  }

  /** Reads literal text up to the next value or the end. */
  private literal(end: number): Part {
    const { source } = this;
    const from = source.at;
    while (source.at < end && !source.values.has(source.at)) source.at++;
    return { kind: 'text', text: source.text.slice(from, source.at), isQuoted: true };
  }

  /** Where the last line of a here-document begins, and where it ends, before its line break. */
  private findEnd(delimiter: string, stripsTabs: boolean): readonly [number, number] {
    const { source } = this;
    for (let from = source.at; from < source.end; ) {
      const found = source.text.indexOf('\n', from);
      const to = found < 0 || found > source.end ? source.end : found;
      const line = source.text.slice(from, to);
      if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter && !source.values.has(from)) return [from, to];
      from = to + 1;
    }
    // shells accept the end of the script as the end of a here-document
    return [source.end, source.end];
  }
}
