/** One document of a text, as kubectl cuts it out before anything is read as YAML. */
export interface Chunk {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly offset: number;
  /** Offset in the whole text of a separator with something behind it; kubectl stops there. */
  readonly badSeparator?: number;
}

// what YAML takes for the end of the line, and the reader of documents does not: the rest is read or not, depending on what stands before
const MORE = /[\r\u0085\u2028\u2029](?=[\s\S])/;

// unicode.IsSpace of Go
const SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** The documents of a text, split at lines of `---` (k8s.io/apimachinery pkg/util/yaml YAMLReader): what is wrong in one cannot hide another. */
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
