/** Passes the lines of a log on once each, also when the log is read again from some second. */
export class LogLines {
  private last = '';
  private count = 0;

  /** From where to read again; undefined for all. */
  get since(): string | undefined {
    return this.last === '' ? undefined : this.last;
  }

  /** Begins a reading that repeats the lines of the last second. */
  begin(): (line: string) => string | undefined {
    let repeated = 0;
    const [last, count] = [this.last, this.count];
    return (line) => {
      const at = line.indexOf(' ');
      const time = normal(at < 0 ? line : line.slice(0, at));
      if (time === undefined) return line;
      if (time < last || (time === last && repeated++ < count)) return undefined;
      if (time === this.last) this.count++;
      else [this.last, this.count] = [time, 1];
      return at < 0 ? '' : line.slice(at + 1);
    };
  }
}

/** An RFC 3339 time with nine digits of its second, so that times compare as strings; undefined for other text. */
function normal(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  return match === null ? undefined : `${match[1]}.${(match[2] ?? '').padEnd(9, '0')}${match[3]}`;
}

const ESC = '\u001b';
const MARK = '\u0000';
const COLOUR = new RegExp(`${ESC}\\[[0-9;]*m`, 'g');
// titles and links of terminals, other sequences, and control characters other than the tab and the mark
const CONTROL = new RegExp(
  `${ESC}\\][^\\u0007${ESC}]*(?:\\u0007|${ESC}\\\\)|${ESC}\\[[0-?]*[ -/]*[@-~]|${ESC}[@-_]|[\\u0001-\\u0008\\u000a-\\u001f\\u007f]`,
  'g',
);
const MARKS = new RegExp(MARK, 'g');

/** A line without what would move the cursor or set the title of a terminal; colours stay where they are wanted. */
export function printable(line: string, isColoured: boolean): string {
  const last = line.replaceAll(MARK, '').replace(/\r+$/, '').split('\r').at(-1) ?? '';
  const colours: string[] = [];
  const marked = last.replace(COLOUR, (colour) => {
    colours.push(isColoured ? colour : '');
    return MARK;
  });
  let at = 0;
  const text = marked.replace(CONTROL, '').replace(MARKS, () => colours[at++] ?? '');
  return isColoured && colours.length > 0 ? `${text}${ESC}[0m` : text;
}
