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
    if (word === 'function') this.calls.parameters(namesIn(/^\s*\*?\s*[\w$]*\s*\(([^()]{0,300})\)/.exec(behind)?.[1]));
    if (word === 'return' || word === 'yield') this.give();
    if (KEYWORDS.has(word)) return [];
    if (/^\s{1,9}(?:of|in)\s/.test(behind) || /^\s{0,9}=(?![=>])/.test(behind)) this.assign([word], false);
    else if (this.tryAssign(word, behind)) return [];
    else return this.pathsOf(word, behind).map((name) => this.names.use(name, this.calls.isRepeated));
    return [];
  }

  /** What a function of the program returns, when it is called here: the number of a variable for it. */
  called(word: string, behind: string): readonly number[] {
    return this.names.isFunction(word) && /^\s*\(/.test(behind) ? [this.names.use(`${word}()`, true)] : [];
  }

  /** A `=>` at the end of the text. */
  arrow(before: string): void {
    const [, list, name] = /(?:\(([^()]{0,300})\)|([\w$]+))\s*=>$/.exec(before) ?? [];
    this.calls.parameters(namesIn(list ?? name));
  }

  /** A bracket has been opened behind the text; of the body of a function, its name is kept. */
  open(before: string): void {
    const { top } = this.calls;
    const found = top?.isFunction === true ? FUNCTION.exec(before) : null;
    if (top !== undefined && found !== null) top.name = found[1] ?? found[2] ?? found[3];
  }

  /** What follows is returned by the innermost function. */
  private give(): void {
    const name = this.calls.functionName;
    if (name !== undefined) this.assign([`${name}()`], true);
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

// the name of the function whose body follows
const FUNCTION =
  /(?:\bfunction\s*\*?\s*([\w$]+)\s*\([^()]*\)|([\w$]+)\s*[=:]\s*(?:async\s*)?(?:function\s*\*?\s*[\w$]*\s*\([^()]*\)|\([^()]*\)\s*=>|[\w$]+\s*=>)|(?<![\w$.])(?!(?:if|for|while|switch|catch|with)\b)([\w$]+)\s*\([^()]*\))\s*$/;

function namesIn(list = ''): readonly string[] {
  return list.match(/(?<![\w$.=])[A-Za-z_$][\w$]*/g) ?? [];
}
