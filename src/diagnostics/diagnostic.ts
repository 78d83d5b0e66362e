/** How much a finding about a manifest weighs: an error stops synth, a warning is advice. */
export type Severity = 'error' | 'warning';

/** Where in a manifest: keys and list indices from the document's root, as in `['spec', 'tasks', 0, 'name']`. */
export type FieldPath = readonly (string | number)[];

/** A place in a text of several lines; both from 1, columns in UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** One mistake in one manifest: what is wrong, where, and the way out. @open */
export interface Diagnostic {
  /** Stable code of the rule, `TW` and three digits; a code is never used for another rule. */
  readonly code: string;
  readonly severity: Severity;
  /** The construct's path, or the file as it was given. */
  readonly origin: string;
  /** Position of the document among those of its origin, from 0. */
  readonly index: number;
  /** The offending field of the manifest. */
  readonly field: FieldPath;
  /** The field in the words of the program: list items by their name (`params.url` instead of `spec.tasks[0].params[1].value`). */
  readonly where: string;
  /** What is wrong with the value, quoted, then what is allowed; lower case, no full stop. */
  readonly message: string;
  /** What to write instead. @default - the message says it already */
  readonly fix?: string;
  /** Where in the field's text. @default - the whole field */
  readonly at?: TextPlace;
}
