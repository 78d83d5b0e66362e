import type { Hazard } from './hazard';
import { type Aliases, isProgramOfShell, isShell, type Known, programOf } from './known';
import type { Passed } from './names';
import { resolved } from './prescan';

type Purpose = Hazard['purpose'];

/** A value, and for which purposes nothing makes it harmless. */
interface Taken {
  readonly id: number;
  readonly purposes: ReadonlySet<Purpose>;
}

/** Methods that call the function in their arguments with what the expression before them holds. */
const CALLING = /^(?:forEach|map|flatMap|filter|some|every|find|findIndex|findLast|reduce|reduceRight|sort|then|tap|from)$/;

/** An open bracket of a program and its content so far. */
interface Bracket {
  readonly open: string;
  /** The function that is called, such as `subprocess.run`; empty when the bracket is not a call. */
  readonly callee: string;
  /** The keyword before the bracket, such as `if` or `while`. */
  readonly word: string;
  /** The elements so far that are a single string literal, as strings; others are undefined. */
  readonly elements: (string | undefined)[];
  /** The values in it, and for which purposes nothing makes them harmless. */
  readonly values: (Taken & { readonly isData: boolean })[];
  /** How the call executes its arguments because of another argument: the option of a shell, or a function that it calls. */
  runs: { readonly name: string; readonly purpose: Purpose } | undefined;
  /** Values for the standard input of the program. */
  readonly input: number[];
  /** The words of the list that is its first argument. */
  command: readonly (string | undefined)[];
  /** The name of the argument that is read, as in `run(args=value)`. */
  keyword: string | undefined;
  /** Whether the bracket encloses the body of a function, which runs later and is not an argument. */
  isFunction: boolean;
  /** Parameters of functions that are arguments of the call. */
  readonly callbacks: string[];
  /** The name of that function. */
  name: string | undefined;
  /** The values in the expression whose method is called, as in `[value].forEach(…)`. */
  readonly receiver: readonly Taken[];
}

/** Describes what a language does with the arguments of its calls. */
export interface CallTable {
  /** Whether the result of the call is harmless as a program (`code`) or on a command line (`shell`). */
  readonly isSafe: (callee: string, purpose: 'code' | 'shell') => boolean;
  /** How the call executes its arguments. */
  readonly runs: (callee: string) => 'code' | 'shell' | undefined;
  /** How the call executes its arguments when an option says so. */
  readonly mayRun: (callee: string) => Purpose | undefined;
  /** Whether the name of a function, without a module, is the language's own. */
  readonly isBuiltIn: (name: string) => boolean;
}

/** The brackets that are open at the current position. */
export class Calls {
  private readonly stack: Bracket[] = [];

  /** @param aliases - other names of functions and modules in the program */
  constructor(
    private readonly table: CallTable,
    private readonly aliases: Aliases,
    private readonly known: Known,
    private readonly pass: (argument: Passed) => void,
    private readonly bind: (name: string, source: Taken) => void,
  ) {}

  /** The values in the expression that has just been read, up to here. */
  private receiver: Taken[] = [];

  get depth(): number {
    return this.stack.length;
  }

  get top(): Bracket | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** @param isFunction - whether it is the body of a function */
  open(sign: string, callee: string, word = '', isFunction = false): void {
    const named = this.named(callee);
    this.stack.push({
      open: sign,
      callee: named,
      word,
      elements: [undefined],
      values: [],
      runs: undefined,
      input: [],
      command: [],
      keyword: undefined,
      isFunction,
      callbacks: [],
      name: undefined,
      receiver: CALLING.test(lastOf(named)) ? this.receiver : [],
    });
    this.receiver = [];
  }

  /** The full name of a function; `eval.call` is `eval`. */
  private named(path: string): string {
    const named = resolved(path, this.aliases);
    const called = named.replace(/\.(?:call|apply|bind)$/, '');
    return this.table.runs(called) === undefined ? named : called;
  }

