import type { Scopes } from '../scopes';
import type { Assignment, Command, Hazard, ShellScript, Span, Word } from '../syntax';
import { staticText, valuesOf } from '../words';
import { isStart, Leaving, LOOK } from './leaving';
import { type Content, contentOfGlob, contentOfRegex, contentOutside } from './patterns';

/** A check of a variable or value that holds in a range of the script. */
interface Check extends Span {
  /** The key of the variable, see `Scopes`, or of the value. */
  readonly key: string;
  readonly content: Content;
  /** Where the check itself is. */
  readonly at: number;
}

/** The key of a value, which no variable has. */
export function keyOfValue(value: string): string {
  return `=${value}`;
}

const END = /^[ \t]*(?:[\n;)}]|$)/;
const LITERAL = /^"?\$(?:\w+|\{\w+\})"?$/;

/**
 * The checks of a script that keep code out of a value: a pattern of the whole value that admits no code, whose failure leaves the script
 * or whose success is the condition of the use. Everything else, such as `grep` or `-gt`, does not count: it admits code, or the script continues.
 */
export class Checks {
  private readonly checks: readonly Check[];
  private readonly text: string;
  private readonly code: string;
  private readonly blocks: readonly Span[];
  private readonly leaving: Leaving;
  private readonly assigned: ReadonlyMap<string, readonly Word[]>;

  constructor(
    script: ShellScript,
    private readonly scopes: Scopes,
  ) {
    const { text = '', commands, blocks = [], functions } = script;
    this.text = text;
    const candidates = commands.filter(isCandidate).slice(0, MAX_CHECKS);
    this.code = candidates.length === 0 ? '' : codeOf(script);
    this.blocks = candidates.length === 0 ? [] : [...blocks, ...functions];
    this.leaving = new Leaving(this.code, this.blocks, functions, scopes);
    this.assigned = assignedIn(commands);
    this.checks = candidates.flatMap((command) => this.of(command));
  }

  get isEmpty(): boolean {
    return this.checks.length === 0;
  }

  /** The checks that hold for a variable at an offset, as a text that is equal for the same checks. */
  signatureAt(key: string, at: number): string {
    return this.checks.flatMap((check, index) => (check.key === key && check.from <= at && at < check.to ? [index] : [])).join();
  }

  /** Whether what is assigned to the variable at an offset is checked when it is used, so that the hazard cannot occur. */
  isChecked(key: string, assigned: number, at: number, { isArithmetic }: Hazard): boolean {
    return this.checks.some(
      (check) =>
        check.key === key &&
        check.from <= at &&
        at < check.to &&
        (check.content === 'digits' || !isArithmetic) &&
        this.isBefore(key, assigned, check.at),
    );
  }

  private isBefore(key: string, assigned: number, at: number): boolean {
    const isInside = assigned < 0 || this.scopes.functionAt(assigned) === this.scopes.functionAt(at);
    // the arguments of a function are there before its first command
    return isInside ? assigned < at : key.includes('()#');
  }

  private of(command: Command): readonly Check[] {
    if (command.kind === 'case') return this.ofCase(command);
    return command.words.length === 0 ? this.ofAssignments(command) : this.ofCondition(command);
  }

  /** A variable that is assigned something else no longer has its value. */
  private ofAssignments({ assignments }: Command): readonly Check[] {
    const [
      {
        name,
        values: [word],
      } = { name: '', values: [] },
      other,
    ] = assignments;
    if (word === undefined || other !== undefined || !END.test(this.code.slice(word.to))) return [];
    const at = word.from - 1 - name.length;
    if (!isStart(this.code.slice(Math.max(0, at - LOOK), at))) return [];
    return this.restOfBlock(at, word.to).map((span) => ({ key: name, content: 'digits', at, ...span }));
  }

