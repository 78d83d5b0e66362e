/** How the variable of a name is written in its place. */
export type Writer = (name: string) => string;

/** Follows a script in one language, so that each value is written as its place needs. */
export interface ScriptReader {
  readonly read: (chunk: string) => void;
  /** How a value is written that stands where the reader is. */
  readonly writer: () => Writer;
}
