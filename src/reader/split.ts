/** One document of a file, as kubectl splits it before YAML is parsed. */
export interface Chunk {
  readonly text: string;
  /** Its offset in the file. */
  readonly offset: number;
  /** Offset in the file of a separator that is followed by content; kubectl stops there. */
  readonly badSeparator?: number;
}

// characters that end a line in YAML but not for the document splitter: whether the rest is read depends on what comes before
const MORE = /[\r\u0085\u2028\u2029](?=[\s\S])/;

// unicode.IsSpace of Go
const SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Splits a file at lines of `---` (k8s.io/apimachinery pkg/util/yaml YAMLReader), so that an error in one document cannot hide others. */
export function split(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let badSeparator: number | undefined;
  const end = (offset: number) => {
    chunks.push({ text: text.slice(start, offset), offset: start, ...(badSeparator === undefined ? {} : { badSeparator }) });
    badSeparator = undefined;
  };
  for (const { index, 0: line } of text.matchAll(/(?<![^\n])---[^\n]*/g)) {
    const rest = line.slice(3).replace(SPACE, '');
    if (!MORE.test(line) && (rest === '' || rest.startsWith('#'))) {
      end(index);
      start = index + line.length;
    } else badSeparator ??= index;
  }
  end(text.length);
  return chunks;
}
