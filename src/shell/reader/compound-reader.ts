import type { CaseItem, Word } from '../syntax';
import { refuse, staticText, valuesOf } from '../words';
import type { Lines } from './lines';
import { nameHazard, type Source, Unreadable } from './source';
import type { Stages } from './stages';
import type { WordReader } from './word-reader';

/** A reserved word that is not followed by an ordinary command. */
export type Head = 'case' | 'for' | 'select' | 'function' | '[[';

/** Reads compound commands, which have a grammar of their own. */
export class CompoundReader {
  /** @param readItem - reads the commands of one item of `case`, and its end */
  constructor(
    private readonly source: Source,
    private readonly words: WordReader,
    private readonly lines: Lines,
    private readonly readItem: () => void,
  ) {}

  /** Reads the part after the word; of a loop or function only the part before its commands. */
  read(head: Head, stages: Stages): void {
    if (head === 'case') this.readCase(stages);
    else if (head === '[[') this.readCondition(stages);
    else if (head === 'function') this.readFunction(stages);
    else this.readLoop(stages);
  }

  private readFunction(stages: Stages): void {
    const { source } = this;
    this.lines.skipBlanks();
    const name = this.words.word();
    refuseNames(name, 'the name of a function');
    stages.add({ kind: 'function', words: [name] });
    stages.takeFunctionName(name);
    source.at += source.match(/[ \t]*\([ \t]*\)/y)?.[0].length ?? 0;
  }

  private readLoop(stages: Stages): void {
    stages.open(this.source.offset(this.source.at), true);
    this.lines.skipBlanks();
    if (this.source.startsWith('((')) {
      if (this.words.tryArithmetic('((', '))', 'for (( ))') === undefined) throw new Unreadable('a "))" is missing');
      return;
    }
    const name = this.words.word();
    refuseNames(name, 'the name of a variable');
    this.lines.skipLines();
    const hasWords = this.lines.isWord('in');
    if (hasWords) this.source.at += 2;
    stages.add({ kind: 'loop', words: hasWords ? this.wordsOfLine() : [this.allArguments()], variable: staticText(name) });
  }

  /** The words of a loop without `in`: `"$@"`. */
  private allArguments(): Word {
    const { source } = this;
    const at = source.offset(source.at);
    return { from: at, to: at, parts: [{ kind: 'parameter', name: '@', use: source.use('@'), parts: [] }] };
  }

  private wordsOfLine(): Word[] {
    const { source } = this;
    const words: Word[] = [];
    for (;;) {
      this.lines.skipBlanks();
      if (source.isOver || '\n;&|<>()'.includes(source.char || 'x')) {
        if ((source.char === '<' || source.char === '>') && source.next === '(') words.push(this.words.word());
        else return words;
      } else words.push(this.words.word());
    }
  }

  private readCase(stages: Stages): void {
    const { source } = this;
    stages.open(this.source.offset(this.source.at));
    this.lines.skipBlanks();
    const words = [this.words.word()];
    const items: CaseItem[] = [];
    let isReached = false;
    this.lines.skipLines();
    if (!this.lines.isWord('in')) throw new Unreadable('a "case" has no "in"');
    source.at += 2;
    for (;;) {
      this.lines.skipLines();
      if (source.isOver) throw new Unreadable('an "esac" is missing');
      if (this.lines.isWord('esac')) break;
      if (source.char === '(') source.at++;
      const first = words.length;
      this.readPatterns(words);
      const from = source.offset(source.at);
      this.readItem();
      const to = source.offset(source.at - 1);
      items.push({ patterns: words.slice(first), from, to, isReached });
      source.notes.blocks.push({ from, to });
      isReached = /(?:^|[^;]);&$/.test(source.text.slice(Math.max(source.at - 3, 0), source.at));
    }
    source.at += 4;
    stages.add({ kind: 'case', words, items });
    stages.close(source.offset(source.at - 1));
  }

  private readPatterns(words: Word[]): void {
    const { source } = this;
    for (;;) {
      this.lines.skipBlanks();
      words.push(this.words.word());
      this.lines.skipBlanks();
      if (source.char === ')') {
        source.at++;
        return;
      }
      if (source.char !== '|') throw new Unreadable('a pattern of "case" has no ")" after it');
      source.at++;
    }
  }

  private readCondition(stages: Stages): void {
    const { source } = this;
    const words: Word[] = [];
    for (;;) {
      this.lines.skipLines();
      if (source.isOver) throw new Unreadable('a "]]" is missing');
      if (this.lines.isWord(']]')) break;
      const operator = source.match(/&&|\|\||[()<>]/y)?.[0];
      const isSubstitution = (operator === '<' || operator === '>') && source.next === '(';
      if (operator !== undefined && !isSubstitution) {
        words.push(operatorWord(source, operator));
        continue;
      }
      const before = words[words.length - 1]?.parts[0];
      const word = this.words.word(before?.kind === 'text' && before.text === '=~');
      if (word.from === word.to) throw new Unreadable(`unexpected "${source.char}"`);
      words.push(word);
    }
    source.at += 2;
    stages.add({ kind: 'condition', words });
  }
}

function operatorWord(source: Source, text: string): Word {
  const from = source.offset(source.at);
  source.at += text.length;
  return { from, to: from + text.length, parts: [{ kind: 'text', text, isQuoted: false }] };
}

/** Refuses values in a name. */
export function refuseNames(word: Word | undefined, where: string): void {
  refuse(valuesOf(word), nameHazard(where));
}
