/** A location in a file. Both numbers start at 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which the lines of a file begin. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** The position of a character, by its offset. */
  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** A line by its number, without its line end; empty when there is no such line. */
  line(number: number): string {
    const start = this.starts[number - 1];
    if (start === undefined) return '';
    const end = (this.starts[number] ?? this.text.length + 1) - 1;
    return this.text.slice(start, end).replace(/\r$/, '');
  }
}
