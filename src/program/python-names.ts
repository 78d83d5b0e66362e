import type { Calls } from './calls';
import type { Names } from './names';
import { KEYWORDS } from './python-statement';

/** Reads which words of a Python program are variables, and where they are assigned. */
export class PythonNames {
  /** The indentations of the loops and functions around the current line. */
  private repeated: number[] = [];
  /** The functions around the current line, with their indentations. */
  private functions: { readonly name: string; readonly level: number }[] = [];
  private level = 0;
  private isImport = false;
  /** Whether a colon and a type follow, as in `name: str = value`. */
  private isTyped = false;
  /** Whether the colon of a lambda follows. */
  private isLambda = false;

  constructor(
    private readonly names: Names,
    private readonly calls: Calls,
  ) {}

  /** A statement begins at this column. */
  line(column: number): void {
    this.names.end(0);
    this.names.closeBlocks(column);
    this.repeated = this.repeated.filter((level) => level < column);
    this.functions = this.functions.filter(({ level }) => level < column);
    this.level = column;
    this.isImport = false;
    this.isLambda = false;
  }

  sign(sign: string): void {
    if (this.isTyped || (sign === ':' && this.isLambda)) {
      this.isTyped = false;
      this.isLambda = false;
      return;
    }
    if (this.calls.depth === 0) this.names.end(0);
    // what follows on the line of an `if` may not run
    if (sign === ':' && this.calls.depth === 0) this.level++;
  }

  /**
   * Records a word that is not an attribute; returns the numbers of the variables that it uses.
   * @param behind - the text after it
   * @param position - `first` of its statement; in a `field` of an f-string only `:=` assigns
   */
  word(word: string, behind: string, position: 'first' | 'inside' | 'field'): readonly number[] {
    const { depth } = this.calls;
    if (word === 'import' || (word === 'from' && depth === 0)) this.isImport = true;
    if (KEYWORDS.has(word) || this.isImport) {
      if ((word === 'for' || word === 'while' || word === 'def') && depth === 0) this.repeated.push(this.level);
      if (word === 'for') this.loop(behind);
      if (word === 'def') this.functions.push({ name: /^\s*(\w*)/.exec(behind)?.[1] ?? '', level: this.level });
      this.isLambda ||= word === 'lambda' && depth === 0;
      if (word === 'lambda') this.calls.parameters(/^[^:]*/.exec(behind)?.[0].match(/\b[A-Za-z_]\w*/g) ?? []);
      const [inner] = this.functions.slice(-1);
      if ((word === 'return' || word === 'yield') && inner !== undefined) this.assign([`${inner.name}()`], true);
      return [];
    }
    if (depth > 0 && /^\s{0,9}=(?!=)/.test(behind)) {
      this.calls.keyword(word);
      return [];
    }
    if (/^\s{0,9}:=/.test(behind)) this.assign([word], false);
    else if (position !== 'field' && depth === 0 && this.tryAssign(word, behind, position === 'first')) return [];
    const isRepeated =
      this.repeated.length > 0 || this.calls.isRepeated || (depth > 0 && /^[^\]})]{0,200}(?:\)[^\]})]{0,200}){0,3}\bfor\s/.test(behind));
    return this.pathsOf(word, behind).map((name) => this.names.use(name, isRepeated));
  }

  /** What a function of the program returns, when it is called here: the number of a variable for it. */
  called(word: string, behind: string): readonly number[] {
    return this.names.isFunction(word) && /^[ \t]*\(/.test(behind) ? [this.names.use(`${word}()`, true)] : [];
  }

  private loop(behind: string): void {
    const names = /^\s*\(?([\w\s,]{1,200}?)\)?\s+in\s/.exec(behind)?.[1]?.match(/\w+/g);
    if (names !== null && names !== undefined) this.assign(names, true);
  }

  private tryAssign(word: string, behind: string, isFirst: boolean): boolean {
    const target = TARGET.exec(behind)?.groups;
    if (target === undefined || (target.type !== undefined && !isFirst)) return false;
    this.isTyped = target.type !== undefined;
    const { others, path = '', item, added } = target;
    const names = [item === undefined ? word + path : word, ...(others?.match(/[A-Za-z_]\w*/g) ?? [])];
    this.assign(names, item !== undefined || added !== undefined);
    return true;
  }

  private assign(names: readonly string[], isAdded: boolean): void {
    this.names.assign(names, isAdded, this.level, this.calls.depth);
  }

  /** `a`, `a.b` and `a.b.c` of `a.b.c`. */
  private pathsOf(word: string, behind: string): readonly string[] {
    const members = /^(?:\.\w+){0,4}/.exec(behind)?.[0].split('.').slice(1) ?? [];
    return [word, ...members.map((_, at) => [word, ...members.slice(0, at + 1)].join('.'))];
  }
}

// the rest of `a = `, `a, b = `, `a.b = `, `a[b] = `, `a: str = ` and `a += `
const TARGET =
  /^(?:(?<others>(?:\s*,\s*[A-Za-z_]\w*){1,20})|(?<path>(?:\.\w+){1,4})|(?<item>(?:\.\w+){0,4}\[[^\]\n]{0,100}\])|(?<type>[ \t]*:[ \t]*[\w.[\], |"']{1,100}?))?[ \t]*(?<added>(?:[-+*/|&%^@]|\/\/|\*\*|<<|>>)(?==))?=(?!=)/;

/** Definitions of functions: the name and the parameters. */
export const FUNCTIONS = [/\bdef[ \t]+(\w+)[ \t]*\(([^)]{0,1000})\)/g, /\b(\w+)[ \t]*=[ \t]*lambda[ \t]+([^:\n]{0,1000}):/g];
