import type { Assignment, Word } from '../syntax';
import type { Lines } from './lines';
import { type Source, Unreadable } from './source';
import type { WordReader } from './word-reader';

const ASSIGNMENT = /([A-Za-z_]\w*)(\+?=|\[)/y;

/** Reads assignments, also of arrays. */
export class ListReader {
  constructor(
    private readonly source: Source,
    private readonly words: WordReader,
    private readonly lines: Lines,
  ) {}

  /** The assignment at the reading position; undefined, with nothing read, when there is none. */
  tryAssignment(): Assignment | undefined {
    const { source } = this;
    const [whole, name = '', sign] = source.match(ASSIGNMENT) ?? [''];
    if (whole === '') return undefined;
    const state = source.save();
    if (sign === '[') {
      source.at += name.length;
      const subscript = this.words.tryArithmetic('[', ']', 'a subscript', name);
      const equals = subscript && source.match(/\+?=/y)?.[0];
      if (equals === undefined) {
        source.restore(state);
        return undefined;
      }
      source.at += equals.length;
    } else source.at += whole.length;
    const isAdded = source.text.charAt(source.at - 2) === '+';
    const isArray = source.char === '(';
    const values = isArray ? this.bracketed(name) : [this.words.word()];
    return { name, isSubscripted: sign === '[', isArray, isAdded, values };
  }

  /** The words between brackets: the items of an array, or a syntax that no shell accepts there. */
  bracketed(array?: string): Word[] {
    const { source } = this;
    const words: Word[] = [];
    source.at++;
    for (;;) {
      this.lines.skipLines();
      if (source.isOver) throw new Unreadable('a ")" is missing');
      if (source.char === ')') break;
      if (array !== undefined) this.skipSubscript(array);
      const word = this.words.word();
      if (word.from === word.to && word.parts.length === 0 && !/[\s)]/.test(source.char))
        throw new Unreadable(`unexpected "${source.char}"`);
      words.push(word);
    }
    source.at++;
    return words;
  }

  private skipSubscript(array: string): void {
    const { source } = this;
    if (source.char !== '[') return;
    const state = source.save();
    const subscript = this.words.tryArithmetic('[', ']', 'a subscript', array);
    const equals = subscript && source.match(/\+?=/y)?.[0];
    if (equals === undefined) source.restore(state);
    else source.at += equals.length;
  }
}
