import type { Calls } from './calls';
import type { Names } from './names';
import { KEYWORDS } from './node-statement';

/** Reads which words of a JavaScript program are variables, and where they are assigned. */
export class NodeNames {
  constructor(
    private readonly names: Names,
    private readonly calls: Calls,
  ) {}

  /** A statement ends, or one of several declarations. */
  end(): void {
    this.names.end(this.calls.depth);
  }

  /** A bracket has been closed. */
  close(): void {
    const { depth } = this.calls;
    this.names.end(depth + 1);
    this.names.closeBlocks(depth);
  }

  /**
   * Records a word that is not a property; returns the numbers of the variables that it uses.
   * @param behind - the text after it
   */
  word(word: string, behind: string): readonly number[] {
    if (/^(?:const|let|var)$/.test(word)) this.destructure(behind);
    if (KEYWORDS.has(word)) return [];
    if (/^\s{1,9}(?:of|in)\s/.test(behind) || /^\s{0,9}=(?![=>])/.test(behind)) this.assign([word], false);
    else if (this.tryAssign(word, behind)) return [];
    else return this.pathsOf(word, behind).map((name) => this.names.use(name, this.calls.isRepeated));
    return [];
  }

  private destructure(behind: string): void {
    const [, list = ''] = /^\s*[{[]([^}\]=]{0,300})[}\]]\s*(?:=|of\s)/.exec(behind) ?? [];
    const names = list.match(/[A-Za-z_$][\w$]*/g);
    if (names !== null) this.assign(names, false);
  }

  private tryAssign(word: string, behind: string): boolean {
    const target = TARGET.exec(behind)?.groups;
    if (target === undefined) return false;
    const { path = '', item, added } = target;
    this.assign([item === undefined ? word + path : word], item !== undefined || added !== undefined);
    return true;
  }

  private assign(names: readonly string[], isAdded: boolean): void {
    const { depth } = this.calls;
    this.names.assign(names, isAdded, depth, depth);
  }

  /** `a`, `a.b` and `a.b.c` of `a.b.c`. */
  private pathsOf(word: string, behind: string): readonly string[] {
    const members = /^(?:\??\.[\w$]+){0,4}/.exec(behind)?.[0].replaceAll('?', '').split('.').slice(1) ?? [];
    return [word, ...members.map((_, at) => [word, ...members.slice(0, at + 1)].join('.'))];
  }
}

// the rest of `a.b = `, `a[b] = ` and `a += `
const TARGET =
  /^(?:(?<path>(?:\.[\w$]+){1,4})|(?<item>(?:\.[\w$]+){0,4}\[[^\]\n]{0,100}\]))?\s{0,9}(?<added>(?:[-+*/%&|^]|\*\*|\?\?|\|\||&&|<<|>>>?)(?==))?=(?![=>])/;
