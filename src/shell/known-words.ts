import type { Scopes } from './scopes';
import type { Command, Part, ShellScript, Word } from './syntax';
import { listOf, staticText } from './words';

/** The words that a function or a program is called with; the first one is parameter 0. */
export interface Binding {
  /** The prefix of the keys of its positional parameters, see `Scopes`. */
  readonly scope: string;
  readonly args: readonly Word[];
}

type Words = readonly Word[];
type Parameter = Part & { readonly kind: 'parameter' };

/**
 * The words that a variable, an array, the positional parameters or a substitution may stand for, as far as the script itself shows it:
 * `cmd=(bash -c); "${cmd[@]}"`, `set -- bash -c; "$@"`, `sh=${1:-bash}; $sh -c`, `$(command -v bash) -c`.
 */
export class KnownWords {
  private readonly assigned = new Map<string, Word[]>();
  private readonly arrays = new Map<string, Word[][]>();
  private readonly sets = new Map<string, Words[]>();
  /** What may still be looked up, for one command and for the script. */
  private left = 0;
  private whole = MAX_OF_SCRIPT;

  constructor(
    { commands }: Pick<ShellScript, 'commands'>,
    private readonly scopes: Scopes,
  ) {
    for (const command of commands) this.read(command);
  }

  /** The command lines that the words may stand for; none when nothing is known of them. */
  lines(words: Words, binding?: Binding): readonly Words[] {
    if (this.whole <= 0 || !words.some(({ parts }) => parts.some(isExpansion))) return NONE;
    const allowed = Math.min(MAX_OF_COMMAND, this.whole);
    this.left = allowed;
    const lines = this.expand(words, binding, 0);
    this.whole -= allowed - this.left;
    return lines;
  }

  /** Whether its positional parameters are those of the script. */
  isOutsideFunctions({ words }: Pick<Command, 'words'>): boolean {
    return this.scopes.prefixAt(words[0]?.from ?? 0) === '';
  }

  private read(command: Command): void {
    const { kind, words, assignments, variable } = command;
    if (kind === 'function') return;
    for (const { name, values, isArray, isAdded, isSubscripted } of assignments)
      if (isArray) this.addArray(name, values, isAdded);
      else if (!isAdded && !isSubscripted) add(this.assigned, name, values);
    if (variable !== undefined) add(this.assigned, variable, words);
    for (const { parts } of words)
      for (const part of parts) if (part.kind === 'parameter' && part.assigns === true) add(this.assigned, part.name, [wordOf(part.parts)]);
    if (staticText(words[0]) === 'set') this.addSet(words);
    if (staticText(words[0]) === 'read') this.addRead(command);
  }

  /** The words of a literal text that `read` reads. */
  private addRead({ words, redirects, feeds }: Command): void {
    const names = words.slice(1).flatMap((word) => staticText(word)?.match(/^[A-Za-z_]\w*$/)?.[0] ?? []);
    const here = redirects.flatMap(({ operator, target, body }) =>
      body !== undefined ? [wordOf(body)] : operator === '<<<' ? (target ?? []) : [],
    );
    const texts = [...here.map(staticText), ...feeds.flatMap(namedBy)].filter((text) => text !== undefined);
    for (const text of texts) {
      const found = text.trim().split(/\s+/);
      names.forEach((name, at) => {
        const value = at === names.length - 1 ? found.slice(at).join(' ') : (found[at] ?? '');
        add(this.assigned, name, [wordOf([{ kind: 'text', text: value, isQuoted: true }])]);
      });
    }
  }

  private addArray(name: string, values: Words, isAdded: boolean): void {
    const lists = this.arrays.get(name) ?? [];
    const last = lists.at(-1);
    if (isAdded && last !== undefined) last.push(...values.slice(0, Math.max(0, MAX_ITEMS - last.length)));
    else if (lists.length < MAX_LINES) lists.push(values.slice(0, MAX_ITEMS));
    this.arrays.set(name, lists);
  }

