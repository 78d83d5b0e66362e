import type { Manifest } from '../../spec';

/** One manifest to be checked, and its name in messages. */
export interface Document {
  /** The construct's path, or the file name as the caller passed it. */
  readonly origin: string;
  /** Position among the documents of that origin, from 0. @default 0 */
  readonly index?: number;
  readonly manifest: Manifest;
}

/** A key for the document, the same for the document and for its diagnostics. */
export function documentKey({ origin, index = 0 }: Pick<Document, 'origin' | 'index'>): string {
  return `${index}\n${origin}`;
}
