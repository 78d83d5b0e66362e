import type { Manifest } from '../../spec';

/** One manifest to be judged, and what to call it in messages. */
export interface Document {
  /** The construct's path or the file as it was given. */
  readonly origin: string;
  /** Position among the documents of that origin, from 0. @default 0 */
  readonly index?: number;
  readonly manifest: Manifest;
}

/** One text for each place among the documents, of a document or of a diagnostic. */
export function placeKey({ origin, index = 0 }: Pick<Document, 'origin' | 'index'>): string {
  return `${index}\n${origin}`;
}