  private addSet(words: Words): void {
    const first = words.findIndex((word, at) => at > 0 && !/^[-+]\w/.test(staticText(word) ?? ''));
    if (first < 0) return;
    const operands = words.slice(staticText(words[first]) === '--' ? first + 1 : first);
    add(this.sets, this.scopes.prefixAt(words[0]?.from ?? 0), [[words[0] as Word, ...operands]]);
  }

  private expand(words: Words, binding: Binding | undefined, depth: number): readonly Words[] {
    let lines: readonly Words[] = [[]];
    let isKnown = false;
    for (const word of words) {
      const found = this.wordsOf(word, binding, depth);
      isKnown ||= found.length > 0;
      const options = found.length > 0 ? found : [[word]];
      lines = lines.flatMap((line) => options.map((option) => [...line, ...option].slice(0, MAX_ITEMS))).slice(0, MAX_LINES);
    }
    return isKnown ? lines : NONE;
  }

  /** The lists of words that one word may stand for. */
  private wordsOf(word: Word, binding: Binding | undefined, depth: number): readonly Words[] {
    const [part, other] = word.parts.filter((one) => one.kind !== 'text' || one.text !== '');
    if (this.left <= 0) return NONE;
    this.left--;
    if (part !== undefined && other !== undefined && depth <= MAX_STEPS) return this.joined(word, binding, depth);
    if (part === undefined || depth > MAX_STEPS) return NONE;
    const isQuoted = word.parts.length > 1;
    if (part.kind === 'commands') return part.commands.flatMap(namedBy).map((text) => split(text, word, isQuoted));
    if (part.kind !== 'parameter' || part.use === undefined || part.isIndirect) return NONE;
    const list = listOf(word);
    if (list === '@' || list === '*') return this.argumentsAt(word.from, binding, depth);
    if (list !== undefined) return this.itemsOf(list, binding, depth);
    return this.scalarOf(part, word, isQuoted, binding, depth);
  }

  /** The words that parts beside each other make, as in `"ba${x}"`. */
  private joined(word: Word, binding: Binding | undefined, depth: number): readonly Words[] {
    let texts: readonly string[] = [''];
    for (const part of word.parts) {
      const found = part.kind === 'text' ? [part.text] : this.textsOf(wordOf([part], word), binding, depth);
      texts = texts.flatMap((text) => found.map((one) => text + one)).slice(0, MAX_LINES);
    }
    return texts.map((text) => split(text, word, true));
  }

  private textsOf(word: Word, binding: Binding | undefined, depth: number): readonly string[] {
    return this.wordsOf(word, binding, depth + 1).flatMap(([one, other]) => (other === undefined ? (staticText(one) ?? []) : []));
  }

  private itemsOf(array: string, binding: Binding | undefined, depth: number): readonly Words[] {
    return (this.arrays.get(array) ?? []).flatMap((items) => this.expanded(items, binding, depth));
  }

  private expanded(words: Words, binding: Binding | undefined, depth: number): readonly Words[] {
    const found = this.expand(words, binding, depth + 1);
    return found.length > 0 ? found : [words];
  }

  /** What `"$@"` may stand for at an offset: after a `shift` that may not run also the words before. */
  private argumentsAt(at: number, binding: Binding | undefined, depth: number): readonly Words[] {
    const shifted = this.scopes.shiftsAt(at);
    return this.listsAt(at, binding, depth).flatMap((list) => {
      const last = Math.min(1 + shifted.before, list.length);
      const starts = shifted.isInLoop ? list.length : last;
      return Array.from({ length: starts }, (_, index) => list.slice(index + 1)).filter(
        (words, index) => index + 1 === last || (words.length > 0 && staticText(words[0]) !== undefined),
      );
    });
  }