  private ofCondition({ words, kind }: Command): readonly Check[] {
    const isNegated = staticText(words[0]) === '!';
    const [word, operator, pattern] = (kind === 'condition' ? (isNegated ? words.slice(1) : words) : words.slice(1)) as Word[];
    const first = words[0];
    if (word === undefined || operator === undefined || pattern === undefined || first === undefined) return [];
    const key = this.keyOf(word);
    const content = this.contentOf(staticText(operator), pattern);
    if (key === undefined || content === undefined) return [];
    const opening = /(?:\[\[|\[|\btest)[ \t]*$/.exec(this.code.slice(0, kind === 'condition' ? first.from : word.from));
    const closing = /^[ \t]*\]?\]?/.exec(this.code.slice(pattern.to))?.[0].length ?? 0;
    if (opening === null) return [];
    return this.rangesOf(opening.index, pattern.to + closing, isNegated).map((span) => ({ key, content, at: opening.index, ...span }));
  }

  private contentOf(operator: string | undefined, pattern: Word): Content | undefined {
    const raw = this.patternOf(pattern);
    if (operator === '=~') return contentOfRegex(raw);
    return operator === '=' || operator === '==' ? contentOfGlob(raw) : undefined;
  }

  /** Where a condition holds that stands between two offsets. */
  private rangesOf(from: number, to: number, isNegated: boolean): readonly Span[] {
    const before = this.code.slice(Math.max(0, from - LOOK), from);
    const after = this.code.slice(to);
    const branch = /\b(el)?if[ \t\n]+(![ \t]+)?$/.exec(before);
    if (branch !== null) {
      const then = /^((?:[ \t]*&&[^|&;\n]+)*)[ \t]*[;\n][ \t\n]*then\b/.exec(after);
      if (then === null) return [];
      const at = to + then[0].length - 'then'.length;
      if (isNegated === (branch[2] !== undefined)) return this.blocks.filter((block) => block.from === at);
      const isFirst = branch[1] === undefined && isStart(before.slice(0, branch.index));
      return isFirst && then[1] === '' ? this.afterIf(from, at) : [];
    }
    if (!isStart(before)) return [];
    const or = /^[ \t]*\|\|[ \t\n]*/.exec(after)?.[0].length;
    if (or !== undefined) return isNegated ? [] : this.afterOr(from, to + or);
    const and = /^[ \t]*&&/.exec(after)?.[0].length;
    if (and === undefined) return [];
    if (!isNegated) return [{ from: to, to: this.endOfList(to + and) }];
    return this.afterOr(from, to + and);
  }

  /** The rest of the block behind `|| exit 1` or `|| { …; exit 1; }`. */
  private afterOr(from: number, at: number): readonly Span[] {
    const group = this.code.charAt(at) === '{' ? this.blocks.find((block) => block.from === at) : undefined;
    const end = group === undefined ? at + (/^[^\n;|&(){}]*/.exec(this.code.slice(at))?.[0].length ?? 0) : group.to + 1;
    const body = group === undefined ? this.code.slice(at, end) : this.code.slice(at + 1, group.to);
    return this.leaving.leaves(body, from) && END.test(this.code.slice(end)) ? this.restOfBlock(from, end) : [];
  }

  /** The rest of the block behind `if ! …; then …; exit 1; fi`. */
  private afterIf(from: number, then: number): readonly Span[] {
    const branch = this.blocks.find((block) => block.from === then);
    const whole = this.innermost(from);
    if (branch === undefined || whole === undefined) return [];
    if (!this.leaving.leaves(this.code.slice(then + 'then'.length, branch.to + 1).replace(/fi$|else$|elif$|[ef]$/, ''), from)) return [];
    return END.test(this.code.slice(whole.to + 1)) ? this.restOfBlock(whole.from - 1, whole.to) : [];
  }

  private ofCase(command: Command): readonly Check[] {
    const { words, items = [] } = command;
    const key = words[0] && this.keyOf(words[0]);
    if (key === undefined || words[0] === undefined) return [];
    const at = words[0].from;
    const found: Check[] = [];
    let content: Content | undefined = 'digits';
    let isOpen = true;
    let isLeft = false;
    for (const { patterns, from, to, isReached } of items) {
      const raws = patterns.map((pattern) => this.rawOf(pattern));
      const own = together(raws.map(contentOfGlob));
      if (own !== undefined && !isReached) found.push({ key, content: own, at, from, to });
      if (!isOpen) continue;
      if (
        this.leaving.leaves(
          this.code
            .slice(from, to + 1)
            .replace(/;;&?$|;&$/, '')
            .replace(/\be$/, ''),
          at,
        )
      ) {
        const outside = raws.map((raw) => (raw === '*' ? 'digits' : contentOutside(raw))).find((one) => one !== undefined);
        if (outside === undefined) continue;
        content = together([content, outside]);
        isLeft = true;
        isOpen = false;
      } else {
        content = together([content, own]);
        isOpen = content !== undefined;
      }
    }
    if (!isLeft || content === undefined) return found;
    const whole = this.innermost(at);
    const begin = whole === undefined ? undefined : /\bcase[ \t]*$/.exec(this.code.slice(0, at))?.index;
    if (whole === undefined || begin === undefined || !isStart(this.code.slice(Math.max(0, begin - LOOK), begin))) return found;
    if (!END.test(this.code.slice(whole.to + 1))) return found;
    const known = content;
    return [...found, ...this.restOfBlock(whole.from - 1, whole.to).map((span) => ({ key, content: known, at, ...span }))];
  }

  private restOfBlock(from: number, after: number): readonly Span[] {
    return [{ from: after, to: this.innermost(from)?.to ?? Number.POSITIVE_INFINITY }];
  }

  /** The end of the commands that are joined with `&&`. */
  private endOfList(from: number): number {
    for (let at = from; at < this.code.length; at++) {
      const block = this.blocks.find((one) => one.from === at && one.to > at);
      if (block !== undefined) at = block.to;
      else if (this.code.startsWith('&&', at)) at += 1 + (/^[ \t\n]*/.exec(this.code.slice(at + 2))?.[0].length ?? 0);
      else if ('\n;|&)}'.includes(this.code.charAt(at))) return at;
    }
    return this.code.length;
  }

  private innermost(at: number): Span | undefined {
    let best: Span | undefined;
    for (const block of this.blocks)
      if (block.from <= at && at <= block.to && (best === undefined || block.to - block.from < best.to - best.from)) best = block;
    return best;
  }

  private keyOf(word: Word): string | undefined {
    const [part, other] = word.parts.filter((one) => one.kind !== 'text' || one.text !== '');
    if (part === undefined || other !== undefined) return undefined;
    if (part.kind === 'value') return part.location.value === undefined ? undefined : keyOfValue(part.location.value);
    if (part.kind !== 'parameter' || part.use === undefined || !LITERAL.test(this.rawOf(word))) return undefined;
    const [key, more] = this.scopes.keysOf(part.use);
    return more === undefined && !key?.endsWith('+') ? key : undefined;
  }

  /** The text of a pattern, or of the variable that holds it and nothing else ever. */
  private patternOf(pattern: Word): string {
    const raw = this.rawOf(pattern);
    const [, name = ''] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(raw.replace(/^\$\{(\w+)\}$/, '$$$1')) ?? [];
    const [word, other] = this.assigned.get(name) ?? [];
    const text = staticText(word);
    if (word === undefined || other !== undefined || text === undefined || text === '') return raw;
    const isBefore =
      word.to < pattern.from && this.leaving.around(word.from).every((block) => block.from < pattern.from && pattern.from < block.to);
    const isOnly = [...this.text.matchAll(new RegExp(`(?<!\\$|\\$\\{)\\b${name}\\b`, 'g'))].length === 1;
    const at = word.from - 1 - name.length;
    const isAlways = isStart(this.code.slice(Math.max(0, at - LOOK), at).replace(/\b(?:local|readonly|declare)(?:[ \t]+-r)?[ \t]+$/, ''));
    return isBefore && isOnly && isAlways ? text : raw;
  }

  private rawOf({ from, to }: Word): string {
    return this.text.slice(from, to);
  }
}

function assignedIn(commands: readonly Command[]): ReadonlyMap<string, readonly Word[]> {
  const assigned = new Map<string, Word[]>();
  for (const { assignments } of commands)
    for (const { name, values } of assignments) assigned.set(name, [...(assigned.get(name) ?? []).slice(0, 2), ...values]);
  return assigned;
}

const MAX_CHECKS = 200;

function isCandidate({ kind, words, assignments }: Command): boolean {
  if (kind === 'case') return true;
  if (words.length === 0) return assignments.some(isReset);
  if (kind === 'condition') return words.length === 3 || (words.length === 4 && staticText(words[0]) === '!');
  const name = kind === 'simple' ? staticText(words[0]) : undefined;
  return (name === '[' && words.length === 5) || (name === 'test' && words.length === 4);
}

/** Whether an assignment replaces the value of a variable by something without any value. */
function isReset({ isArray, isAdded, isSubscripted, values }: Assignment): boolean {
  return !isArray && !isAdded && !isSubscripted && values.flatMap(valuesOf).length === 0;
}

function together(contents: readonly (Content | undefined)[]): Content | undefined {
  if (contents.includes(undefined)) return undefined;
  return contents.includes('name') ? 'name' : 'digits';
}

/** The text with blanks in place of comments, here-documents and line continuations, and `_` in place of quoted text. */
function codeOf({ text = '', marks, locations }: ShellScript): string {
  const pieces = text.split('');
  const blank = (from: number, to: number, sign: string) => {
    for (let at = from; at < to && at < pieces.length; at++) if (pieces[at] !== '\n' || sign === '_') pieces[at] = sign;
  };
  for (const { kind, from, to } of marks)
    if (kind === 'continuation') for (let at = from; at < to; at++) pieces[at] = ' ';
    else blank(from, to, kind === 'comment' || kind === 'heredoc' ? ' ' : '_');
  for (const { at } of locations) if (pieces[at] !== ' ') pieces[at] = '_';
  return pieces.join('');
}
