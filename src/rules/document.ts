import type { Manifest } from '../spec';

/** One manifest to be judged, and what to call it in messages. */
export interface Document {
  /** The construct's path or the file as it was given. */
  readonly origin: string;
  /** Position among the documents of that origin, from 0. @default 0 */
  readonly index?: number;
  readonly manifest: Manifest;
}