  close(): Bracket | undefined {
    const closed = this.stack.pop();
    const { top } = this;
    this.receiver = closed === undefined ? [] : [...closed.values, ...closed.receiver];
    if (closed?.open === '[' && top !== undefined) top.command = [...top.elements.slice(0, -1), ...closed.elements];
    if (closed?.open === '[' && closed.elements.length === 1 && top?.open === '{')
      top.elements[top.elements.length - 1] = closed.elements[0];
    return closed;
  }

  /** Values that the bracket gives to the standard input of a shell that reads its program there. */
  inputOf({ input, elements, command, callee }: Bracket): readonly Hazard[] {
    if (input.length === 0 || !isShell(command.length > 0 ? command : elements.slice(0, 1))) return [];
    return input.map((value) => ({ value, where: `in the input of ${callee}()`, purpose: 'shell' }));
  }

  /**
   * Records a word that is not a member; returns the values that are executed because of it.
   * @param sign - what is before it
   * @param behind - the text after it
   */
  word(word: string, sign: string, behind: string): readonly Hazard[] {
    const { top, known } = this;
    this.receiver = [];
    if (top === undefined) return [];
    const text = /^(?:sys\.executable|process\.(?:execPath|argv0))\b/.test(word + behind) ? 'python3' : known.constants.get(word);
    if (text !== undefined) this.literal(text);
    const list = known.lists.get(word);
    if (list !== undefined && (sign === '*' || sign === '...')) top.elements.splice(-1, 1, ...list);
    else if (list !== undefined && top.elements.length === 1) top.command = list;
    if (known.shellOptions.has(word)) return this.setOption('shell');
    return this.functionHere(word + (/^(?:\.[\w$]+){0,4}(?=\s*[,)])/.exec(behind)?.[0] ?? ' '), sign);
  }

  /** A function that executes its argument is an argument itself: `Thread(target=os.system, args=(value,))`. */
  private functionHere(path: string, sign: string): readonly Hazard[] {
    const { top } = this;
    if (top === undefined || top.callee === '' || !['(', ',', '='].includes(sign)) return [];
    const name = this.named(path);
    const isKnown = name.includes('.')
      ? /^(?:builtins|os|subprocess|child_process|vm|globalThis|(?:ruamel\.)?yaml)\./.test(name)
      : this.table.isBuiltIn(name);
    const purpose = isKnown || this.known.imported.has(path) ? this.table.runs(name) : undefined;
    return purpose === undefined ? [] : this.makeRun(top, name, purpose);
  }

  private makeRun(call: Bracket, name: string, purpose: Purpose): readonly Hazard[] {
    call.runs = { name, purpose };
    const values = [...call.values.filter(({ isData }) => !isData), ...call.receiver];
    return values.filter(({ purposes }) => purposes.has(purpose)).map(({ id }) => hazard(id, name, purpose));
  }

  /** A function that is an argument, with its parameters: a value that it is called with goes into these. */
  parameters(names: readonly string[]): void {
    const { top } = this;
    if (top === undefined || !CALLING.test(lastOf(top.callee))) return;
    for (const source of [...top.receiver, ...top.values]) for (const name of names) this.bind(name, source);
    top.callbacks.push(...names);
  }

  /** A sign other than a bracket. */
  sign(text: string): void {
    if (text !== '.' && text !== '?.') this.receiver = [];
  }

  /** Records a string literal that is an element, or a part of one. */
  literal(text: string): void {
    const { top } = this;
    this.receiver = [];
    if (top !== undefined) top.elements[top.elements.length - 1] = (top.elements[top.elements.length - 1] ?? '') + text;
  }

  comma(): void {
    const { top } = this;
    if (top === undefined) return;
    top.elements.push(undefined);
    top.keyword = undefined;
    if (top.open !== '{') top.isFunction = false;
  }

  /** A colon behind the key of an object. */
  colon(): void {
    const { top } = this;
    const key = top?.elements[top.elements.length - 1];
    if (top?.open === '{' && key !== undefined) top.keyword = key;
  }

  /** The name of the argument, or the key in an object, that is read. */
  get key(): string | undefined {
    return this.top?.keyword;
  }

  /** Records the name of the argument that follows. */
  keyword(name: string): void {
    const { top } = this;
    if (top !== undefined) top.keyword = name;
  }

  /** The name of the innermost function that has one. */
  get functionName(): string | undefined {
    return this.stack.flatMap(({ name }) => name ?? []).pop();
  }

  /** The depth of brackets at which the innermost function or block begins. */
  get functionDepth(): number {
    return this.stack.map(({ isFunction }) => isFunction).lastIndexOf(true) + 1;
  }

  /** Whether the code here may run again, or later: in a loop or a function. */
  get isRepeated(): boolean {
    return this.stack.some(({ isFunction, word }) => isFunction && !/^(?:if|else|try|finally|catch)$/.test(word));
  }

  /** Starts a function whose body is an expression. */
  arrow(): void {
    const { top } = this;
    if (top !== undefined && top.open !== '{') top.isFunction = true;
  }

  /** Records that an option of the innermost call executes its arguments, and returns the values in it, which are then hazards. */
  setOption(option: string): readonly Hazard[] {
    // the option is in the call itself, or in an object that is its argument
    const call = this.stack.slice(-2).find(({ callee }) => this.table.mayRun(callee) !== undefined);
    const purpose = option === 'eval' ? 'code' : 'shell';
    if (call === undefined || this.table.mayRun(call.callee) !== purpose) return [];
    return this.makeRun(call, call.callee, purpose);
  }

  /** Records a value, or the use of a variable; returns the hazard when it is executed as a program, and for what it is not harmless. */
  value(value: number): { readonly hazard?: Hazard; readonly purposes: ReadonlySet<Hazard['purpose']> } {
    const purposes = new Set<'code' | 'shell'>(['code', 'shell']);
    let isData = false;
    this.receiver.push({ id: value, purposes });
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const bracket = this.stack[at] as Bracket;
      const { callee, elements, isFunction, keyword } = bracket;
      if (isFunction) break;
      isData ||= DATA.has(keyword ?? '') && !isProgramOfShell(callee);
      const program = isData ? undefined : programOf(elements, this.stack[at - 1]?.elements ?? []);
      if (program !== undefined && purposes.has('shell'))
        return { hazard: { value, where: `in the program of ${program}`, purpose: 'shell' }, purposes };
      for (const purpose of [...purposes]) if (this.table.isSafe(callee, purpose)) purposes.delete(purpose);
      if (purposes.size === 0) break;
      if (purposes.size > 0) for (const name of bracket.callbacks) this.bind(name, { id: value, purposes: new Set(purposes) });
      if (callee !== '') this.pass({ id: value, purposes: new Set(purposes), callee, keyword, index: elements.length - 1 });
      bracket.values.push({ id: value, purposes: new Set(purposes), isData });
      if (this.isInput(at) && purposes.has('shell')) this.callAround(at)?.input.push(value);
      const run = bracket.runs ?? { name: callee, purpose: this.table.runs(callee) };
      if (run.purpose !== undefined && purposes.has(run.purpose) && !isData)
        return { hazard: hazard(value, run.name, run.purpose), purposes };
    }
    return { purposes };
  }

  private isInput(at: number): boolean {
    return this.stack[at]?.keyword === 'input';
  }

  /** The call of which the bracket, or the object in it, is an argument. */
  private callAround(at: number): Bracket | undefined {
    return this.stack.slice(Math.max(0, at - 1), at + 1).find(({ callee }) => callee !== '');
  }
}

/** Arguments that a shell does not execute. */
const DATA: ReadonlySet<string> = new Set(['env', 'cwd', 'input', 'timeout', 'encoding', 'errors', 'stdout', 'stderr']);

/** The last part of a dotted name. */
export function lastOf(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

function hazard(value: number, callee: string, purpose: 'code' | 'shell'): Hazard {
  return { value, where: `in ${callee.replace(/^\./, '')}()`, purpose };
}
