import { tryDecodeUri } from '../log/uri';
import { lineHashes } from './line-hash';

/** Returns the text of a source file by its path relative to the sources; undefined when it cannot be read. */
export type ReadSource = (path: string) => string | undefined;

/** Lines of source files and their hashes; each file is read once. */
export class SourceLines {
  private readonly texts = new Map<string, readonly string[] | undefined>();
  private readonly hashes = new Map<string, readonly string[] | undefined>();

  constructor(private readonly read: ReadSource) {}

  /** Text of a line, from 1. */
  line(uri: string, line: number): string | undefined {
    return once(this.texts, uri, () => this.textOf(uri)?.split(/\r\n|\r|\n/))?.[line - 1];
  }

  /** The hash of a line, from 1, by which GitHub recognises it. */
  hash(uri: string, line: number): string | undefined {
    return once(this.hashes, uri, () => {
      const text = this.textOf(uri);
      return text === undefined ? undefined : lineHashes(text);
    })?.[line - 1];
  }

  private textOf(uri: string): string | undefined {
    const path = tryDecodeUri(uri);
    return path === undefined || path === '' ? undefined : this.read(path);
  }
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T | undefined {
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}
