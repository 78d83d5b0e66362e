/** Makes of a parsed result what takes its place; `where` is its field path. */
export type EachResult = (result: unknown, where: string) => unknown;

/**
 * Parses the JSON of a SARIF log piece by piece, so that neither the whole text nor its unprocessed results are in memory at once: the items
 * of `runs[].results[]` are cut out and parsed one by one, the rest as a whole. Returns what JSON.parse returns, with the results that `each`
 * returned; undefined when the text has to be parsed as a whole, because it is not valid JSON or spells one of the keys with an escape.
 */
export function parseInPieces(pieces: Iterable<string>, each: EachResult): unknown {
  const cutter = new ResultCutter(each);
  try {
    for (const piece of pieces) cutter.add(piece);
    return cutter.end();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof EscapedKey) return undefined;
    throw error;
  }
}

const [quote, backslash, comma, colon, openList, closeList, openObject, closeObject] = [...'"\\,:[]{}'].map((one) => one.charCodeAt(0));

/** The depth of brackets inside `runs`, inside one of its runs, and inside the results of that run. */
const depths = { runs: 2, run: 3, results: 4 } as const;

/** A key of the outer levels has an escape, so that the text must be parsed as a whole. */
class EscapedKey extends Error {}

class ResultCutter {
  private text = '';
  private at = 0;
  /** Where the part begins that is neither in the skeleton nor parsed yet. */
  private start = 0;
  private depth = 0;
  private stringStart = -1;
  /** The last string outside of results, which is a key when a colon follows. */
  private lastString = '';
  private key = '';
  private isInRuns = false;
  private isInResults = false;
  private run = 0;
  private lists: unknown[][] = [];
  private readonly skeleton: string[] = [];

  constructor(private readonly each: EachResult) {}

  add(piece: string): void {
    this.text = this.text.slice(this.start) + piece;
    this.at -= this.start;
    if (this.stringStart >= 0) this.stringStart -= this.start;
    this.start = 0;
    while (this.at < this.text.length) this.step();
    if (this.isInResults || this.stringStart >= 0) return;
    this.skeleton.push(this.text.slice(this.start));
    this.start = this.text.length;
  }

  end(): unknown {
    this.skeleton.push(this.text.slice(this.start));
    const log: unknown = JSON.parse(this.skeleton.join(''));
    const runs = typeof log === 'object' && log !== null && 'runs' in log && Array.isArray(log.runs) ? log.runs : [];
    for (const [at, list] of this.lists.entries()) if (Array.isArray(runs[at]?.results)) runs[at].results = list;
    return log;
  }

  /** Reads a string up to its end, or one other character. */
  private step(): void {
    const code = this.text.charCodeAt(this.at);
    if (this.stringStart >= 0) {
      this.skipString();
      return;
    }
    if (code === quote) this.stringStart = this.at;
    else if (code === openObject || code === openList) this.open(code === openList);
    else if (code === closeObject || code === closeList) this.close();
    else if (code === comma) this.separate();
    else if (code === colon && !this.isInResults) this.nameMember();
    this.at += 1;
  }

  /** Goes behind the end of the string, or of the piece. */
  private skipString(): void {
    const { text } = this;
    let { at } = this;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === backslash) at += 1;
      else if (code === quote) break;
    }
    if (at < text.length) {
      if (this.depth < depths.results) this.lastString = text.slice(this.stringStart + 1, at);
      this.stringStart = -1;
    }
    this.at = at + (at < text.length ? 1 : 0);
  }

  private nameMember(): void {
    if (this.lastString.includes('\\') && this.depth <= depths.run) throw new EscapedKey();
    this.key = this.lastString;
  }

  private open(isList: boolean): void {
    this.depth += 1;
    if (this.depth === depths.runs && isList && this.key === 'runs') {
      this.isInRuns = true;
      this.run = 0;
      this.lists = [];
    } else if (this.depth === depths.results && isList && this.isInRuns && this.key === 'results') {
      this.isInResults = true;
      this.lists[this.run] = [];
      this.skeleton.push(this.text.slice(this.start, this.at + 1));
      this.start = this.at + 1;
    }
    this.key = '';
  }

  private close(): void {
    if (this.isInResults && this.depth === depths.results) {
      const list = this.lists[this.run] ?? [];
      if (list.length > 0 || this.text.slice(this.start, this.at).trim() !== '') this.cut();
      this.isInResults = false;
      this.start = this.at;
    }
    if (this.depth === depths.runs) this.isInRuns = false;
    this.depth -= 1;
  }

  private separate(): void {
    this.key = '';
    if (this.isInResults) {
      if (this.depth !== depths.results) return;
      this.cut();
      this.start = this.at + 1;
    } else if (this.isInRuns && this.depth === depths.runs) this.run += 1;
  }

  private cut(): void {
    const list = this.lists[this.run] ?? [];
    list.push(this.each(JSON.parse(this.text.slice(this.start, this.at)), `runs[${this.run}].results[${list.length}]`));
  }
}
