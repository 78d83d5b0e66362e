import { type Command, type Part, readShell, type ShellScript, staticText, type Value, variablesIn, type Word } from '../../shell';

/** A comparison of a variable with a literal word. */
export interface Comparison {
  /** The name of an environment variable, or the body of a Tekton variable in `$(…)`. */
  readonly variable: string;
  readonly word: string;
  /** Offset of the word in the script. */
  readonly at: number;
  /** The condition, or the item of a `case`: comparisons with the same number are alternatives. */
  readonly group: number;
}

/**
 * The comparisons of variables with literal words in a shell script: `[`, `test`, `[[` and `case`. A variable that only has the value of
 * another one counts as that one; a variable that the script sets otherwise is left out. Empty for a script that cannot be parsed.
 */
export function comparisonsInShell(script: string): readonly Comparison[] {
  if (/\bnocasematch\b/.test(script)) return [];
  const bodies: string[] = [];
  const values = new Map<number, Value>();
  for (const { body, at } of variablesIn(script)) {
    values.set(at, { index: bodies.length, length: body.length + 3 });
    bodies.push(body);
  }
  const read = readShell(script, values, 'bash');
  return read.failure === undefined ? new Comparisons(read, bodies).all() : [];
}

class Comparisons {
  private readonly found: Comparison[] = [];
  /** The variable whose value a variable of the script has; undefined when it has another value. */
  private readonly origins = new Map<string, string | undefined>();
  /** The line of each offset, for conditions that `||` and `&&` join. */
  private readonly lines: readonly number[];

  constructor(
    private readonly script: ShellScript,
    private readonly bodies: readonly string[],
  ) {
    const { text = '' } = script;
    this.lines = [...text.matchAll(/(?<!\\|\|\||&&)\n/g)].map(({ index }) => index);
    for (const { assignments, variable } of script.commands) {
      if (variable !== undefined) this.origins.set(variable, undefined);
      for (const { name, values, isAdded, isArray } of assignments) {
        const isPlain = !isAdded && !isArray && !this.origins.has(name) && values.length === 1;
        this.origins.set(name, isPlain ? this.only(values[0]) : undefined);
      }
    }
    for (const { words } of script.commands)
      if (SETTING.has(staticText(words[0]) ?? '')) for (const word of words) this.origins.set(staticText(word) ?? '', undefined);
  }

  all(): readonly Comparison[] {
    for (const command of this.script.commands) this.read(command);
    return this.found;
  }

  private read({ kind, words, items = [] }: Command): void {
    const [first] = words;
    if (kind === 'case') {
      for (const { patterns } of items) for (const pattern of patterns) this.add(first, pattern, pattern.from);
      return;
    }
    const name = staticText(first);
    if (kind !== 'condition' && name !== '[' && name !== 'test') return;
    for (let at = 1; at + 1 < words.length; at++) {
      const operator = staticText(words[at]);
      if (operator !== '=' && operator !== '==' && operator !== '!=') continue;
      const group = -1 - this.lineOf((first as Word).from);
      this.add(words[at - 1], words[at + 1], group);
      this.add(words[at + 1], words[at - 1], group);
    }
  }

  private lineOf(offset: number): number {
    let low = 0;
    for (let high = this.lines.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private add(left: Word | undefined, right: Word | undefined, group: number): void {
    const word = staticText(right);
    if (left === undefined || right === undefined || word === undefined || isPattern(right)) return;
    const [lead, rest] = splitLead(left.parts);
    const variable = this.variableOf(rest);
    if (variable !== undefined && word.startsWith(lead))
      this.found.push({ variable, word: word.slice(lead.length), at: right.from, group });
  }

  private only(word: Word | undefined): string | undefined {
    const [lead, rest] = splitLead(word?.parts ?? []);
    return lead === '' ? this.variableOf(rest) : undefined;
  }

  /** The variable that these parts are, and nothing else. */
  private variableOf(parts: readonly Part[]): string | undefined {
    const [part, ...others] = parts.filter((one) => one.kind !== 'text' || one.text !== '');
    if (part === undefined || others.length > 0) return undefined;
    if (part.kind === 'value') return this.bodies[part.location.index];
    if (part.kind !== 'parameter' || part.use === undefined || part.isIndirect) return undefined;
    if (part.parts.length > 0 && !part.isDefault) return undefined;
    return this.origins.has(part.name) ? this.origins.get(part.name) : part.name;
  }
}

/** Commands that set variables by their names. */
const SETTING: ReadonlySet<string> = new Set(['read', 'unset', 'mapfile']);

function splitLead(parts: readonly Part[]): readonly [string, readonly Part[]] {
  const at = parts.findIndex(({ kind }) => kind !== 'text');
  const lead = (at < 0 ? parts : parts.slice(0, at)).map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return [lead, at < 0 ? [] : parts.slice(at)];
}

/** Whether an unquoted sign of a pattern is in the word. */
function isPattern({ parts }: Word): boolean {
  return parts.some((part) => part.kind === 'text' && !part.isQuoted && /[*?[]/.test(part.text));
}
