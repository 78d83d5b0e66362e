import type { Heredocs } from './heredocs';
import type { Source } from './source';

/** Skips the text between words: blanks, comments and line breaks. */
export class Lines {
  constructor(
    private readonly source: Source,
    private readonly heredocs: Heredocs,
  ) {}

  /** Skips blanks, continued lines and a comment. */
  skipBlanks(): void {
    const { source } = this;
    for (;;) {
      const from = source.at;
      if (source.char === ' ' || source.char === '\t') source.at++;
      else if (source.char === '\\' && source.next === '\n') {
        source.at += 2;
        source.mark('continuation', from, source.at);
      } else if (source.char === '#' && isWordStart(source)) this.readComment();
      else return;
    }
  }

  private readComment(): void {
    const { source } = this;
    const from = source.at;
    while (!source.isOver && source.char !== '\n') if (source.tryValue('comment') === undefined) source.at++;
    source.mark('comment', from, source.at);
  }

  /** Like `skipBlanks`, also skips line breaks and the here-documents after them. */
  skipLines(): void {
    const { source } = this;
    this.skipBlanks();
    while (source.char === '\n') {
      source.at++;
      this.heredocs.readAll();
      this.skipBlanks();
    }
  }

  /** Whether the reading position is at this word, written without quotes. */
  isWord(word: string): boolean {
    const { source } = this;
    const after = source.at + word.length;
    return source.startsWith(word) && !source.values.has(after) && (after >= source.end || /[\s;&|<>()]/.test(source.text.charAt(after)));
  }
}

function isWordStart(source: Source): boolean {
  return source.at === 0 || /[\s;&|()<>]/.test(source.text.charAt(source.at - 1));
}