  /** The lists of positional parameters at an offset, with parameter 0. */
  private listsAt(at: number, binding: Binding | undefined, depth: number): readonly Words[] {
    const scope = this.scopes.prefixAt(at);
    const sets = (this.sets.get(scope) ?? []).filter((words) => (words.at(-1)?.from ?? 0) < at);
    const own = sets.flatMap((words) => this.expanded(words, binding, depth));
    return binding?.scope === scope ? [binding.args, ...own] : own;
  }

  private scalarOf(part: Parameter, word: Word, isQuoted: boolean, binding: Binding | undefined, depth: number): readonly Words[] {
    const { name, parts, isDefault = false } = part;
    const item = parts.length === 1 ? itemIn(parts[0]) : undefined;
    if (item !== undefined)
      return this.itemsOf(name, binding, depth).flatMap((items) => (items[item] === undefined ? [] : [[items[item]]]));
    if (parts.length > 0 && !isDefault) return NONE;
    const fallback = isDefault ? this.assignedWords(wordOf(parts, word), isQuoted, binding, depth) : NONE;
    if (/^\d+$/.test(name)) {
      const index = Number(name) + (name === '0' ? 0 : this.scopes.shiftsAt(word.from).before);
      const given = this.listsAt(word.from, binding, depth).flatMap((list) => list[index] ?? []);
      return [...given.map((one) => [one]), ...fallback];
    }
    const first = (this.arrays.get(name) ?? []).flatMap(([item]) => (item === undefined ? [] : [item]));
    return [...first, ...(this.assigned.get(name) ?? [])]
      .slice(0, MAX_LINES)
      .flatMap((one) => this.assignedWords(one, isQuoted, binding, depth))
      .concat(fallback);
  }

  private assignedWords(value: Word, isQuoted: boolean, binding: Binding | undefined, depth: number): readonly Words[] {
    const text = staticText(value);
    if (text !== undefined) return text.trim() === '' ? NONE : [split(text, value, isQuoted)];
    const found = this.wordsOf(value, binding, depth + 1);
    return listOf(value) === undefined ? found : found.flat().map((item) => [item]);
  }
}

/** Bounds the work for scripts with endless variables. */
const MAX_OF_COMMAND = 2000;
const MAX_OF_SCRIPT = 100_000;
/** Bounds the work for endless arrays. */
const MAX_ITEMS = 100;
/** Bounds the work for a word with many meanings. */
const MAX_LINES = 12;
/** Bounds the work for variables that are assigned from one another. */
const MAX_STEPS = 6;

function add<V>(map: Map<string, V[]>, key: string, values: readonly V[]): void {
  const known = map.get(key) ?? [];
  if (known.length < MAX_LINES) known.push(...values.slice(0, MAX_LINES));
  map.set(key, known);
}

function isExpansion({ kind }: Part): boolean {
  return kind === 'parameter' || kind === 'commands';
}

function wordOf(parts: readonly Part[], { from, to }: Pick<Word, 'from' | 'to'> = { from: 0, to: 0 }): Word {
  return { from, to, parts };
}

/** The number in a subscript. */
function itemIn(part: Part | undefined): number | undefined {
  const text = part?.kind === 'arithmetic' ? staticText(wordOf(part.parts)) : undefined;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function split(text: string, at: Word, isQuoted: boolean): Words {
  const texts = isQuoted ? [text] : text.split(/\s+/).filter((one) => one !== '');
  return texts.map((one) => wordOf([{ kind: 'text', text: one, isQuoted: true }], at));
}

/** The text that a command prints which only names a program. */
function namedBy({ words }: Command): readonly string[] {
  const [name = '', ...texts] = words.map((word) => staticText(word) ?? '');
  const operands = texts.filter((text) => !text.startsWith('-') && text !== '' && !text.includes('%'));
  if (/^(?:command|which|type|readlink|realpath)$/.test(name)) return operands;
  return (name === 'echo' || name === 'printf') && operands.length > 0 ? [operands.join(' ')] : [];
}

const NONE: readonly never[] = [];
